using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace AutoDiff.Training.Tests.Reports;

public sealed class ContoursTests
{
    [Fact]
    public void A_bowl_has_a_circle()
    {
        List<(double X, double Y)> circle = Assert.Single(Contours.Of(Grid(41, static (x, y) => Math.Sqrt(((x - 20) * (x - 20)) + ((y - 20) * (y - 20)))), 12.3));
        Assert.All(circle, static point => Assert.Equal(12.3, Math.Sqrt(((point.X - 20) * (point.X - 20)) + ((point.Y - 20) * (point.Y - 20))), 0.02));
        Assert.Equal(Math.PI * 12.3 * 12.3, Area([circle]), 1.0);
    }

    [Fact]
    public void Lines_enclose_what_is_below_the_level_whatever_the_function_is()
    {
        CounterRandom random = new(4);
        for (int attempt = 0; attempt < 200; attempt++)
        {
            int size = 2 + random.Next(7);
            double[,] values = Grid(size, (_, _) => random.Next(12) == 0 ? 20 : random.Next(5));
            List<List<(double X, double Y)>> lines = Contours.Of(values, 1.5);
            for (int x = 0; x < size; x++)
            {
                for (int y = 0; y < size; y++)
                {
                    // The corners of lines are between points of the grid, or on the border: seen from a little inside, each point is on one side.
                    double insideX = Math.Clamp(x, 1e-3, size - 1 - 1e-3), insideY = Math.Clamp(y, 0.7e-3, size - 1 - 0.7e-3);
                    Assert.Equal(values[x, y] < 1.5, IsInside(lines, insideX, insideY));
                }
            }
        }
    }

    [Fact]
    public void A_function_below_or_above_has_the_border_or_nothing()
    {
        Assert.Equal(16, Area(Contours.Of(Grid(5, static (_, _) => 0), 1)));
        Assert.Empty(Contours.Of(Grid(5, static (_, _) => 2), 1));
        Assert.Empty(Contours.Of(Grid(5, static (_, _) => double.NaN), 1));
    }

    private static double[,] Grid(int size, Func<int, int, double> function)
    {
        double[,] values = new double[size, size];
        for (int i = 0; i < size * size; i++) values[i / size, i % size] = function(i / size, i % size);
        return values;
    }

    private static double Area(List<List<(double X, double Y)>> lines) =>
        lines.Sum(static line => Math.Abs(line.Select((point, i) => (point.X * line[(i + 1) % line.Count].Y) - (line[(i + 1) % line.Count].X * point.Y)).Sum()) / 2);

    // How often a ray to the right crosses the lines: odd if the point is inside.
    private static bool IsInside(List<List<(double X, double Y)>> lines, double x, double y) => lines.Sum(line => line.Where((point, i) =>
    {
        (double X, double Y) next = line[(i + 1) % line.Count];
        return point.Y > y != next.Y > y && x < point.X + ((y - point.Y) / (next.Y - point.Y) * (next.X - point.X));
    }).Count()) % 2 == 1;
}

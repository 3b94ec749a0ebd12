using System;
using System.Linq;
using AutoDiff.Optimization;
using AutoDiff.Training;

namespace Textbook.Lessons;

/// <summary>Polynomials through noisy points of a sine: one that is too simple, one that fits, one that learns the noise.</summary>
internal static class LearningCurves
{
    private const int Highest = 12, Points = 20;

    public static void Run(Page page)
    {
        (double[] x, double[] y) = Samples(Points, seed: 1);
        (double[] validationX, double[] validationY) = Samples(200, seed: 2);
        double[][] fits = [.. Enumerable.Range(0, Highest + 1).Select(degree => Fit(x, y, degree))];
        (double, double)[] training = [.. fits.Select((weights, degree) => ((double)degree, ErrorOf(weights, x, y)))];
        (double, double)[] validation = [.. fits.Select((weights, degree) => ((double)degree, ErrorOf(weights, validationX, validationY)))];
        int best = Enumerable.Range(0, fits.Length).MinBy(degree => validation[degree].Item2);
        page.Say("Degrees", FormattableString.Invariant($"Of {Points} points, degree {best} predicts others best: mean squared error {validation[best].Item2:F3}, against {validation[1].Item2:F3} for a line and {validation[^1].Item2:F3} for degree {Highest}."));
        page.Plot(
            "Degrees",
            new LineChart(new("points", [.. x.Zip(y)]) { Style = SeriesStyle.Points }, Curve("degree 1", fits[1]), Curve($"degree {best}", fits[best]), Curve($"degree {Highest}", fits[^1]))
            {
                Title = "Three fits", XAxis = "x", YAxis = new Axis { Label = "y", Min = -2, Max = 2 },
            },
            new LineChart(new("training", training), new("validation", validation)) { Title = "Error by the degree", XAxis = "degree", YAxis = new Axis { Label = "mean squared error", IsLogarithmic = true } });

        int[] counts = [8, 12, 16, 24, 32, 48, 64, 96, 128, 192];
        page.Plot("Learning curves", [.. new[] { 1, best, Highest }.Select(degree => CurveByCount(degree, counts, validationX, validationY))]);
        page.Say("What to see", "Where the model is too simple, both errors meet far up, and more data does not help. Where it is too flexible, they are far apart, and more data brings them together.");
    }

    private static LineChart CurveByCount(int degree, int[] counts, double[] validationX, double[] validationY)
    {
        const int Repetitions = 20;
        (double Training, double Validation)[] errors = [.. counts.Select(count =>
        {
            (double, double)[] runs = [.. Enumerable.Range(0, Repetitions).Select(run =>
            {
                (double[] x, double[] y) = Samples(count, seed: 100 + run);
                double[] weights = Fit(x, y, degree);
                return (ErrorOf(weights, x, y), ErrorOf(weights, validationX, validationY));
            })];
            return (Median(runs, static run => run.Item1), Median(runs, static run => run.Item2));
        })];
        return new LineChart(
            new("training", [.. counts.Zip(errors, static (count, error) => ((double)count, error.Training))]),
            new("validation", [.. counts.Zip(errors, static (count, error) => ((double)count, error.Validation))]))
        {
            Title = $"Degree {degree}", XAxis = "training points", YAxis = new Axis { Label = "mean squared error", Min = 0, Max = 0.8 },
        };
    }

    private static double Median((double, double)[] runs, Func<(double, double), double> number) => runs.Select(number).Order().ElementAt(runs.Length / 2);

    private static Series Curve(string name, double[] weights) => Series.Of(name, x => LinearModel.Predict(weights, Powers([x], weights.Length - 1)), -1, 1);

    private static double[] Fit(double[] x, double[] y, int degree)
    {
        double[] weights = new double[degree + 1], features = Powers(x, degree);
        new Lbfgs { MaxIterations = 5000, GradientTolerance = 1e-8 }.Minimize<double>((w, dW) => LinearModel.LossGradient(w, features, y, dW), weights);
        return weights;
    }

    private static double ErrorOf(double[] weights, double[] x, double[] y) => LinearModel.Loss(weights, Powers(x, weights.Length - 1), y);

    /// <summary>Chebyshev's polynomials of degree 1 and up: they span what the powers do, and a minimizer has less trouble with them.</summary>
    private static double[] Powers(double[] x, int degree) => [.. x.SelectMany(number => Enumerable.Range(1, degree).Select(power => Math.Cos(power * Math.Acos(number))))];

    private static (double[] X, double[] Y) Samples(int count, int seed)
    {
        var random = new Random(seed);
        double[] x = [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextDouble()) - 1)];
        return (x, [.. x.Select(at => Math.Sin(Math.PI * at) + (0.3 * Gaussian(random)))]);
    }

    private static double Gaussian(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(Math.Tau * random.NextDouble());
}

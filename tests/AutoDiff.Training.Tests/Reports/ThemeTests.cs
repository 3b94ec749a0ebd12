using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Xunit;

namespace AutoDiff.Training.Tests.Reports;

public sealed class ThemeTests
{
    // How colours look without a kind of cones: Machado, Oliveira and Fernandes, A Physiologically-based Model for Simulation of Color Vision Deficiency, 2009.
    private static readonly Dictionary<string, double[]> Eyes = new()
    {
        ["with all cones"] = [1, 0, 0, 0, 1, 0, 0, 0, 1],
        ["without cones for red"] = [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
        ["without cones for green"] = [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881],
        ["without cones for blue"] = [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900],
    };

    [Theory]
    [InlineData("with all cones", 0.13)]
    [InlineData("without cones for red", 0.1)]
    [InlineData("without cones for green", 0.1)]
    [InlineData("without cones for blue", 0.08)]
    public void Everybody_can_tell_the_colours_apart(string eyes, double distance)
    {
        foreach (string[] colours in (string[][])[[.. Theme.Palette.Select(static pair => pair.Light)], [.. Theme.Palette.Select(static pair => pair.Dark)]])
        {
            double[][] seen = [.. colours.Select(colour => OklabOf(Seen(Eyes[eyes], LinearOf(colour))))];
            double nearest = seen.SelectMany((one, i) => seen.Take(i).Select(other => Math.Sqrt(one.Zip(other, static (a, b) => (a - b) * (a - b)).Sum()))).Min();
            Assert.InRange(nearest, distance, 1);
        }
    }

    // 3 is what the Web Content Accessibility Guidelines 2.2 ask of graphics.
    [Fact]
    public void Every_colour_stands_out_from_what_is_behind_it()
    {
        Assert.All(Theme.Palette, static pair => Assert.InRange(Contrast(pair.Light, Theme.Surface.Light), 3, 21));
        Assert.All(Theme.Palette, static pair => Assert.InRange(Contrast(pair.Dark, Theme.Surface.Dark), 3, 21));
    }

    private static double Contrast(string one, string other)
    {
        double[] lights = [.. ((string[])[one, other]).Select(LinearOf).Select(static c => (0.2126 * c[0]) + (0.7152 * c[1]) + (0.0722 * c[2]))];
        return (lights.Max() + 0.05) / (lights.Min() + 0.05);
    }

    private static double[] LinearOf(string colour) =>
        [.. ((int[])[1, 3, 5]).Select(at => int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
            .Select(static value => value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4))];

    private static double[] Seen(double[] matrix, double[] colour) => [.. Times(matrix, colour).Select(static value => Math.Clamp(value, 0, 1))];

    // Equal distances look about equally large: Ottosson, A Perceptual Color Space for Image Processing, 2020.
    private static double[] OklabOf(double[] colour) => Times(
        [0.2104542553, 0.7936177850, -0.0040720468, 1.9779984951, -2.4285922050, 0.4505937099, 0.0259040371, 0.7827717662, -0.8086757660],
        [.. Times([0.4122214708, 0.5363325363, 0.0514459929, 0.2119034982, 0.6806995451, 0.1073969566, 0.0883024619, 0.2817188376, 0.6299787005], colour).Select(Math.Cbrt)]);

    private static double[] Times(double[] matrix, double[] vector) =>
        [.. Enumerable.Range(0, 3).Select(row => Enumerable.Range(0, 3).Sum(column => matrix[(3 * row) + column] * vector[column]))];
}

using System;
using System.Linq;

namespace AutoDiff.Training;

/// <summary>Colours and type of charts and reports, in light and in dark surroundings.</summary>
/// <remarks>
/// The colours of series can be told apart by people who lack a kind of cones, and stand out from what is behind them. They are found by search, from two of Okabe and
/// Ito (Color Universal Design, 2008); a test measures them. Rules name classes, and no variables, which not every viewer of SVG knows.
/// </remarks>
internal static class Theme
{
    public const string Fonts = "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";

    /// <summary>The colours of series: blue, orange, green, purple, brown and grey.</summary>
    public static readonly (string Light, string Dark)[] Palette =
    [
        ("#0072b2", "#56aeea"), ("#d55e00", "#f5854a"), ("#30a594", "#6adbbd"), ("#ae266d", "#944c92"), ("#7d4702", "#77760e"), ("#282f39", "#808994"),
    ];

    /// <summary>What is behind them.</summary>
    public static readonly (string Light, string Dark) Surface = ("#ffffff", "#171a1f");

    /// <summary>How many colours there are. The last is a grey.</summary>
    public static int Colours => Palette.Length;

    /// <summary>The rules of a chart.</summary>
    public static string ChartRules { get; } =
        ".chart{font:13px " + Fonts + ";font-variant-numeric:tabular-nums}\n"
        + ".chart .title{font-size:15px;font-weight:600}\n"
        + ".chart .line,.chart .contour{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}\n"
        + ".chart .contour{stroke-width:.7;stroke-opacity:.4}\n"
        + ".chart .thin{stroke-width:1;stroke-opacity:.5}\n"
        + ".chart .dashed{stroke-dasharray:7 5;stroke-linecap:butt}\n"
        + ".chart .dot{stroke-width:1.5}\n"
        + ".chart .hit{fill-opacity:0;stroke:none}\n"
        + ".chart .start{text-anchor:start}.chart .middle{text-anchor:middle}.chart .end{text-anchor:end}\n"
        + Rules(static colours => colours.Light, "#1c2127", "#5b6571", "#e6e9ed", "#9aa4af", Surface.Light, "#fff")
        + "@media (prefers-color-scheme:dark){\n"
        + Rules(static colours => colours.Dark, "#e8ebef", "#9da7b3", "#2b3139", "#606a76", Surface.Dark, "#0b1016")
        + "}\n";

    private static string Rules(Func<(string Light, string Dark), string> colourOf, string text, string quiet, string grid, string axis, string surface, string onFill) =>
        $".chart text{{fill:{quiet}}}.chart .title,.chart .strong{{fill:{text}}}.chart .on{{fill:{onFill}}}.chart .surface{{fill:{surface}}}\n"
        + $".chart .grid{{stroke:{grid}}}.chart .axis{{stroke:{axis}}}.chart .dot{{stroke:{surface}}}\n"
        + $".chart .mark{{stroke:{quiet};stroke-dasharray:2 3}}.chart .map{{fill:{quiet}}}.chart .contour{{stroke:{quiet}}}\n"
        + string.Concat(Palette.Select((colours, i) => $".chart .c{i}{{stroke:{colourOf(colours)}}}.chart .f{i}{{fill:{colourOf(colours)}}}\n"));
}

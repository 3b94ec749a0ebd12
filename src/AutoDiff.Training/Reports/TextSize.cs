using System.Text;

namespace AutoDiff.Training;

/// <summary>About how wide a text will be, rather more than less: which font it will have, nobody knows here.</summary>
internal static class TextSize
{
    public const double Small = 13;
    public const double Large = 15;

    public static double WidthOf(string text, double size = Small)
    {
        double width = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            width += WidthOf(rune);
        }

        return width * size;
    }

    /// <summary>The text, or so much of its beginning as there is room for.</summary>
    public static string Fit(string text, double width, double size = Small)
    {
        if (WidthOf(text, size) <= width)
        {
            return text;
        }

        StringBuilder fitting = new();
        double left = (width / size) - WidthOf(new Rune('…'));
        foreach (Rune rune in text.EnumerateRunes())
        {
            left -= WidthOf(rune);
            if (left < 0) break;
            fitting.Append(rune);
        }

        return fitting.ToString().TrimEnd() + "…";
    }

    private static double WidthOf(Rune rune) => rune.Value switch
    {
        'i' or 'j' or 'l' or 'I' or '.' or ',' or ':' or ';' or '\'' or '|' or '!' or ' ' or 'f' or 't' or 'r' or '(' or ')' or '·' => 0.38,
        'm' or 'w' or 'M' or 'W' or '@' or '%' or '−' => 0.9,
        >= 'A' and <= 'Z' => 0.7,
        >= '⁰' and <= '⁻' or '¹' or '²' or '³' => 0.42,
        < 0x1100 => 0.63,
        _ => 1,
    };
}

using System.Globalization;
using System.Text;

namespace AutoDiff.Generators.IR;

/// <summary>Words and quoted strings of the textual IR.</summary>
internal static class Quoted
{
    /// <summary>The text in quotes, on one line and without characters that could get lost on the way.</summary>
    public static string Of(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (char c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => @"\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' => @"\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture),
                _ => c.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>The text itself where it reads as dotted identifiers, else in quotes.</summary>
    public static string WordOrQuoted(string text) => IsDottedWord(text) ? text : Of(text);

    public static bool IsWordStart(char c) => c is '_' || char.IsLetter(c);

    public static bool IsWordPart(char c) => c is '_' || char.IsLetterOrDigit(c);

    private static bool IsDottedWord(string text)
    {
        bool atStart = true;
        foreach (char c in text)
        {
            if (!atStart && c == '.')
            {
                atStart = true;
                continue;
            }

            if (!(atStart ? IsWordStart(c) : IsWordPart(c))) return false;
            atStart = false;
        }

        return !atStart;
    }
}

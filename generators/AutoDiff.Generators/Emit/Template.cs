using System;
using System.Globalization;
using System.Text;

namespace AutoDiff.Generators.Emit;

/// <summary>C# text with holes <c>{0}</c>, <c>{1}</c> …, where <c>{{</c> and <c>}}</c> stand for braces.</summary>
internal static class Template
{
    /// <param name="template">The text.</param>
    /// <param name="hole">What stands in a hole, by its number, and by whether it is an argument that ends at a comma or a parenthesis.</param>
    public static string Fill(string template, Func<int, bool, string> hole)
    {
        var text = new StringBuilder();
        for (int i = 0; i < template.Length; i++)
        {
            char c = template[i];
            if (c is '{' or '}' && i + 1 < template.Length && template[i + 1] == c)
            {
                text.Append(c);
                i++;
            }
            else if (c == '{')
            {
                int end = template.IndexOf('}', i);
                int number = int.Parse(template.Substring(i + 1, end - i - 1), CultureInfo.InvariantCulture);
                bool isDelimited = text.ToString().TrimEnd() is [.., '(' or ','] && template.Substring(end + 1).TrimStart() is [')' or ',', ..];
                text.Append(hole(number, isDelimited));
                i = end;
            }
            else
            {
                text.Append(c);
            }
        }

        return text.ToString();
    }

    /// <summary>Is it a name, a member or a call, which needs no parentheses around it? Where that is hard to say, it is not.</summary>
    public static bool IsPrimary(string template)
    {
        int name = 0, depth = 0;
        while (name < template.Length && (char.IsLetterOrDigit(template[name]) || template[name] is '_' or '.' or ':' or '@')) name++;
        if (name == 0 || name == template.Length) return name > 0;
        if (template[name] != '(' || template.IndexOfAny(['"', '\'']) >= 0) return false;
        for (int i = name; i < template.Length; i++)
        {
            depth += template[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0) return i == template.Length - 1;
        }

        return false;
    }

    public static int Occurrences(string template, int hole)
    {
        int count = 0;
        Fill(template, (index, _) =>
        {
            if (index == hole) count++;
            return "";
        });
        return count;
    }
}

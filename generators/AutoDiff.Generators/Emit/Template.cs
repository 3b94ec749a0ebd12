using System;
using System.Text;

namespace AutoDiff.Generators.Emit;

/// <summary>C# text with holes <c>{0}</c>, <c>{1}</c> …, where <c>{{</c> and <c>}}</c> stand for braces.</summary>
internal static class Template
{
    public static string Fill(string template, Func<int, string> hole)
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
                text.Append(hole(int.Parse(template.Substring(i + 1, end - i - 1), System.Globalization.CultureInfo.InvariantCulture)));
                i = end;
            }
            else
            {
                text.Append(c);
            }
        }

        return text.ToString();
    }

    public static int Occurrences(string template, int hole)
    {
        int count = 0;
        Fill(template, index =>
        {
            if (index == hole) count++;
            return "";
        });
        return count;
    }
}

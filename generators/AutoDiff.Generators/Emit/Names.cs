using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace AutoDiff.Generators.Emit;

/// <summary>Hands out names that C# accepts: unique in a scope, in those around it and in those within it.</summary>
internal sealed class Names
{
    private static readonly HashSet<string> Keywords = [.. (
        "abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event explicit extern false " +
        "finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new null object operator out override params private " +
        "protected public readonly ref return sbyte sealed short sizeof stackalloc static string struct switch this throw true try typeof uint ulong unchecked " +
        "unsafe ushort using virtual void volatile while").Split(' ')];

    /// <summary>What the emitted code itself says.</summary>
    private static readonly string[] Spoken =
        ["workspace", "nameof", "var", "await", "_", "Math", "MathF", "Array", "MemoryExtensions", "Span", "ReadOnlySpan", "Workspace", "TapeStack", "Guard", "Loops", "Lanes", "Vector", "VectorMath"];

    private readonly HashSet<string> reserved;
    private readonly Dictionary<Region, HashSet<string>> own = [];
    private readonly Dictionary<Region, HashSet<string>> within = [];

    /// <summary>The numbers below these are taken, as nothing gives a name back.</summary>
    private readonly Dictionary<(Region, string), int> nextNumbers = [];

    public Names(IEnumerable<string> reserved) => this.reserved = [.. Spoken, .. reserved];

    /// <summary>The name, or the first free one with a number after it.</summary>
    public string Allocate(string wanted, Region region)
    {
        string root = Identifier(wanted), name = root;
        if (reserved.Contains(root) && root.Length > 1 && root[0] == 'd' && char.IsUpper(root[1])) name = root += "Sum";
        if (IsTaken(name, region))
        {
            if (!nextNumbers.TryGetValue((region, root), out int number)) number = 2;
            do name = root + (char.IsDigit(root[root.Length - 1]) ? "_" : "") + number++;
            while (IsTaken(name, region));
            nextNumbers[(region, root)] = number;
        }

        In(own, region.Braces).Add(name);
        for (Region? outer = region.Braces.Parent; outer is not null; outer = outer.Parent) In(within, outer.Braces).Add(name);
        return Escape(name);
    }

    public static string Escape(string name) => Keywords.Contains(name) ? "@" + name : name;

    public static string Capitalized(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name.Substring(1);

    private bool IsTaken(string name, Region region)
    {
        if (reserved.Contains(name) || In(within, region.Braces).Contains(name)) return true;
        for (Region? scope = region; scope is not null; scope = scope.Parent)
        {
            if (In(own, scope.Braces).Contains(name)) return true;
        }

        return false;
    }

    private static HashSet<string> In(Dictionary<Region, HashSet<string>> names, Region region)
    {
        if (!names.TryGetValue(region, out HashSet<string>? set)) names[region] = set = new(StringComparer.Ordinal);
        return set;
    }

    /// <summary><c>body.Position.X</c> becomes <c>bodyPositionX</c>.</summary>
    public static string Identifier(string wanted)
    {
        var text = new StringBuilder();
        bool capitalize = false;
        foreach (char c in wanted)
        {
            bool fits = char.IsLetter(c) || c == '_' || (char.IsDigit(c) && text.Length > 0);
            if (fits) text.Append(capitalize && text.Length > 0 ? char.ToUpperInvariant(c) : c);
            capitalize = !fits;
        }

        return text.Length == 0 ? "value" : text.ToString();
    }
}

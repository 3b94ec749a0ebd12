using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Frontend;

/// <summary>Texts that stand in templates, where braces are doubled.</summary>
internal static class TemplateText
{
    public static string Escape(string text) => text.Replace("{", "{{").Replace("}", "}}");

    /// <summary>A template with something else in its holes.</summary>
    public static string Fill(string template, Func<int, string> hole) =>
        Regex.Replace(template, @"\{(\d+)\}", match => hole(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)));
}

/// <summary>A C# expression that is carried along: text, and values in it.</summary>
/// <param name="IsPrimary">It can stand before a dot as it is.</param>
internal sealed record Carried(EquatableArray<Carried.Part> Parts, Effects Effects, bool IsPrimary = true)
{
    /// <summary>A text, or a value.</summary>
    internal readonly record struct Part(string? Text, Value? Value);

    public static Carried Text(string text, Effects effects = Effects.None) => new([new Part(text, null)], effects);

    public static Carried Of(Value value) => new([new Part(null, value)], Effects.None);

    /// <summary>What a template with a hole for each value makes of them.</summary>
    public static Carried Of(string template, EquatableArray<Value> values)
    {
        IEnumerable<Part> parts = Regex.Split(template, @"\{(\d+)\}")
            .Select((piece, k) => k % 2 == 0 ? new Part(piece.Replace("{{", "{").Replace("}}", "}"), null) : new Part(null, values[int.Parse(piece, CultureInfo.InvariantCulture)]));
        return new(parts.ToEquatableArray(), Effects.None);
    }

    /// <summary>The value that it is, where it is one.</summary>
    public Value? OnlyValue => Parts is [{ Value: { } value }] ? value : null;

    public Carried Then(string text) => this with { Parts = [.. Parts, new Part(text, null)] };

    public Carried Then(Value value) => this with { Parts = [.. Parts, new Part(null, value)] };

    public Carried Then(Carried other) => this with { Parts = [.. Parts, .. other.Parts], Effects = Max(Effects, other.Effects) };

    /// <summary>All of them, with commas between.</summary>
    public Carried Then(IEnumerable<Carried> others) =>
        others.Select(static (other, k) => (other, k)).Aggregate(this, static (all, next) => (next.k > 0 ? all.Then(", ") : all).Then(next.other));

    public Carried With(Effects effects) => this with { Effects = Max(Effects, effects) };

    /// <summary>As an operand: in parentheses, where it needs them.</summary>
    public Carried AsOperand() => IsPrimary ? this : (Text("(").Then(this).Then(")") with { IsPrimary = true });

    public (string Template, EquatableArray<Value> Arguments) ToTemplate()
    {
        StringBuilder template = new();
        List<Value> arguments = [];
        foreach (Part part in Parts)
        {
            if (part.Text is { } text)
            {
                template.Append(TemplateText.Escape(text));
            }
            else
            {
                template.Append('{').Append(arguments.Count).Append('}');
                arguments.Add(part.Value!);
            }
        }

        return (template.ToString(), arguments.ToEquatableArray());
    }

    private static Effects Max(Effects one, Effects other) => one > other ? one : other;
}

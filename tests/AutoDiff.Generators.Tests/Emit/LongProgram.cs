using System;
using System.Linq;
using System.Text;

namespace AutoDiff.Generators.Tests.Emit;

/// <summary>Random methods of any number of statements, of a <c>ReadOnlySpan</c> of <see cref="Inputs"/> numbers.</summary>
internal static class LongProgram
{
    public const int Inputs = 8;
    private const int Variables = 20;

    /// <summary>What the statements assign to.</summary>
    public enum Shape
    {
        /// <summary>Each to a variable of its own.</summary>
        Values,

        /// <summary>Over and over to the same variables, some in branches.</summary>
        Variables,

        /// <summary>To elements of memory.</summary>
        Memory,

        /// <summary>To variables, in the body of a loop.</summary>
        Loop,
    }

    /// <summary>The body of a method that takes <c>x</c> and returns a number.</summary>
    public static string Body(Shape shape, int statements, string type = "double")
    {
        var random = new Random(3);
        var text = new StringBuilder();
        string suffix = type == "float" ? "f" : "";
        string math = type == "float" ? "MathF" : "Math";
        Func<int, string> name = shape == Shape.Memory ? static i => $"m[{i}]" : static i => $"v{i}";
        int visible = shape == Shape.Values ? statements : Variables;
        string all = string.Join(" + ", Enumerable.Range(shape == Shape.Values ? statements - Variables : 0, Variables).Select(name));
        if (shape == Shape.Memory) text.Append($"Span<{type}> m = stackalloc {type}[{Variables}];\n");
        for (int i = 0; i < Variables; i++) text.Append($"{(shape == Shape.Memory ? "" : type + " ")}{name(i)} = x[{i % Inputs}] * {i + 1} * 0.1{suffix};\n");
        if (shape == Shape.Loop) text.Append("for (int i = 0; i < x.Length; i++)\n{\n");
        for (int i = Variables; i < statements; i++)
        {
            string target = shape == Shape.Values ? $"{type} v{i}" : name(random.Next(Variables));
            bool branches = shape == Shape.Variables && i % 10 == 0;
            text.Append(branches ? $"if (x[{i / 10 % Inputs}] > 0.55{suffix}) {target} *= 0.9{suffix}; else {target} += x[0];\n" : $"{target} = {Expression()};\n");

            string Operand() => name(shape == Shape.Values ? random.Next(Math.Max(0, i - 30), i) : random.Next(visible));

            string Expression() => random.Next(6) switch
            {
                0 => $"{math}.Sin({Operand()}) * {Operand()}",
                1 => $"{Operand()} * 0.5{suffix} + {Operand()} * {Operand()} * 0.1{suffix}",
                2 => $"{math}.Tanh({Operand()} + {Operand()})",
                3 => $"{Operand()} / (1 + {Operand()} * {Operand()})",
                4 => $"{math}.Exp(-{Operand()} * {Operand()}) - x[{random.Next(Inputs)}]",
                _ => $"x[{random.Next(Inputs)}] * {Operand()} - {Operand()} * 0.3{suffix}",
            };
        }

        if (shape == Shape.Loop) text.Append("}\n");
        return text.Append($"return {all};\n").ToString();
    }
}

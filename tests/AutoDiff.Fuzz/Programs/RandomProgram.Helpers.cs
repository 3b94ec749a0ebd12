using System.Collections.Generic;

namespace AutoDiff.Fuzz.Programs;

// Methods and local functions that the method calls.
internal sealed partial class RandomProgram
{
    /// <summary>A function of the local variables around it, which it may change.</summary>
    private string LocalFunction(Scope scope)
    {
        string name = $"Local{++localFunctions}", u = Fresh("u"), v = Fresh("u");
        Scope inner = scope.Captured();
        inner.Numbers.AddRange([u, v]);
        (string outer, length) = (length, inner.Arrays.Count > 0 ? $"{inner.Arrays[0]}.Length" : length);
        bool isBlock = random.Next(2) == 0;
        string effect = random.Next(2) == 0 ? $"{Pick(inner.Assignable)} = {Bounded(inner)};\n" : "";
        string body = isBlock ? $"\n{{\n{effect}if ({Condition(inner)}) return {Bounded(inner)};\nreturn {u} * {Bounded(inner, 1)} + {v};\n}}" : $" => {u} * {Bounded(inner, 1)} - {v};";
        scope.Functions.Add(name);
        length = outer;
        return $"{scalar} {name}({scalar} {u}, {scalar} {v}){body}";
    }

    private string HelperCall(Scope scope)
    {
        switch (random.Next(5))
        {
            case 0:
            {
                string result = Fresh("v");
                string call = $"Step(ref {Pick(scope.Assignable)}, {Number(scope, 1)}, out {scalar} {result});";
                scope.AddNumber(result);
                return call;
            }

            case 1:
                return $"Smooth({Pick(scope.Writable)}, {Bounded(scope, 1)});";
            case 2:
                return $"Step(ref {WritableElement(scope)}, {Number(scope, 1)}, out {Pick(scope.Assignable)});";
            case 3 when !scope.IsInLoop:
            {
                string array = Fresh("s");
                string made = $"{scalar}[] {array} = Make({length}, {Bounded(scope, 1)});";
                scope.AddArray(array);
                return made;
            }

            default:
                return $"{Pick(scope.Assignable)} = Total({Pick(scope.Memory)}, {Bounded(scope, 1)});";
        }
    }

    private IEnumerable<string> HelperDeclarations()
    {
        if (Uses(Feature.Structs)) yield return StructDeclarations();
        if (Uses(Feature.Rules)) yield return RuleDeclarations();
        if (Uses(Feature.Generics))
        {
            yield return """
                private static T Blend<T>(T one, T other) where T : System.Numerics.IFloatingPointIeee754<T> => T.Sin(one) * T.CreateChecked(0.5) + T.Max(one, other);
                """;
        }

        if (Uses(Feature.Recursion)) yield return RecursiveHelper();
        if (!Uses(Feature.Helpers)) yield break;
        Scope numbers = new();
        numbers.Numbers.AddRange(["a", "b"]);
        numbers.Assignable.AddRange(["a", "b"]);
        numbers.Integers.Add("1");
        yield return $$"""
            private static {{scalar}} Mix({{scalar}} a, {{scalar}} b) => {{Bounded(numbers)}};

            private static void Step(ref {{scalar}} a, {{scalar}} b, out {{scalar}} result)
            {
                result = {{Bounded(numbers)}};
                if ({{Condition(numbers)}}) a = {{Bounded(numbers, 1)}};
            }

            private static {{scalar}} Total(ReadOnlySpan<{{scalar}}> memory, {{scalar}} b)
            {
                {{scalar}} a = 0;
                for (int i = 0; i < memory.Length; i++)
                {
                    if (memory[i] > 1.25{{Suffix}}) continue;
                    a += memory[i] * {{Bounded(numbers, 1)}};
                }

                return a;
            }

            private static void Smooth(Span<{{scalar}}> memory, {{scalar}} a)
            {
                for (int i = 1; i < memory.Length; i++) memory[i] = a * memory[i - 1] + {{Math}}.Cos(memory[i]);
            }

            private static {{scalar}}[] Make(int count, {{scalar}} a)
            {
                var made = new {{scalar}}[count];
                for (int i = 0; i < made.Length; i++) made[i] = {{Math}}.Sin(a + i);
                return made;
            }
            """;
    }

    /// <summary>In the condition that ends the recursion.</summary>
    public const string EndOfRecursion = "depth <= 0";

    /// <summary>What a method that calls itself hands on.</summary>
    public const string NextDepth = "depth - 1";

    private string RecursiveHelper()
    {
        Scope scope = new();
        scope.AddNumber("a");
        scope.AddMemory("x");
        scope.Memory.Add("y");
        scope.Integers.Add("depth");
        (string outer, string outerReturn) = (length, returned);
        (length, returned, isRecursive, budget) = ("x.Length", scalar, true, 4);
        List<string> body = [];
        while (budget > 0) body.Add(Statement(scope, 2));
        string text = $$"""
            private static {{scalar}} Again({{scalar}} a, Span<{{scalar}}> x, ReadOnlySpan<{{scalar}}> y, int depth)
            {
                int n = depth;
                if ({{EndOfRecursion}} || x.Length == 0 || y.Length == 0) return a * {{Math}}.Sin(a);
                {{string.Join("\n", body)}}
                return {{Bounded(scope)}} + Again({{Bounded(scope, 1)}}, x, y, {{NextDepth}});
            }
            """;
        (length, returned, isRecursive) = (outer, outerReturn, false);
        return text;
    }

    private string RuleDeclarations() => $$"""
        [CustomVjp(nameof(RuledVjp)), CustomJvp(nameof(RuledJvp))]
        private static {{scalar}} Ruled({{scalar}} one, {{scalar}} other) => {{Math}}.Sin(one) * other;

        private static {{scalar}} RuledVjp({{scalar}} one, {{scalar}} other, {{scalar}} seed, ref {{scalar}} dOne, ref {{scalar}} dOther)
        {
            dOne += seed * {{Math}}.Cos(one) * other;
            dOther += seed * {{Math}}.Sin(one);
            return {{Math}}.Sin(one) * other;
        }

        private static ({{scalar}} Value, {{scalar}} Tangent) RuledJvp({{scalar}} one, {{scalar}} other, {{scalar}} vOne, {{scalar}} vOther) =>
            ({{Math}}.Sin(one) * other, {{Math}}.Cos(one) * other * vOne + {{Math}}.Sin(one) * vOther);
        """;
}

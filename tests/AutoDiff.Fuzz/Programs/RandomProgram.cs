using System;
using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Fuzz.Programs;

/// <summary>Writes a random differentiable method with what it stands on: the same seed makes the same one.</summary>
internal sealed partial class RandomProgram
{
    private const int Depth = 3;

    /// <summary>What takes memory as a whole, or a part of it.</summary>
    private static readonly Feature[] WholeMemory = [Feature.Slices, Feature.BulkCopies, Feature.Tensors, Feature.LocalMemory, Feature.Helpers];

    /// <summary>One program in so many computes in single precision.</summary>
    private const int SingleEvery = 6;

    /// <summary>One program in so many computes in the other precision, too.</summary>
    private const int MixedEvery = 8;

    /// <summary>One program in so many has little but loops that can be vectorised.</summary>
    private const int VectorsEvery = 4;

    /// <summary>Jacobians and Hessians are several products each; one program in so many is asked for them.</summary>
    private const int DenseEvery = 4;

    private readonly Random random;
    private readonly HashSet<Feature> features;
    private readonly string scalar;
    private readonly bool isMixed;

    private string length = "";
    private string returned = "";
    private bool isRecursive;
    private int names;
    private int localFunctions;
    private int budget;
    private int deepest;

    private RandomProgram(int seed)
    {
        random = new Random(seed);
        scalar = random.Next(SingleEvery) == 0 ? "float" : "double";
        isMixed = random.Next(MixedEvery) == 0;
        bool isOfVectors = random.Next(VectorsEvery) == 0;
        features = [.. Enum.GetValues<Feature>().Where(feature => feature == Feature.Vectors && isOfVectors ? true : random.Next(isOfVectors ? 6 : 2) == 0)];
    }

    /// <summary>A file with one class, whose method <see cref="GeneratedProgram.Method"/> is to be differentiated.</summary>
    public static GeneratedProgram Of(int seed)
    {
        string type = $"P{seed}";
        return new GeneratedProgram(seed, type, new RandomProgram(seed).Source(type));
    }

    private bool Uses(Feature feature) => features.Contains(feature);

    private string Fresh(string prefix) => $"{prefix}{++names}";

    private string Source(string type)
    {
        (List<string> parameters, Scope scope) = Signature();
        List<string> helpers = [.. HelperDeclarations()];
        budget = random.Next(3, 12);
        List<string> body = [];
        while (budget > 0) body.Add(Statement(scope, Depth));
        List<string> modes = ["Vjp", "Jvp"];
        if (returned == scalar) modes.Add("Gradient");
        if (!Uses(Feature.Jagged) && random.Next(DenseEvery) == 0) modes.Add("Jacobian");
        if (returned == scalar) modes.Add("Hvp");
        if (returned == scalar && !Uses(Feature.Jagged) && random.Next(DenseEvery) == 0) modes.Add("Hessian");
        return $$"""
            using System;
            using System.Numerics.Tensors;
            using AutoDiff;

            public static partial class {{type}}
            {
                public const int {{GeneratedProgram.Longest}} = {{Longest(modes)}};

                [Differentiable({{string.Join(" | ", modes.Select(mode => $"Derivatives.{mode}"))}})]
                public static {{returned}} {{GeneratedProgram.Method}}({{string.Join(", ", parameters)}})
                {
                    {{string.Join("\n", body)}}
                    {{Return(scope)}}
                }

                {{string.Join("\n\n", helpers)}}
            }
            """;
    }

    /// <summary>There is a loop in so many others.</summary>
    private void NoteLoop(int depth) => deepest = System.Math.Max(deepest, depth);

    /// <summary>How long memory may be so that the program, and its derivatives, take no time to speak of.</summary>
    private int Longest(List<string> modes) => deepest switch
    {
        _ when Uses(Feature.Matrices) || Uses(Feature.Jagged) || Uses(Feature.Recursion) || Uses(Feature.Helpers) => 9,
        <= 1 when !modes.Contains("Jacobian") && !modes.Contains("Hessian") => 1000,
        <= 2 => 33,
        _ => 9,
    };

    private (List<string> Parameters, Scope Scope) Signature()
    {
        Scope scope = new();
        List<string> parameters = [$"{scalar} a"], memory = [];
        scope.AddNumber("a");
        if (random.Next(2) == 0)
        {
            parameters.Add($"{scalar} b");
            scope.AddNumber("b");
        }

        void Memory(string name, string type, bool isWritten = true, bool isArray = false)
        {
            parameters.Add($"{type} {name}");
            memory.Add(name);
            scope.Memory.Add(name);
            if (isWritten) scope.Writable.Add(name);
            if (isArray) scope.Arrays.Add(name);
            if (isArray) scope.Exchangeable[^1].Add(name);
        }

        if (random.Next(3) > 0) Memory("x", $"Span<{scalar}>");
        if (random.Next(2) == 0) Memory("y", $"ReadOnlySpan<{scalar}>", isWritten: false);
        if (random.Next(3) == 0 || scope.Writable.Count == 0) Memory("z", $"{scalar}[]", isArray: true);
        if (Uses(Feature.Scratch)) Memory("t", $"[Scratch] Span<{scalar}>");
        if (Uses(Feature.Outputs)) Memory("o", $"[Output] Span<{scalar}>");
        length = $"{Pick(memory)}.Length";
        if (Uses(Feature.Constants))
        {
            parameters.Add($"[NoGradient] {scalar} c");
            scope.Numbers.Add("c");
        }

        if (isMixed)
        {
            parameters.AddRange([$"{OtherScalar} g", $"Span<{OtherScalar}> h"]);
            scope.Numbers.Add($"({scalar})g");
            scope.OtherMemory.Add("h");
        }

        if (Uses(Feature.Matrices))
        {
            parameters.Add($"{scalar}[,] m");
            scope.Matrices.Add("m");
        }

        if (Uses(Feature.Jagged))
        {
            parameters.Add($"{scalar}[][] j");
            scope.Jagged.Add("j");
        }

        if (Uses(Feature.Structs))
        {
            parameters.AddRange(["Pair p", "ReadOnlySpan<Pair> ps", "Span<Pair> qs", "Spot r"]);
            scope.AddPair("p");
            scope.PairMemory.AddRange(["ps", "qs"]);
            scope.WritablePairMemory.Add("qs");
            scope.References.AddRange(["ps", "qs"]);
            scope.Spots.Add("r");
        }

        if (Uses(Feature.Tuples))
        {
            parameters.Add($"({scalar} A, {scalar} B) w");
            scope.Tuples.Add("w");
        }

        parameters.Add("int n");
        scope.Integers.Add("n");
        if (Uses(Feature.Counters))
        {
            parameters.Add("int[] k");
            scope.IndexMemory.Add("k");
        }

        if (Uses(Feature.Helpers)) scope.Functions.Add("Mix");
        if (Uses(Feature.Generics)) scope.Functions.Add($"Blend<{scalar}>");
        if (Uses(Feature.Rules)) scope.Functions.Add("Ruled");
        returned = random.Next(8) switch
        {
            0 => "void",
            1 when Uses(Feature.Structs) => "Pair",
            2 when Uses(Feature.Tuples) => $"({scalar}, {scalar})",
            _ => scalar,
        };
        return (parameters, scope);
    }

    /// <summary>What the statements before have left, so that they are not for nothing.</summary>
    private string Computed(Scope scope) => random.Next(3) == 0 ? WritableElement(scope) : Pick(scope.Assignable);

    private string Return(Scope scope) => returned switch
    {
        "void" => "return;",
        "Pair" => $"return {Pair(scope)};",
        _ when returned == scalar => $"return {Number(scope)} + {Computed(scope)} * {Bounded(scope, 1)};",
        _ => $"return ({Number(scope, 2)}, {Computed(scope)} * {Bounded(scope)});",
    };
}

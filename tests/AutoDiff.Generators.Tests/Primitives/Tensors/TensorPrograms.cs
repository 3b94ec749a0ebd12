using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Primitives;
using AutoDiff.Generators.Tests.Support;

namespace AutoDiff.Generators.Tests.Primitives;

/// <summary>A program that wraps every method of the library which has a derivative, at one type of element.</summary>
internal sealed class TensorPrograms
{
    private readonly Type element;
    private readonly TensorMethod[] methods;
    private readonly HashSet<TensorMethod> inPlace;
    private readonly Lazy<CompiledProgram> program;

    public TensorPrograms(Type element)
    {
        this.element = element;
        methods = [.. TensorMethod.Of(element).Where(method => method.IsContinuous && !method.IsRefused)];
        inPlace = element == typeof(double) ? [.. methods.GroupBy(KindOf).Select(static alike => alike.First()).Where(static method => method.MayBeInPlace)] : [];
        program = new(Compile);
    }

    /// <summary>Of methods that are there for float alone, too, that form has the name in front.</summary>
    public IEnumerable<string> Signatures => methods.Select(SignatureOf);

    public TensorMethod Find(string signature) => methods[NumberOf(signature)];

    public MethodUnderTest Wrapper(string signature) => new(program.Value, "C", $"F{NumberOf(signature)}");

    /// <summary>Those of which there is a form in place: of double, one of each kind.</summary>
    public IEnumerable<string> SignaturesInPlace => inPlace.Select(SignatureOf);

    public MethodUnderTest InPlaceWrapper(string signature) => new(program.Value, "C", $"G{NumberOf(signature)}");

    private int NumberOf(string signature) =>
        Array.FindIndex(methods, method => SignatureOf(method) == signature || (element == typeof(double) && SignatureOf(method) == signature.Replace("float ", "", StringComparison.Ordinal)));

    private static string SignatureOf(TensorMethod method) => $"{(method.Method.IsGenericMethod ? "" : "float ")}{method.Signature}";

    /// <summary>Scalar functions of the same parameters are lowered alike.</summary>
    private static string KindOf(TensorMethod method) => PrimitiveTable.Functions.Any(function => function.Method == method.Name) ? method.Signature.Replace(method.Name, "", StringComparison.Ordinal) : method.Signature;

    private CompiledProgram Compile()
    {
        IEnumerable<string> apart = methods.Select((method, number) => method.Wrapper($"F{number}"));
        IEnumerable<string> together = methods.Select((method, number) => inPlace.Contains(method) ? method.InPlaceWrapper($"G{number}") : "");
        return GeneratorHarness.Run(TensorCoverageTests.Program(apart.Concat(together))).Program!;
    }
}

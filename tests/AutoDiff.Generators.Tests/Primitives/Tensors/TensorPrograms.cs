using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Tests.Support;

namespace AutoDiff.Generators.Tests.Primitives;

/// <summary>A program that wraps every method of the library which has a derivative, at one type of element.</summary>
internal sealed class TensorPrograms
{
    private readonly Type element;
    private readonly TensorMethod[] methods;
    private readonly Lazy<CompiledProgram> program;

    public TensorPrograms(Type element)
    {
        this.element = element;
        methods = [.. TensorMethod.Of(element).Where(method => method.IsContinuous && !method.IsRefused)];
        program = new(() => Compile(methods, element == typeof(double)));
    }

    /// <summary>Of methods that are there for float alone, too, that form has the name in front.</summary>
    public IEnumerable<string> Signatures => methods.Select(SignatureOf);

    public TensorMethod Find(string signature) => methods[NumberOf(signature)];

    public MethodUnderTest Wrapper(string signature) => new(program.Value, "C", $"F{NumberOf(signature)}");

    /// <summary>Null where there is no such form. It is made for double alone.</summary>
    public MethodUnderTest? InPlaceWrapper(string signature) => Find(signature).MayBeInPlace ? new(program.Value, "C", $"G{NumberOf(signature)}") : null;

    private int NumberOf(string signature) =>
        Array.FindIndex(methods, method => SignatureOf(method) == signature || (element == typeof(double) && SignatureOf(method) == signature.Replace("float ", "", StringComparison.Ordinal)));

    private static string SignatureOf(TensorMethod method) => $"{(method.Method.IsGenericMethod ? "" : "float ")}{method.Signature}";

    private static CompiledProgram Compile(TensorMethod[] methods, bool inPlaceToo)
    {
        IEnumerable<string> apart = methods.Select((method, number) => method.Wrapper($"F{number}"));
        IEnumerable<string> together = methods.Select((method, number) => inPlaceToo && method.MayBeInPlace ? method.InPlaceWrapper($"G{number}") : "");
        return GeneratorHarness.Run(TensorCoverageTests.Program(apart.Concat(together))).Program!;
    }
}

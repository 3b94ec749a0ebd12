using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Tests.Support;

/// <summary>Functions from text, as tests of passes write them.</summary>
internal static class Ir
{
    /// <summary>A function that keeps the rules.</summary>
    public static Function Parse(string text)
    {
        Function function = ParseUnchecked(text);
        Verifier.Verify(function);
        return function;
    }

    public static Function ParseUnchecked(string text) => Parser.Parse(text, PrimitiveTable.Find);

    public static string Print(Function function, PrintOptions options = PrintOptions.Renumber) => Printer.Print(function, options);
}

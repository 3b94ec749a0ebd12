using System;

namespace AutoDiff.Generators.IR;

/// <summary>How a function travels in an attribute of its assembly, from the compiler that lowered it to those of other assemblies.</summary>
internal static class PortableFormat
{
    public const string AttributeName = "AutoDiff.PortableMethodAttribute";

    /// <summary>To be raised whenever what was printed before would no longer be read, or mean something else.</summary>
    public const int Version = 1;

    public static string Write(Function function) => Printer.Print(function, PrintOptions.Renumber);

    /// <summary>Null where the text is damaged.</summary>
    public static Function? Read(string text, Func<string, Primitive?> primitives)
    {
        try
        {
            Function function = Parser.Parse(text, primitives);
            Verifier.Verify(function);
            return function;
        }
        catch (Exception damage) when (damage is FormatException or VerificationException)
        {
            return null;
        }
    }
}

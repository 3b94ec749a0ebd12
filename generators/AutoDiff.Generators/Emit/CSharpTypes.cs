using System;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Emit;

/// <summary>Types as C# text. Where a simple name of the framework means something else at the place of the generated code, all are spelled out.</summary>
internal sealed class CSharpTypes(bool qualify)
{
    private readonly string system = qualify ? "global::System." : "";
    private readonly string numerics = qualify ? "global::System.Numerics." : "";
    private readonly string autoDiff = qualify ? "global::AutoDiff." : "";

    public string Workspace => autoDiff + "Workspace";
    public string Guard => autoDiff + "Guard";
    public string Loops => autoDiff + "Loops";
    public string Lanes => autoDiff + "Lanes";
    public string VectorMath => autoDiff + (qualify ? "Maths." : "") + "VectorMath";
    public string Vector => numerics + "Vector";

    /// <summary>What asks for a function to become part of its callers.</summary>
    public string Inlined => qualify ? "[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]" : "[MethodImpl(MethodImplOptions.AggressiveInlining)]";

    /// <summary>A call of an extension method on memory.</summary>
    public string Extension(string method, string memory, string arguments) => qualify ? $"{system}MemoryExtensions.{method}({memory}, {arguments})" : $"{memory}.{method}({arguments})";

    /// <summary>A type of the namespace System.</summary>
    public string InSystem(string type) => system + type;

    public string Of(IrType type) => type switch
    {
        ScalarType scalar => Keyword(scalar.Kind),
        OpaqueType opaque => opaque.Name,
        MemoryType { Form: MemoryForm.ReadOnlySpan } memory => $"{system}ReadOnlySpan<{Of(memory.Element)}>",
        MemoryType { Form: MemoryForm.Span } memory => $"{system}Span<{Of(memory.Element)}>",
        MemoryType { Form: MemoryForm.Matrix } memory => $"{autoDiff}MatrixSpan<{Of(memory.Element)}>",
        MemoryType memory => OfArray(memory, ""),
        VectorType { IsMask: true, Element.Kind: var wide } => $"{Vector}<{(wide == ScalarKind.Double ? "long" : "int")}>",
        VectorType vector => $"{Vector}<{Of(vector.Element)}>",
        StackType stack => $"{autoDiff}TapeStack<{Of(stack.Element)}>",
        _ => throw new InvalidOperationException($"No C# type for {type}."),
    };

    /// <summary>The default value of a type.</summary>
    public string Default(IrType type) => $"default({Of(type)})";

    /// <summary>Of arrays of arrays, C# writes the outermost rank first.</summary>
    private string OfArray(MemoryType memory, string ranks)
    {
        string all = ranks + (memory.Form == MemoryForm.Matrix ? "[,]" : "[]");
        return memory.Element is MemoryType { Form: MemoryForm.Array or MemoryForm.Matrix } element ? OfArray(element, all) : Of(memory.Element) + all;
    }

    /// <summary>A type as it stands in the user's signature, where a matrix is an array.</summary>
    public string InSignature(IrType type) => type is MemoryType { Form: MemoryForm.Matrix } matrix ? OfArray(matrix, "") : Of(type);

    /// <summary>A parameter's type: the user's own text where the IR does not look into it.</summary>
    public string Of(SignatureParameter parameter) => IsTransparent(parameter.IrType) ? InSignature(parameter.IrType) : parameter.Type;

    private static bool IsTransparent(IrType type) => type is ScalarType || (type is MemoryType memory && IsTransparent(memory.Element));

    public static string Keyword(ScalarKind kind) => kind switch
    {
        ScalarKind.Bool => "bool",
        ScalarKind.Char => "char",
        ScalarKind.SByte => "sbyte",
        ScalarKind.Byte => "byte",
        ScalarKind.Int16 => "short",
        ScalarKind.UInt16 => "ushort",
        ScalarKind.Int32 => "int",
        ScalarKind.UInt32 => "uint",
        ScalarKind.Int64 => "long",
        ScalarKind.UInt64 => "ulong",
        ScalarKind.IntPtr => "nint",
        ScalarKind.UIntPtr => "nuint",
        ScalarKind.Single => "float",
        ScalarKind.Double => "double",
        _ => throw new InvalidOperationException($"No C# keyword for {kind}."),
    };
}

using System;
using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Generators.IR;

/// <summary>Types as text: <c>int</c>, <c>ReadOnlySpan&lt;double&gt;</c>, <c>float[][]</c>, <c>Stack&lt;int&gt;</c>, <c>Vector&lt;float&gt;</c>, and opaque ones
/// quoted. A suffix applies to all before it, so <c>double[][,]</c> is a matrix of arrays (C# reads it the other way).</summary>
internal static class TypeText
{
    private static readonly Dictionary<string, ScalarType> Scalars = new()
    {
        ["bool"] = ScalarType.Bool,
        ["char"] = new(ScalarKind.Char),
        ["sbyte"] = new(ScalarKind.SByte),
        ["byte"] = new(ScalarKind.Byte),
        ["short"] = new(ScalarKind.Int16),
        ["ushort"] = new(ScalarKind.UInt16),
        ["int"] = ScalarType.Int32,
        ["uint"] = new(ScalarKind.UInt32),
        ["long"] = ScalarType.Int64,
        ["ulong"] = new(ScalarKind.UInt64),
        ["nint"] = new(ScalarKind.IntPtr),
        ["nuint"] = new(ScalarKind.UIntPtr),
        ["float"] = ScalarType.Single,
        ["double"] = ScalarType.Double,
    };

    private static readonly Dictionary<ScalarKind, string> Keywords = Scalars.ToDictionary(static pair => pair.Value.Kind, static pair => pair.Key);

    public static string Of(IrType type) => type switch
    {
        ScalarType scalar => Keywords[scalar.Kind],
        MemoryType { Form: MemoryForm.Array } memory => $"{Of(memory.Element)}[]",
        MemoryType { Form: MemoryForm.Matrix } memory => $"{Of(memory.Element)}[,]",
        MemoryType memory => $"{memory.Form}<{Of(memory.Element)}>",
        OpaqueType opaque => Quoted.Of(opaque.Name),
        VectorType vector => $"{(vector.IsMask ? "Mask" : "Vector")}<{Of(vector.Element)}>",
        StackType stack => $"Stack<{Of(stack.Element)}>",
        _ => throw new InvalidOperationException($"No text for the type {type.GetType().Name}."),
    };

    public static ScalarType? Scalar(string keyword) => Scalars.TryGetValue(keyword, out ScalarType? type) ? type : null;
}

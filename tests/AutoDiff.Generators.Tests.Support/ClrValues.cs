using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Tests.Support;

/// <summary>The values of .NET that stand for those of the IR.</summary>
internal static class ClrValues
{
    private static readonly Dictionary<ScalarKind, Type> Scalars = new()
    {
        [ScalarKind.Bool] = typeof(bool),
        [ScalarKind.Char] = typeof(char),
        [ScalarKind.SByte] = typeof(sbyte),
        [ScalarKind.Byte] = typeof(byte),
        [ScalarKind.Int16] = typeof(short),
        [ScalarKind.UInt16] = typeof(ushort),
        [ScalarKind.Int32] = typeof(int),
        [ScalarKind.UInt32] = typeof(uint),
        [ScalarKind.Int64] = typeof(long),
        [ScalarKind.UInt64] = typeof(ulong),
        [ScalarKind.IntPtr] = typeof(nint),
        [ScalarKind.UIntPtr] = typeof(nuint),
        [ScalarKind.Single] = typeof(float),
        [ScalarKind.Double] = typeof(double),
    };

    /// <summary>What memory of such elements is made of.</summary>
    public static Type ElementType(IrType element) => element switch
    {
        ScalarType scalar => Scalars[scalar.Kind],
        MemoryType { Form: MemoryForm.Matrix } matrix => ElementType(matrix.Element).MakeArrayType(2),
        MemoryType memory => ElementType(memory.Element).MakeArrayType(),
        _ => typeof(object),
    };

    /// <summary>The value that the bits of a constant stand for.</summary>
    public static object OfBits(ScalarType type, long bits) => type.Kind switch
    {
        ScalarKind.Bool => bits != 0,
        ScalarKind.Single => ConstantBits.ToSingle(bits),
        ScalarKind.Double => ConstantBits.ToDouble(bits),
        ScalarKind.UInt64 or ScalarKind.UIntPtr => OfInteger(type, unchecked((ulong)bits)),
        _ => OfInteger(type, bits),
    };

    public static object OfInteger(ScalarType type, Int128 number) => type.Kind switch
    {
        ScalarKind.Char => (char)number,
        ScalarKind.SByte => (sbyte)number,
        ScalarKind.Byte => (byte)number,
        ScalarKind.Int16 => (short)number,
        ScalarKind.UInt16 => (ushort)number,
        ScalarKind.Int32 => (int)number,
        ScalarKind.UInt32 => (uint)number,
        ScalarKind.Int64 => (long)number,
        ScalarKind.UInt64 => (ulong)number,
        ScalarKind.IntPtr => (nint)number,
        ScalarKind.UIntPtr => (nuint)number,
        _ => throw new ArgumentException($"{type} is not an integer.", nameof(type)),
    };

    public static Int128 ToInteger(object value) => value switch
    {
        char number => number,
        sbyte number => number,
        byte number => number,
        short number => number,
        ushort number => number,
        int number => number,
        uint number => number,
        long number => number,
        ulong number => number,
        nint number => number,
        nuint number => number,
        _ => throw new ArgumentException($"{value.GetType()} is not an integer.", nameof(value)),
    };

    /// <summary>What memory holds before it is written: NaN, or all ones.</summary>
    public static object? Poison(IrType type) => type switch
    {
        ScalarType { Kind: ScalarKind.Single } => float.NaN,
        ScalarType { Kind: ScalarKind.Double } => double.NaN,
        ScalarType { Kind: ScalarKind.Char or ScalarKind.UInt16 } scalar => OfInteger(scalar, ushort.MaxValue),
        ScalarType { Kind: ScalarKind.Byte } => byte.MaxValue,
        ScalarType { Kind: ScalarKind.UInt32 } => uint.MaxValue,
        ScalarType { Kind: ScalarKind.UInt64 } => ulong.MaxValue,
        ScalarType { Kind: ScalarKind.UIntPtr } => nuint.MaxValue,
        ScalarType scalar => OfBits(scalar, -1),
        VectorType vector => Enumerable.Repeat(Poison(vector.Lane)!, Interpreter.VectorWidth).ToArray(),
        _ => null,
    };

    /// <summary>An argument as the interpreter holds it: arrays become memory, and scalars are of the very type.</summary>
    public static object? Import(object? value, IrType type) => (type, value) switch
    {
        (ScalarType scalar, not null) when value.GetType() == Scalars[scalar.Kind] => value,
        (MemoryType memory, Array array) when Fits(array, memory) => MemoryView.Of(array),
        (MemoryType memory, MemoryView view) when Fits(view.Storage, memory) || view.Storage.Rank == 2 => view,
        (OpaqueType or StackType or VectorType, _) => value,
        _ => throw new ArgumentException($"{value ?? "null"} is no {TypeText.Of(type)}.", nameof(value)),
    };

    private static bool Fits(Array array, MemoryType memory) =>
        array.Rank == (memory.Form == MemoryForm.Matrix ? 2 : 1)
        && (memory.Element is OpaqueType || array.GetType().GetElementType() == ElementType(memory.Element));
}

using System;
using System.Numerics;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Tests.Support;

/// <summary>The explicit numeric conversions of C#, on boxed values. (Without a cast to object, a switch of numbers is a double.)</summary>
internal static class NumericConversion
{
    public static object Unchecked(object number, ScalarKind to) => number switch
    {
        bool x => x,
        char x => Truncate<ushort>(x, to),
        sbyte x => Truncate(x, to),
        byte x => Truncate(x, to),
        short x => Truncate(x, to),
        ushort x => Truncate(x, to),
        int x => Truncate(x, to),
        uint x => Truncate(x, to),
        long x => Truncate(x, to),
        ulong x => Truncate(x, to),
        nint x => Truncate(x, to),
        nuint x => Truncate(x, to),
        float x => Unchecked((double)x, to),

        // A small integer is what is left of an Int32.
        double x => to is > ScalarKind.Bool and < ScalarKind.Int32 ? Truncate(int.CreateTruncating(x), to) : Truncate(x, to),
        _ => throw new NotSupportedException($"{number.GetType().Name} is not a number."),
    };

    public static object Checked(object number, ScalarKind to) => number switch
    {
        bool x => x,
        char x => Check<ushort>(x, to),
        sbyte x => Check(x, to),
        byte x => Check(x, to),
        short x => Check(x, to),
        ushort x => Check(x, to),
        int x => Check(x, to),
        uint x => Check(x, to),
        long x => Check(x, to),
        ulong x => Check(x, to),
        nint x => Check(x, to),
        nuint x => Check(x, to),
        float x => Check(x, to),
        double x => Check(x, to),
        _ => throw new NotSupportedException($"{number.GetType().Name} is not a number."),
    };

    private static object Truncate<T>(T x, ScalarKind to) where T : INumber<T> => to switch
    {
        ScalarKind.Char => (object)(char)ushort.CreateTruncating(x),
        ScalarKind.SByte => sbyte.CreateTruncating(x),
        ScalarKind.Byte => byte.CreateTruncating(x),
        ScalarKind.Int16 => short.CreateTruncating(x),
        ScalarKind.UInt16 => ushort.CreateTruncating(x),
        ScalarKind.Int32 => int.CreateTruncating(x),
        ScalarKind.UInt32 => uint.CreateTruncating(x),
        ScalarKind.Int64 => long.CreateTruncating(x),
        ScalarKind.UInt64 => ulong.CreateTruncating(x),
        ScalarKind.IntPtr => nint.CreateTruncating(x),
        ScalarKind.UIntPtr => nuint.CreateTruncating(x),
        ScalarKind.Single => float.CreateTruncating(x),
        ScalarKind.Double => double.CreateTruncating(x),
        _ => throw new NotSupportedException($"No number becomes a {to}."),
    };

    private static object Check<T>(T x, ScalarKind to) where T : INumber<T> => to switch
    {
        ScalarKind.Char => (object)(char)ushort.CreateChecked(x),
        ScalarKind.SByte => sbyte.CreateChecked(x),
        ScalarKind.Byte => byte.CreateChecked(x),
        ScalarKind.Int16 => short.CreateChecked(x),
        ScalarKind.UInt16 => ushort.CreateChecked(x),
        ScalarKind.Int32 => int.CreateChecked(x),
        ScalarKind.UInt32 => uint.CreateChecked(x),
        ScalarKind.Int64 => long.CreateChecked(x),
        ScalarKind.UInt64 => ulong.CreateChecked(x),
        ScalarKind.IntPtr => nint.CreateChecked(x),
        ScalarKind.UIntPtr => nuint.CreateChecked(x),
        _ => Truncate(x, to),
    };
}

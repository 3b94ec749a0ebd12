using System;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;
using Xunit;

namespace AutoDiff.Generators.Tests.Support;

public sealed class PrimitiveEvaluatorTests
{
    private static readonly double[] Numbers =
        [0, 1, -1, 2.7, -2.7, 127, 128, 255, 300.5, -300.5, 65535, 1e5, 2147483647, 2147483648, 1e10, -1e10, 1e20, double.NaN, double.PositiveInfinity];

    [Fact]
    public void A_double_is_converted_as_in_CSharp() => Assert.All(Numbers, x =>
    {
        Assert.Equal((sbyte)x, Convert(x, ScalarKind.SByte));
        Assert.Equal((byte)x, Convert(x, ScalarKind.Byte));
        Assert.Equal((short)x, Convert(x, ScalarKind.Int16));
        Assert.Equal((ushort)x, Convert(x, ScalarKind.UInt16));
        Assert.Equal((char)x, Convert(x, ScalarKind.Char));
        Assert.Equal((int)x, Convert(x, ScalarKind.Int32));
        Assert.Equal((uint)x, Convert(x, ScalarKind.UInt32));
        Assert.Equal((long)x, Convert(x, ScalarKind.Int64));
        Assert.Equal((ulong)x, Convert(x, ScalarKind.UInt64));
        Assert.Equal((float)x, Convert(x, ScalarKind.Single));
        Assert.Equal((int)(float)x, Convert((float)x, ScalarKind.Int32));
        Assert.Equal((byte)(float)x, Convert((float)x, ScalarKind.Byte));
    });

    [Fact]
    public void An_integer_is_converted_as_in_CSharp() => Assert.All(Numbers.Select(x => (long)x), x =>
    {
        Assert.Equal((byte)x, Convert(x, ScalarKind.Byte));
        Assert.Equal((char)x, Convert(x, ScalarKind.Char));
        Assert.Equal((int)x, Convert(x, ScalarKind.Int32));
        Assert.Equal((ulong)x, Convert(x, ScalarKind.UInt64));
        Assert.Equal((nint)x, Convert(x, ScalarKind.IntPtr));
        Assert.Equal((float)x, Convert(x, ScalarKind.Single));
        Assert.Equal((double)x, Convert(x, ScalarKind.Double));
    });

    [Fact]
    public void Arithmetic_wraps_unless_it_is_checked()
    {
        Assert.Equal(int.MinValue, Evaluate(Arithmetic.Add, int.MaxValue, 1));
        Assert.Equal(0x7FFFFFFF, Evaluate(Arithmetic.UnsignedShiftRight, -1, 1));
        Assert.Equal((byte)4, Evaluate(Arithmetic.Multiply, (byte)130, (byte)2));
        Assert.Throws<OverflowException>(() => Evaluate(Arithmetic.AddChecked, int.MaxValue, 1));
        Assert.Throws<OverflowException>(() => Evaluate(Arithmetic.NegateChecked, long.MinValue));
        Assert.Throws<DivideByZeroException>(() => Evaluate(Arithmetic.Divide, 1, 0));
        Assert.Throws<OverflowException>(() => PrimitiveEvaluator.Evaluate(Arithmetic.ConvertChecked, ScalarType.Int32, 3e9));
    }

    [Fact]
    public void Functions_of_the_framework_are_called_for_the_type_of_their_operands()
    {
        Assert.Equal(MathF.Sin(2), Evaluate(Trigonometry.Sin, 2f));
        Assert.Equal(7L, Evaluate(Selection.Max, 7L, -3L));
        Assert.Equal(-3.0, Evaluate(Rounding.RoundWithMode, -2.5, (int)MidpointRounding.AwayFromZero));
        Assert.Equal(12.0, Evaluate(Rounding.ScaleB, 3.0, 2));
        Assert.Throws<ArgumentException>(() => Evaluate(Selection.Clamp, 1.0, 3.0, 2.0));
    }

    [Theory]
    [InlineData(0, 10, 3, 4)]
    [InlineData(0, 9, 3, 3)]
    [InlineData(0, 0, 1, 0)]
    [InlineData(5, 0, 1, 0)]
    [InlineData(5, 0, -2, 3)]
    [InlineData(5, -1, -2, 3)]
    [InlineData(int.MinValue, int.MaxValue, 3, 1431655765)]
    public void A_trip_count_counts_the_indices_of_the_loop(int lower, int upper, int step, int count) =>
        Assert.Equal(count, Evaluate(Arithmetic.TripCount, lower, upper, step));

    [Fact]
    public void A_trip_count_beyond_Int32_overflows() =>
        Assert.Throws<OverflowException>(() => Evaluate(Arithmetic.TripCount, int.MinValue, int.MaxValue, 1));

    private static object Convert(object number, ScalarKind kind) => PrimitiveEvaluator.Evaluate(Arithmetic.Convert, new ScalarType(kind), number);

    private static object Evaluate(Primitive primitive, params object[] operands) => PrimitiveEvaluator.Evaluate(primitive, ScalarType.Int32, operands);
}

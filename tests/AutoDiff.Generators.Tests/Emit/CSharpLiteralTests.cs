using System;
using AutoDiff.Generators.Emit;
using AutoDiff.Generators.IR;
using Xunit;

namespace AutoDiff.Generators.Tests.Emit;

public sealed class CSharpLiteralTests
{
    [Theory]
    [InlineData(0.0, "0.0", "0")]
    [InlineData(-0.0, "-0.0", "-0.0")]
    [InlineData(1.0, "1.0", "1")]
    [InlineData(-2.5, "-2.5", "-2.5")]
    [InlineData(0.1, "0.1", "0.1")]
    [InlineData(1e-12, "1e-12", "1e-12")]
    [InlineData(1e300, "1e300", "1e300")]
    [InlineData(0.30000000000000004, "0.30000000000000004", "0.30000000000000004")]
    [InlineData(double.NaN, "double.NaN", "double.NaN")]
    [InlineData(double.NegativeInfinity, "double.NegativeInfinity", "double.NegativeInfinity")]
    public void A_double_keeps_its_type_and_its_bits(double value, string exact, string loose)
    {
        long bits = ConstantBits.Of(value);
        Assert.Equal((exact, loose), (CSharpLiteral.Of(ScalarType.Double, bits).Text, CSharpLiteral.Loose(ScalarType.Double, bits).Text));
    }

    [Theory]
    [InlineData(0.0f, "0f", "0")]
    [InlineData(-0.0f, "-0f", "-0f")]
    [InlineData(0.1f, "0.1f", "0.1f")]
    [InlineData(16777216f, "16777216f", "16777216")]
    [InlineData(1e-12f, "1e-12f", "1e-12f")]
    [InlineData(float.PositiveInfinity, "float.PositiveInfinity", "float.PositiveInfinity")]
    public void A_float_has_its_suffix(float value, string exact, string loose)
    {
        long bits = ConstantBits.Of(value);
        Assert.Equal((exact, loose), (CSharpLiteral.Of(ScalarType.Single, bits).Text, CSharpLiteral.Loose(ScalarType.Single, bits).Text));
    }

    [Theory]
    [InlineData(nameof(ScalarKind.Bool), 1L, "true")]
    [InlineData(nameof(ScalarKind.Char), 'a', "'a'")]
    [InlineData(nameof(ScalarKind.Char), '\'', @"'\''")]
    [InlineData(nameof(ScalarKind.Char), 0x2028L, @"'\u2028'")]
    [InlineData(nameof(ScalarKind.SByte), -3L, "(sbyte)(-3)")]
    [InlineData(nameof(ScalarKind.Byte), 200L, "(byte)200")]
    [InlineData(nameof(ScalarKind.Int32), (long)int.MinValue, "int.MinValue")]
    [InlineData(nameof(ScalarKind.UInt32), 5L, "5u")]
    [InlineData(nameof(ScalarKind.Int64), -5L, "-5L")]
    [InlineData(nameof(ScalarKind.UInt64), -1L, "18446744073709551615UL")]
    public void Integers_say_their_type(string kind, long bits, string text) =>
        Assert.Equal(text, CSharpLiteral.Of(new ScalarType(Enum.Parse<ScalarKind>(kind)), bits).Text);

    [Theory]
    [InlineData(nameof(ScalarKind.SByte), -3L, "-3")]
    [InlineData(nameof(ScalarKind.Int32), (long)int.MinValue, "int.MinValue")]
    [InlineData(nameof(ScalarKind.Int64), -5L, "-5")]
    [InlineData(nameof(ScalarKind.UInt64), 5L, "5")]
    [InlineData(nameof(ScalarKind.UInt64), -3L, "18446744073709551613UL")]
    [InlineData(nameof(ScalarKind.UIntPtr), -3L, "(nuint)18446744073709551613")]
    public void Where_they_are_converted_the_small_ones_do_not(string kind, long bits, string text) =>
        Assert.Equal(text, CSharpLiteral.Loose(new ScalarType(Enum.Parse<ScalarKind>(kind)), bits).Text);

    [Fact]
    public void Random_bits_read_back()
    {
        var random = new Random(1);
        for (int i = 0; i < 10_000; i++)
        {
            double number = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            if (!double.IsFinite(number)) continue;
            string text = CSharpLiteral.Of(ScalarType.Double, ConstantBits.Of(number)).Text;
            Assert.Equal(number, double.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
            float single = (float)number;
            if (!float.IsFinite(single)) continue;
            text = CSharpLiteral.Of(ScalarType.Single, ConstantBits.Of(single)).Text;
            Assert.Equal(single, float.Parse(text.TrimEnd('f'), System.Globalization.CultureInfo.InvariantCulture));
        }
    }
}

using System.Globalization;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.IR;

public sealed class PrinterTests
{
    private const string SumOfSquares = """
        function Losses.SumOfSquares(%0.x: ReadOnlySpan<double> active) {
            %1.sum: double = 0
            %2: int = 0
            %3: int = length %0.x
            %4: int = 1
            # 1 "for (int i = 0; i < x.Length; i++)"
            %5.sum: double = for %2 to %3 step %4 carrying %1.sum (%6.i: int, %7.sum: double) {
                # 2 "sum += x[i] * x[i];"
                %8: double = load %0.x[%6.i] inrange
                # 2 reverse "sum += x[i] * x[i];"
                %9: double = Multiply(%8, %8)
                # none
                %10.sum: double = Add(%7.sum, %9)
                yield %10.sum
            }
            return %5.sum
        }

        """;

    [Fact]
    public void A_function_reads_as_a_listing() =>
        Assert.Equal(SumOfSquares, Ir.Print(Ir.Parse(SumOfSquares), PrintOptions.Origins));

    [Fact]
    public void Origins_are_left_out_unless_asked_for() =>
        Assert.DoesNotContain("#", Ir.Print(Ir.Parse(SumOfSquares), PrintOptions.None));

    [Fact]
    public void Renumbering_follows_the_order_of_definitions() =>
        Assert.Equal(
            """
            function F(%0.x: double active) {
                %1: bool = true
                %2: double = if %1 {
                    %3: double = Add(%0.x, %0.x)
                    yield %3
                } else {
                    yield %0.x
                }
                return %2
            }

            """,
            Ir.Print(Ir.Parse("""
                function F(%70.x: double active) {
                    %9: bool = true
                    %5: double = if %9 {
                        %1: double = Add(%70, %70)
                        yield %1
                    } else {
                        yield %70
                    }
                    return %5
                }
                """)));

    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(1.0, "1")]
    [InlineData(-0.0, "-0")]
    [InlineData(0.0, "0")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    [InlineData(double.Epsilon, "5E-324")]
    [InlineData(double.MaxValue, "1.7976931348623157E+308")]
    public void A_double_prints_so_that_it_reads_back(double number, string text)
    {
        long bits = ConstantBits.Of(number);
        Assert.Equal(text, ConstantText.Of(ScalarType.Double, bits));
        Assert.Equal(bits, ConstantText.Parse(ScalarType.Double, text));
    }

    [Theory]
    [InlineData(0.1f, "0.1")]
    [InlineData(-0.0f, "-0")]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.Epsilon, "1E-45")]
    [InlineData(float.MaxValue, "3.4028235E+38")]
    public void A_float_prints_so_that_it_reads_back(float number, string text)
    {
        long bits = ConstantBits.Of(number);
        Assert.Equal(text, ConstantText.Of(ScalarType.Single, bits));
        Assert.Equal(bits, ConstantText.Parse(ScalarType.Single, text));
    }

    [Fact]
    public void The_payload_of_a_NaN_is_kept() =>
        Assert.Equal("bits(0x7FF8000000000123)", ConstantText.Of(ScalarType.Double, 0x7FF8000000000123));

    [Fact]
    public void Text_does_not_depend_on_the_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NegativeSign = "~", NumberDecimalSeparator = "," } };
        try
        {
            Let let = new([new Value(1, ScalarType.Double)], new Constant(ConstantBits.Of(-1.5)));
            Assert.Equal("%1: double = -1.5", Printer.Print(let));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_name_that_is_no_identifier_is_quoted()
    {
        Let let = new([new Value(1, new OpaqueType("a \"b\""), "x y")], new Apply(Arithmetic.Negate, [new Value(0, ScalarType.Int32, "a.b")]));
        Assert.Equal("%1.\"x y\": \"a \\\"b\\\"\" = Negate(%0.\"a.b\")", Printer.Print(let));
    }
}

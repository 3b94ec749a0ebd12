using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Analysis;

public sealed class RangesTests
{
    /// <summary>%9 is 1 / d, whose pole is at d = 0.</summary>
    [Theory]
    [InlineData("%3: double = Exp(%0.x)\n%d: double = Add(%3, %2)", true)]
    [InlineData("%d: double = Exp(%0.x)", false)]
    [InlineData("%3: double = Multiply(%0.x, %0.x)\n%d: double = Add(%3, %2)", true)]
    [InlineData("%3: double = Multiply(%0.x, %1.y)\n%d: double = Add(%3, %2)", false)]
    [InlineData("%3: double = Cosh(%0.x)\n%d: double = Subtract(%3, %2)", false)]
    [InlineData("%d: double = Cosh(%0.x)", true)]
    [InlineData("%d: double = Max(%0.x, %2)", true)]
    [InlineData("%d: double = Min(%0.x, %2)", false)]
    [InlineData("%3: double = Sin(%0.x)\n%4: double = Add(%2, %2)\n%d: double = Subtract(%4, %3)", true)]
    [InlineData("%3: double = Sin(%0.x)\n%d: double = Subtract(%2, %3)", false)]
    [InlineData("%d: double = StopGradient(%0.x)", false)]
    public void A_divisor_is_known_to_be_away_from_zero(string divisor, bool isAway)
    {
        string statements = divisor.Replace("%d", "%8");
        Assert.Equal(isAway, IsAwayFromPoles($"{statements}\n%9: double = Divide(%2, %8)"));
    }

    [Fact]
    public void What_a_loop_carries_may_be_anything() => Assert.False(IsAwayFromPoles("""
        %3: int = 0
        %4: int = 1
        %8: double = for %3 to %4 step %4 carrying %2 (%5: int, %6: double) {
            %7: double = Subtract(%6, %2)
            yield %7
        }
        %9: double = Divide(%2, %8)
        """));

    /// <summary>A number that is not zero as a double may be zero as a float.</summary>
    [Fact]
    public void Conversion_to_float_may_reach_the_pole() => Assert.False(IsAwayFromPoles("""
        %3: double = 1E-60
        %8: float = Convert(%3)
        %9: float = Divide(%8, %8)
        """));

    private static bool IsAwayFromPoles(string statements)
    {
        Function function = Ir.Parse($"function F(%0.x: double active, %1.y: double active) {{\n%2: double = 1\n{statements}\n}}");
        return Ranges.Of(function).IsAwayFromPoles((Apply)function.Body.Lets.Last().Operation);
    }
}

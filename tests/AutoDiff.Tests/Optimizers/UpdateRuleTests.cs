using System;
using System.Linq;
using System.Numerics;
using AutoDiff.Optimization;
using Xunit;

namespace AutoDiff.Tests.Optimizers;

/// <summary>A hundred steps of each rule are those of its paper.</summary>
public sealed class UpdateRuleTests
{
    private const int Steps = 100;

    public static TheoryData<string> Names => [.. ScalarReferences.Names];

    public static TheoryData<string, int> Cases
    {
        get
        {
            TheoryData<string, int> cases = [];
            foreach (string name in ScalarReferences.Names)
            {
                foreach (int length in (int[])[0, 1, 7, 16, 1000, 1001])
                {
                    cases.Add(name, length);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_rule_follows_its_paper_in_double(string name, int length) => Check<double>(name, length, tolerance: 1e-10);

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_rule_follows_its_paper_in_float(string name, int length) => Check<float>(name, length, tolerance: 5e-5);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_NaN_is_not_hidden(string name)
    {
        using var optimizer = new Optimizer<double>(16, ScalarReferences.Of<double>()[name].Rule);
        double[] x = TestGradients.Start<double>(16), gradient = new double[16];
        TestGradients.Fill(gradient, x, 1);
        gradient[3] = double.NaN;
        optimizer.Step(x, gradient);
        for (int t = 2; t <= 4; t++)
        {
            TestGradients.Fill(gradient, TestGradients.Start<double>(16), t);
            optimizer.Step(x, gradient);
        }

        Assert.Equal([3], Enumerable.Range(0, 16).Where(i => !double.IsFinite(x[i])));
    }

    private static void Check<T>(string name, int length, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReferenceCase<T> item = ScalarReferences.Of<T>()[name];
        using var optimizer = new Optimizer<T>(length, item.Rule);
        ReferenceStep<T> reference = item.Reference(length);
        T[] actual = TestGradients.Start<T>(length), expected = [.. actual], gradient = new T[length];
        for (int t = 1; t <= Steps; t++)
        {
            TestGradients.Fill(gradient, actual, t);
            Assert.True(optimizer.Step(actual, gradient));
            TestGradients.Fill(gradient, expected, t);
            reference(expected, gradient, t);
        }

        Assert.Equal(Steps, optimizer.Steps);
        TestGradients.AssertClose(expected, actual, tolerance);
    }
}

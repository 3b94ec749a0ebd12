using System;
using System.Collections.Generic;
using System.Linq;
using static AutoDiff.Tests.Gradients.Samples;

namespace AutoDiff.Tests.Gradients;

/// <summary>Calls of <see cref="Softmax"/> in double precision.</summary>
public sealed class SoftmaxProblems : IFamilies<double>
{
    private const int Classes = 10;

    public static IEnumerable<Family<double>> All => [new("LogSumExp", LogSumExp), new("CrossEntropy", CrossEntropy) { BenchmarkSize = 100 }];

    public static Problem<double> LogSumExp(int n)
    {
        double[] z = [.. Distinct(n).Select(x => 8 * x)];
        return Problem.Of(
            [new("z", Role.Input, z)],
            p => Softmax.LogSumExp(p[0].Span),
            (p, d) => Softmax.LogSumExpGradient(p[0].Span, d[0].Span)) with
        {
            ClosedForm = () => [[.. z.Select(x => 1 / z.Sum(other => Math.Exp(other - x)))]],
        };
    }

    private static Problem<double> CrossEntropy(int rows)
    {
        double[] logits = [.. Enumerable.Range(0, rows).SelectMany(row => Distinct(Classes, row).Select(x => 4 * x))];
        int[] labels = Indices(rows, Classes);
        return Problem.Of(
            [new("logits", Role.Input, logits), new("probabilities", Role.Scratch, Unread(Classes))],
            p => Softmax.CrossEntropy(p[0].Span, labels, Classes, p[1].Span),
            (p, d) => Softmax.CrossEntropyGradient(p[0].Span, labels, Classes, p[1].Span, d[0].Span)) with { ClosedForm = Formula };

        double[][] Formula() =>
        [
            [.. logits.Select((x, i) => (1 / logits.Skip(i / Classes * Classes).Take(Classes).Sum(other => Math.Exp(other - x))) - (labels[i / Classes] == i % Classes ? 1 : 0))],
        ];
    }
}

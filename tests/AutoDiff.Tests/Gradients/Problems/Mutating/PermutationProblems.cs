using System.Collections.Generic;
using static AutoDiff.Tests.Gradients.Samples;

namespace AutoDiff.Tests.Gradients;

/// <summary>Calls of <see cref="Permutations"/>.</summary>
public sealed class PermutationProblems : IFamilies<double>
{
    private static readonly int[] NotThreefold = [0, 1, 2, 7, 32];

    public static IEnumerable<Family<double>> All =>
    [
        new("BubbleSort", n => Problem.InPlace(Distinct(n), Permutations.BubbleSort, Permutations.BubbleSortGradient, Permutations.SortFunctionalGradient)) { BenchmarkSize = 100 },
        new("MergeSort", n => Problem.InPlace(Distinct(n), Permutations.MergeSort, Permutations.MergeSortGradient, Permutations.SortFunctionalGradient)),
        new("HeapSort", n => Problem.InPlace(Distinct(n), Permutations.HeapSort, Permutations.HeapSortGradient, Permutations.SortFunctionalGradient)),
        new("QuickSelect", n => Problem.InPlace(Distinct(n), Permutations.QuickSelect, Permutations.QuickSelectGradient, Permutations.SelectFunctionalGradient)),
        new("Reverse", n => Problem.InPlace(Uniform(n), Permutations.Reverse, Permutations.ReverseGradient, Permutations.ReverseFunctionalGradient)) { Sizes = [0, 1, 2, 7, 8] },
        new("Rotate", n => Problem.InPlace(Uniform(n), Permutations.Rotate, Permutations.RotateGradient, Permutations.RotateFunctionalGradient)) { Sizes = NotThreefold },
        new("Extremes", n => Problem.OfInput(Distinct(n), Permutations.Extremes, Permutations.ExtremesGradient, Permutations.ExtremesFunctionalGradient)) { Sizes = [2, 7, 33] },
        new("RunningMaximumInPlace", n => Problem.InPlace(Distinct(n), Permutations.RunningMaximum, Permutations.RunningMaximumGradient, Permutations.RunningMaximumFunctionalGradient)),
    ];
}

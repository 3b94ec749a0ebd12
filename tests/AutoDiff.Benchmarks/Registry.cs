using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Benchmarks.Cases;
using AutoDiff.Tests.Gradients;

namespace AutoDiff.Benchmarks;

/// <summary>All cases, one line each.</summary>
internal static class Registry
{
    private static readonly Case[] All =
    [
        new("workspace/1000x64KB", "allocate-dispose", () => () => WorkspaceCases.AllocateAndDispose(scopes: 1000, bytes: 64 * 1024)),
        new("workspace/1e6", "push-pop", () => () => WorkspaceCases.PushAndPop(1_000_000)),
        new("workspace/1e6", "managed-stack", () => new ManagedStack(1_000_000).PushAndPop),
        .. VectorMathCases.All(),
        .. KernelCases.All(),
        .. LayerCases.All(),
        .. OptimizerCases.All(),
        .. ReferenceCases.All(),
        .. GeneratorCases.Of(methods: 500),
        .. GradientCases.Of<double, LossProblems>(),
        .. GradientCases.Of<double, PolynomialProblems>(),
        .. GradientCases.Of<double, NestProblems>(),
        .. GradientCases.Of<double, StencilProblems>(),
        .. GradientCases.Of<double, SoftmaxProblems>(),
        .. GradientCases.Of<double, PerceptronProblems>(),
        .. GradientCases.Of<double, BranchProblems>(),
        .. GradientCases.Of<double, BufferProblems>(),
        .. GradientCases.Of<double, ValueProblems>(),
        .. GradientCases.Of<double, NumericsProblems>(),
        .. GradientCases.Of<double, ModelProblems>(),
        .. GradientCases.Of<double, FactorizationProblems>(),
        .. GradientCases.Of<double, SolverProblems>(),
        .. GradientCases.Of<double, PermutationProblems>(),
        .. GradientCases.Of<double, SeriesProblems>(),
        .. GradientCases.Of<double, SimulationProblems>(),
        .. GradientCases.Of<double, SequenceProblems>(),
        .. GradientCases.Of<double, CounterProblems>(),
        .. GradientCases.Of<double, FieldProblems>(),
        .. JacobianCases.BundleAdjustment(cameras: 49, points: 7776, observations: 31843),
        .. JacobianCases.HandTracking(vertices: 544, points: 100),
        .. GradientCases.Of<double, RecursiveProblems>(),
        .. GradientCases.Of<double, RuleProblems>(),
        .. GradientCases.Of<double, ParticleProblems>(),
        .. GradientCases.Of<double, RotationProblems>(),
        .. GradientCases.Of<double, ReprojectionProblems>(),
        .. GradientCases.Of<double, ComplexProblems>(),
        .. GradientCases.Of<double, FinanceProblems>(),
        .. GradientCases.Of<float, SinglePrecisionProblems>(),
        .. GradientCases.Of<float, ParticleSingleProblems>(),
    ];

    public static IEnumerable<Case> Matching(string filter) => All.Where(item => item.ToString().Contains(filter, StringComparison.OrdinalIgnoreCase));
}

using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiff.Optimization;

/// <summary>How the learning rate of <see cref="Muon"/> depends on the shape of a matrix of A rows and B columns.</summary>
public enum MuonScale
{
    /// <summary>√max(1, A/B), as its author has it.</summary>
    Original,

    /// <summary>0.2·√max(A, B), which makes updates as large as AdamW's, so that its learning rates fit.</summary>
    MatchAdamW,
}

/// <summary>Muon, for matrices: b ← β·b + (1 − β)·g, u = (1 − β)·g + β·b, θ ← θ − α·s·UVᵀ, where UΣVᵀ = u and s depends on the shape.</summary>
/// <remarks>
/// Jordan et al., Muon: An optimizer for hidden layers in neural networks, 2024; the learning rate that fits AdamW: Liu et al., Muon is Scalable for LLM Training, 2025. UVᵀ is
/// approximated by a quintic Newton–Schulz iteration, whose singular values are between 0.7 and 1.2. Vectors, embeddings and output layers are better given to AdamW, in the
/// same optimizer: <c>new Optimizer&lt;float&gt;(layout, block =&gt; block.Rank == 2 ? muon : adamW)</c>.
/// </remarks>
public sealed record Muon : UpdateRule
{
    /// <summary>α = 0.001, λ = 0.1.</summary>
    public Muon()
        : base(1e-3) => WeightDecay = 0.1;

    /// <summary>β, how much of the average remains.</summary>
    public double Beta { get; init => field = Require.Fraction(value); } = 0.95;

    /// <summary>Look ahead along the average; otherwise u = b.</summary>
    public bool Nesterov { get; init; } = true;

    /// <summary>How the step depends on the shape.</summary>
    public MuonScale Scale { get; init; }

    /// <summary>How often the iteration is done.</summary>
    public int Iterations { get; init => field = Require.AtLeast(1, value); } = 5;

    internal override string? Refuses(ParameterBlock block) => block.Rank == 2 ? null : "Muon needs matrices; give other blocks another rule";

    internal override Stepper<T> Bind<T>(ParameterLayout blocks) => Nesterov ? new Orthogonal<T, On>(this, blocks) : new Orthogonal<T, Off>(this, blocks);

    private double RateFactor(ParameterBlock block) => Scale switch
    {
        MuonScale.MatchAdamW => 0.2 * double.Sqrt(nint.Max(block.Rows, block.Columns)),
        _ => double.Sqrt(double.Max(1, (double)block.Rows / block.Columns)),
    };

    private sealed unsafe class Orthogonal<T, TNesterov> : Stepper<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TNesterov : struct, IFlag
    {
        private readonly Muon _rule;
        private readonly NewtonSchulz<T> _iteration;
        private readonly ConditionedPass<T, Kernel<T, TNesterov>> _average = new();
        private readonly ConditionedPass<T, GradientDescent.Kernel<T>> _descent = new();

        public Orthogonal(Muon rule, ParameterLayout blocks)
        {
            _rule = rule;
            _iteration = new(blocks, rule.Iterations);
            Slots = [new("velocity")];
        }

        public override bool SeesElementsAlone => false;

        public override void Step(in StepArguments<T> step)
        {
            if (step.Length == 0)
            {
                return;
            }

            T* update = _iteration.Matrix;
            _average.Run(new(_rule.Beta), step.Conditions.OfGradient, new(step.Elements.Parameters, step.Elements.Gradient, step.Elements.First, update, null), step.Length, step.Workers);
            _iteration.Orthogonalize(step.Block.Rows, step.Block.Columns, step.Norms);
            GradientDescent.Kernel<T> descent = new(step.Info.LearningRate * _rule.RateFactor(step.Block));
            _descent.Run(descent, step.Conditions.OfParameters, new(step.Elements.Parameters, update, null, null, null), step.Length, step.Workers);
        }

        public override void Dispose() => _iteration.Dispose();
    }

    // The second number is the matrix to make orthogonal; the parameters stay.
    private readonly struct Kernel<T, TNesterov>(double beta) : IElementwiseKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TNesterov : struct, IFlag
    {
        private readonly T _beta = T.CreateTruncating(beta);
        private readonly T _rest = T.CreateTruncating(1 - beta);

        public static int States => 2;

        public static bool MovesParameters => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Step(Vector<T> parameter, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
        {
            first = Fused.MultiplyAdd(_beta, first, _rest * gradient);
            second = TNesterov.IsOn ? Fused.MultiplyAdd(_beta, first, _rest * gradient) : first;
            return parameter;
        }
    }
}

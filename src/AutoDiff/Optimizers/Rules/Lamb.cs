using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiff.Optimization;

/// <summary>LAMB: u = m̂ / (√v̂ + ε) + λ·θ, θ ← θ − α·‖θ‖/‖u‖·u for each block, with m̂ and v̂ of <see cref="Adam"/>.</summary>
/// <remarks>
/// You et al., Large Batch Optimization for Deep Learning: Training BERT in 76 minutes, ICLR 2020. Where one of the norms is zero the ratio is 1.
/// <see cref="UpdateRule.WeightDecay"/> is the λ of the formula.
/// </remarks>
public sealed record Lamb : UpdateRule
{
    /// <summary>α = 0.001.</summary>
    public Lamb()
        : base(1e-3)
    {
    }

    /// <summary>β₁, how much of the mean remains.</summary>
    public double Beta1 { get; init => field = Require.Fraction(value); } = 0.9;

    /// <summary>β₂, how much of the mean square remains.</summary>
    public double Beta2 { get; init => field = Require.Fraction(value); } = 0.999;

    /// <summary>ε, what keeps the divisor from zero.</summary>
    public double Epsilon { get; init => field = Require.Positive(value); } = 1e-6;

    internal override bool DecaysItself => true;

    internal override Stepper<T> Bind<T>(ParameterLayout blocks) => new Layerwise<T>(this, blocks);

    private sealed unsafe class Layerwise<T> : Stepper<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly Lamb _rule;
        private readonly ParameterBuffer<T> _update;
        private readonly ConditionedPass<T, Kernel<T>> _direction = new();
        private readonly ConditionedPass<T, GradientDescent.Kernel<T>> _descent = new();

        public Layerwise(Lamb rule, ParameterLayout blocks)
        {
            _rule = rule;
            _update = Scratch.ForLargest<T>(blocks);
            Slots = [new("m"), new("v")];
        }

        public override bool SeesElementsAlone => false;

        public override void Step(in StepArguments<T> step)
        {
            double m = 1 - double.Pow(_rule.Beta1, step.Info.Step), v = 1 - double.Pow(_rule.Beta2, step.Info.Step);
            Kernel<T> kernel = new(1 / m, _rule.Beta1, _rule.Beta2, 1 / double.Sqrt(v), _rule.Epsilon, _rule.WeightDecay);
            T* update = _update.Pointer;
            _direction.Run(kernel, step.Conditions.OfGradient, new(step.Elements.Parameters, step.Elements.Gradient, step.Elements.First, step.Elements.Second, update), step.Length, step.Workers);

            double size = step.Norms.Of(step.Elements.Parameters, step.Length), length = step.Norms.Of(update, step.Length);
            double trust = size > 0 && length > 0 ? size / length : 1;
            GradientDescent.Kernel<T> descent = new(step.Info.LearningRate * trust);
            _descent.Run(descent, step.Conditions.OfParameters, new(step.Elements.Parameters, update, null, null, null), step.Length, step.Workers);
        }

        public override void Dispose() => _update.Dispose();
    }

    // The third number is the update; the parameters stay.
    private readonly struct Kernel<T>(double correction, double beta1, double beta2, double rootCorrection, double epsilon, double decay) : IElementwiseKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T _correction = T.CreateTruncating(correction);
        private readonly T _beta1 = T.CreateTruncating(beta1);
        private readonly T _rest1 = T.CreateTruncating(1 - beta1);
        private readonly T _beta2 = T.CreateTruncating(beta2);
        private readonly T _rest2 = T.CreateTruncating(1 - beta2);
        private readonly T _rootCorrection = T.CreateTruncating(rootCorrection);
        private readonly T _epsilon = T.CreateTruncating(epsilon);
        private readonly T _decay = T.CreateTruncating(decay);

        public static int States => 3;

        public static bool MovesParameters => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Step(Vector<T> parameter, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
        {
            first = Fused.MultiplyAdd(_beta1, first, _rest1 * gradient);
            second = Fused.MultiplyAdd(_beta2, second, _rest2 * gradient * gradient);
            Vector<T> divisor = Fused.MultiplyAdd(_rootCorrection, Vector.SquareRoot(second), Vector.Create(_epsilon));
            third = Fused.MultiplyAdd(_decay, parameter, _correction * first / divisor);
            return parameter;
        }
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiff.Optimization;

/// <summary>Schedule-free AdamW: d = g / (√v̂ + ε) + λ·y, y ← (1 − c)·y + c·z − α·(1 − β₁·(1 − c))·d, z ← z − α·d, where c is the weight of the step among all so far.</summary>
/// <remarks>
/// Defazio et al., The Road Less Scheduled, NeurIPS 2024. The parameters are the point y at which gradients are taken. The point x at which the model is good is
/// what <see cref="Optimizer{T}.CopyAverage(System.ReadOnlySpan{T}, System.Span{T})"/> writes: there is no mode to switch, and none to forget. The weight of a step is tʳ·max(α)²; the learning rate should be
/// constant after a warm-up. As in the authors' program since the paper, v is corrected in the divisor; the experiments of the paper had the correction in α, and so in the weights.
/// </remarks>
public sealed record ScheduleFreeAdamW : UpdateRule
{
    /// <summary>α = 0.0025.</summary>
    public ScheduleFreeAdamW()
        : base(2.5e-3)
    {
    }

    /// <summary>β₁, where y is between z and x.</summary>
    public double Beta1 { get; init => field = value > 0 ? Require.Fraction(value) : Require.Positive(value); } = 0.9;

    /// <summary>β₂, how much of the mean square remains.</summary>
    public double Beta2 { get; init => field = Require.Fraction(value); } = 0.999;

    /// <summary>ε, what keeps the divisor from zero.</summary>
    public double Epsilon { get; init => field = Require.Positive(value); } = 1e-8;

    /// <summary>r, how much more later steps weigh in the average.</summary>
    public double WeightPower { get; init => field = Require.NotNegative(value); }

    internal override bool DecaysItself => true;

    internal override Stepper<T> Bind<T>(ParameterLayout blocks) => new Averaging<T>(KernelOf<T>, Beta1)
    {
        Slots = [new("z"), new("v")],
        Scalars = [new("largest_learning_rate"), new("weight_sum")],
    };

    private Kernel<T> KernelOf<T>(StepInfo info)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double rate = info.LearningRate;
        double largest = info.Scalars[0] = double.Max(info.Scalars[0], rate);
        double weight = double.Pow(info.Step, WeightPower) * largest * largest;
        double sum = info.Scalars[1] += weight;
        double share = sum > 0 ? weight / sum : 0;
        return new(
            rate,
            share,
            rate * (1 - (Beta1 * (1 - share))),
            Beta2,
            1 / double.Sqrt(1 - double.Pow(Beta2, info.Step)),
            Epsilon,
            WeightDecay,
            isFirst: info.Step == 1);
    }

    private sealed class Averaging<T>(KernelFactory<Kernel<T>> kernel, double beta1) : ElementwiseStepper<T, Kernel<T>>(kernel)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // y = (1 − β₁)·z + β₁·x
        public override unsafe void MoveToAverage(T* parameters, T* first, nint length)
        {
            T rest = T.CreateTruncating((1 - beta1) / beta1);
            for (nint i = 0; i < length; i++)
            {
                parameters[i] += rest * (parameters[i] - first[i]);
            }
        }
    }

    private readonly struct Kernel<T>(double rate, double share, double step, double beta2, double rootCorrection, double epsilon, double decay, bool isFirst) : IElementwiseKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T _rate = T.CreateTruncating(rate);
        private readonly T _share = T.CreateTruncating(share);
        private readonly T _step = T.CreateTruncating(step);
        private readonly T _beta2 = T.CreateTruncating(beta2);
        private readonly T _rest2 = T.CreateTruncating(1 - beta2);
        private readonly T _rootCorrection = T.CreateTruncating(rootCorrection);
        private readonly T _epsilon = T.CreateTruncating(epsilon);
        private readonly T _decay = T.CreateTruncating(decay);
        private readonly Vector<T> _isFirst = isFirst ? Vector<T>.AllBitsSet : Vector<T>.Zero;

        public static int States => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Step(Vector<T> parameter, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
        {
            Vector<T> z = Vector.ConditionalSelect(_isFirst, parameter, first);
            second = Fused.MultiplyAdd(_beta2, second, _rest2 * gradient * gradient);
            Vector<T> divisor = Fused.MultiplyAdd(_rootCorrection, Vector.SquareRoot(second), Vector.Create(_epsilon));
            Vector<T> direction = Fused.MultiplyAdd(_decay, parameter, gradient / divisor);
            first = Fused.MultiplySubtract(_rate, direction, z);
            return Fused.MultiplySubtract(_step, direction, Fused.MultiplyAdd(_share, z - parameter, parameter));
        }
    }
}

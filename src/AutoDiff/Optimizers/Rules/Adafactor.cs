using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiff.Optimization;

/// <summary>
/// Adafactor: r ← β̂·r + (1 − β̂)·mean g² of each row, c likewise of each column, u = g / √(r·cᵀ / mean r), θ ← θ − α̂·u / max(1, rms u / d),
/// with β̂ = 1 − tᵏ and α̂ = max(ε₂, rms θ)·min(α, 1/√t).
/// </summary>
/// <remarks>
/// Shazeer and Stern, Adafactor: Adaptive Learning Rates with Sublinear Memory Cost, ICML 2018, as in PyTorch. The state of a matrix is a row and a column; blocks of more
/// dimensions are stacks of matrices, and the mean squares of vectors are kept one by one.
/// </remarks>
public sealed record Adafactor : UpdateRule
{
    /// <summary>α = 0.01.</summary>
    public Adafactor()
        : base(1e-2)
    {
    }

    /// <summary>k, which is negative: the averages remember ever more.</summary>
    public double Beta2Decay { get; init => field = -Require.Positive(-value); } = -0.8;

    /// <summary>ε₁, the least root mean square that is divided by; by default the distance from 1 to the next number.</summary>
    public double? Epsilon1 { get; init => field = value is { } epsilon ? Require.Positive(epsilon) : null; }

    /// <summary>ε₂, the least size that parameters are taken to have.</summary>
    public double Epsilon2 { get; init => field = Require.Positive(value); } = 1e-3;

    /// <summary>d, the root mean square of an update beyond which it is made smaller.</summary>
    public double ClipThreshold { get; init => field = Require.Positive(value); } = 1;

    internal override Stepper<T> Bind<T>(ParameterLayout blocks) => new Factored<T>(this, blocks);

    private static IReadOnlyList<nint> Rows(ParameterBlock block) => block.Rank > 1 ? [.. block.Shape.SkipLast(1), 1] : [0];

    private static IReadOnlyList<nint> Columns(ParameterBlock block) => block.Rank > 1 ? [.. block.Shape.SkipLast(2), 1, block.Columns] : [0];

    private static IReadOnlyList<nint> All(ParameterBlock block) => block.Rank > 1 ? [0] : block.Shape;

    private sealed unsafe class Factored<T> : Stepper<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly Adafactor _rule;
        private readonly double _epsilon;
        private readonly ParameterBuffer<T> _update;
        private readonly ConditionedPass<T, Gather<T>> _gather = new();
        private readonly ConditionedPass<T, GradientDescent.Kernel<T>> _descent = new();

        public Factored(Adafactor rule, ParameterLayout blocks)
        {
            _rule = rule;
            _epsilon = rule.Epsilon1 ?? double.CreateTruncating(T.BitIncrement(T.One) - T.One);
            _update = Scratch.ForLargest<T>(blocks);
            Slots = [new("row") { ShapeFor = Rows }, new("column") { ShapeFor = Columns }, new("v") { ShapeFor = All }];
        }

        public override bool SeesElementsAlone => false;

        public override void Step(in StepArguments<T> step)
        {
            if (step.Length == 0)
            {
                return;
            }

            T* update = _update.Pointer;
            _gather.Run(default, step.Conditions.OfGradient, new(step.Elements.Parameters, step.Elements.Gradient, update, null, null), step.Length, step.Workers);

            double share = double.Pow(step.Info.Step, _rule.Beta2Decay);
            if (step.Block.Rank > 1)
            {
                nint rows = step.Block.Rows, columns = step.Block.Columns;
                for (nint i = 0; i < step.Length / (rows * columns); i++)
                {
                    Factor(update + (i * rows * columns), rows, columns, step.Elements.First + (i * rows), step.Elements.Second + (i * columns), share);
                }
            }
            else
            {
                Normalize(update, step.Elements.Third, step.Length, share);
            }

            double count = double.Sqrt(step.Length);
            double size = step.Norms.Of(step.Elements.Parameters, step.Length) / count, length = step.Norms.Of(update, step.Length) / count;
            double rate = double.Max(_rule.Epsilon2, size) * double.Min(step.Info.LearningRate, 1 / double.Sqrt(step.Info.Step));
            GradientDescent.Kernel<T> descent = new(rate / double.Max(1, length / _rule.ClipThreshold));
            _descent.Run(descent, step.Conditions.OfParameters, new(step.Elements.Parameters, update, null, null, null), step.Length, step.Workers);
        }

        public override void Dispose() => _update.Dispose();

        // A matrix: g becomes g / √(row · column / mean row).
        private void Factor(T* gradient, nint rows, nint columns, T* row, T* column, double share)
        {
            double mean = 0;
            for (nint i = 0; i < rows; i++)
            {
                T* line = gradient + (i * columns);
                ElementwiseLoop.Run(new AddSquares<T>(i == 0 ? 1 - share : 1, share / rows), new Elements<T>(column, line, null, null, null), 0, columns);
                double norm = VectorNorm.Of(new ReadOnlySpan<T>(line, checked((int)columns)));
                row[i] = T.CreateTruncating(((1 - share) * double.CreateTruncating(row[i])) + (share * norm * norm / columns));
                mean += double.CreateTruncating(row[i]) / rows;
            }

            for (nint i = 0; i < rows; i++)
            {
                double ratio = double.CreateTruncating(row[i]) / double.Max(mean, _epsilon);
                ElementwiseLoop.Run(new DivideByRoot<T>(ratio, _epsilon), new Elements<T>(gradient + (i * columns), column, null, null, null), 0, columns);
            }
        }

        // A vector: g becomes g / √v.
        private void Normalize(T* gradient, T* squares, nint length, double share)
        {
            ElementwiseLoop.Run(new AddSquares<T>(1 - share, share), new Elements<T>(squares, gradient, null, null, null), 0, length);
            ElementwiseLoop.Run(new DivideByRoot<T>(1, _epsilon), new Elements<T>(gradient, squares, null, null, null), 0, length);
        }
    }

    // keep · s + share · g²
    private readonly struct AddSquares<T>(double keep, double share) : IElementwiseKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T _keep = T.CreateTruncating(keep);
        private readonly T _share = T.CreateTruncating(share);

        public static int States => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Step(Vector<T> parameter, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third) =>
            Fused.MultiplyAdd(_keep, parameter, _share * gradient * gradient);
    }

    // g / √max(ratio · s, ε²)
    private readonly struct DivideByRoot<T>(double ratio, double epsilon) : IElementwiseKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T _ratio = T.CreateTruncating(ratio);
        private readonly T _least = T.CreateTruncating(epsilon * epsilon);

        public static int States => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Step(Vector<T> parameter, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third) =>
            parameter / Vector.SquareRoot(Vector.MaxNative(Vector.Create(_least), _ratio * gradient));
    }

    // Keeps the gradient as the rule sees it; the parameters stay.
    private readonly struct Gather<T> : IElementwiseKernel<T>
        where T : unmanaged
    {
        public static int States => 1;

        public static bool MovesParameters => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Step(Vector<T> parameter, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
        {
            first = gradient;
            return parameter;
        }
    }
}

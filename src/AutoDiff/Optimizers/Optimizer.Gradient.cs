using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiff.Optimization;

// What is done about gradients before the pass of the step: sums and norms.
public sealed unsafe partial class Optimizer<T>
{
    private readonly ElementwisePass<T, Sum, NoConditions<T>> _sum = new();

    private void Accumulate(T* gradient)
    {
        _accumulated ??= new ParameterBuffer<T>(Layout);
        _sum.Run(default, default, new(_accumulated.Pointer, gradient, null, null, null), Layout.Length, _workers);
        _accumulations++;
    }

    private void DropAccumulated()
    {
        if (_accumulations > 0)
        {
            _accumulated!.Clear();
            _accumulations = 0;
        }
    }

    /// <summary>Fixes what the gradient of each block is multiplied by.</summary>
    /// <returns>False if the gradient is not finite and the step is to be skipped.</returns>
    private bool SetScales(T* gradient, double scale)
    {
        _blockScales.AsSpan().Fill(scale);
        if (!Conditioning.NeedsNorms)
        {
            return true;
        }

        if (!MeasureBlocks(gradient, scale))
        {
            return false;
        }

        double whole = FactorTo(Conditioning.ClipNorm, VectorNorm.Of<double>(_blockNorms));
        for (int i = 0; i < _blockScales.Length; i++)
        {
            _blockScales[i] *= whole * FactorTo(Conditioning.ClipBlockNorm, whole * _blockNorms[i]);
        }

        return true;
    }

    // The norms of the scaled gradients; zero for what is not trained.
    private bool MeasureBlocks(T* gradient, double scale)
    {
        Array.Clear(_blockNorms);
        foreach (RuleGroup<T> group in _groups)
        {
            for (int i = 0; i < group.Blocks.Count; i++)
            {
                if (group.Frozen[i])
                {
                    continue;
                }

                double norm = _norms.Of(gradient + group.Offset + group.Blocks.OffsetOf(i), group.Blocks[i].Length);
                if (!double.IsFinite(norm) && Conditioning.NonFinite != NonFiniteGradients.Apply)
                {
                    return Conditioning.NonFinite == NonFiniteGradients.Skip
                        ? false
                        : throw new ArithmeticException($"The gradient of block '{group.Blocks[i].Name}' is not finite.");
                }

                _blockNorms[group.FirstBlock + i] = double.Abs(scale) * norm;
            }
        }

        return true;
    }

    private static double FactorTo(double? limit, double norm) => norm > limit ? limit.Value / norm : 1;

    private readonly struct Sum : IElementwiseKernel<T>
    {
        public static int States => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Step(Vector<T> parameter, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third) => parameter + gradient;
    }
}

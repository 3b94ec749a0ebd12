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

    /// <summary>Fixes what the scaled gradient of each block is multiplied by, to clip it.</summary>
    /// <returns>False if the gradient is not finite and the step is to be skipped.</returns>
    private bool SetFactors(T* gradient, double scale)
    {
        if (!MeasureBlocks(gradient, scale))
        {
            return false;
        }

        double whole = FactorTo(Conditioning.ClipNorm, VectorNorm.Of<double>(_blockNorms));
        for (int i = 0; i < _blockFactors.Length; i++)
        {
            _blockFactors[i] = whole * FactorTo(Conditioning.ClipBlockNorm, whole * _blockNorms[i]);
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

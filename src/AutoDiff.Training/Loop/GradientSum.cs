using System;
using System.Collections.Generic;
using System.Numerics;
using AutoDiff.Optimization;

namespace AutoDiff.Training;

/// <summary>Σ wᵢ·gᵢ over the gradients of the parts of a step, in the order of the parts, element by element: no bit depends on who adds.</summary>
/// <remarks>Multiplied and added one after the other, not fused, so that machines with and without FMA agree.</remarks>
internal sealed class GradientSum<T>(ParameterBuffer<T> sum, IReadOnlyList<ParameterBuffer<T>> gradients, double[] weights) : IJobs
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // A few hundred kilobytes of gradients at a time: the piece of the sum stays in the first cache, whatever the number of gradients.
    private const int Piece = 1 << 12;

    private int _count;
    private bool _isFirst;

    public int Jobs => (int)((sum.Length + Piece - 1) / Piece);

    /// <summary>What the next run adds: that many gradients, to the sum or, if they are the first ones, to nothing.</summary>
    public void Begin(int count, bool isFirst) => (_count, _isFirst) = (count, isFirst);

    public void Do(int job, int worker)
    {
        int start = job * Piece;
        Span<T> piece = sum.Elements.Slice(start, int.Min(Piece, (int)sum.Length - start));
        for (int i = 0; i < _count; i++)
        {
            ReadOnlySpan<T> gradient = gradients[i].Elements.Slice(start, piece.Length);
            T weight = T.CreateTruncating(weights[i]);
            if (_isFirst && i == 0)
            {
                Scale(gradient, weight, piece);
            }
            else
            {
                AddScaled(gradient, weight, piece);
            }
        }
    }

    private static void Scale(ReadOnlySpan<T> from, T weight, Span<T> to)
    {
        int i = 0;
        for (; i <= to.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            (new Vector<T>(from[i..]) * weight).CopyTo(to[i..]);
        }

        for (; i < to.Length; i++)
        {
            to[i] = from[i] * weight;
        }
    }

    private static void AddScaled(ReadOnlySpan<T> from, T weight, Span<T> to)
    {
        int i = 0;
        for (; i <= to.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            (new Vector<T>(to[i..]) + (new Vector<T>(from[i..]) * weight)).CopyTo(to[i..]);
        }

        for (; i < to.Length; i++)
        {
            to[i] += from[i] * weight;
        }
    }
}

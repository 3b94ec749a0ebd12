using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiff.Optimization;

/// <summary>A kernel whose gradient is scaled and whose parameters decay: the common case of <see cref="Conditioned{T, TKernel}"/>, at little cost.</summary>
internal readonly struct Scaled<T, TKernel>(TKernel kernel, in Conditions conditions) : IElementwiseKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TKernel : struct, IElementwiseKernel<T>
{
    private readonly TKernel _kernel = kernel;
    private readonly Vector<T> _scale = Lanes<T>.Of(conditions.Scale);
    private readonly Vector<T> _keep = Lanes<T>.Of(conditions.Keep);

    public static int States => TKernel.States;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Step(Vector<T> parameter, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third) =>
        _kernel.Step(parameter * _keep, gradient * _scale, ref first, ref second, ref third);
}

/// <summary>A kernel under all <see cref="Conditions"/>.</summary>
internal readonly struct Conditioned<T, TKernel>(TKernel kernel, in Conditions conditions) : IElementwiseKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TKernel : struct, IElementwiseKernel<T>
{
    private readonly TKernel _kernel = kernel;
    private readonly Vector<T> _scale = Lanes<T>.Of(conditions.Scale);
    private readonly Vector<T> _limit = Lanes<T>.Of(conditions.Limit);
    private readonly Vector<T> _l2 = Lanes<T>.Of(conditions.L2);
    private readonly Vector<T> _keep = Lanes<T>.Of(conditions.Keep);
    private readonly Vector<T> _threshold = Lanes<T>.Of(conditions.Threshold);

    public static int States => TKernel.States;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Step(Vector<T> parameter, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
    {
        // A NaN fails both comparisons and stays: hidden, it would do its damage unseen.
        gradient *= _scale;
        gradient = Vector.ConditionalSelect(Vector.GreaterThan(gradient, _limit), _limit, gradient);
        gradient = Vector.ConditionalSelect(Vector.LessThan(gradient, -_limit), -_limit, gradient);
        gradient += _l2 * parameter;

        Vector<T> next = _kernel.Step(parameter * _keep, gradient, ref first, ref second, ref third);

        Vector<T> magnitude = Vector.Abs(next) - _threshold;
        Vector<T> shrunk = Vector.CopySign(magnitude, next);
        return Vector.ConditionalSelect(Vector.LessThan(magnitude, Vector<T>.Zero), Vector<T>.Zero, shrunk);
    }
}

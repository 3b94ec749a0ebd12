using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiff.Optimization;

/// <summary><see cref="Conditions"/> in vectors. They are no part of a kernel: a struct within a struct does not stay in registers.</summary>
internal interface IVectorConditions<T>
    where T : unmanaged
{
    /// <summary>The gradient that the kernel sees.</summary>
    Vector<T> OnGradient(Vector<T> gradient, Vector<T> parameter);

    /// <summary>The parameters that the kernel sees.</summary>
    Vector<T> BeforeStep(Vector<T> parameter);

    /// <summary>What remains of the parameters that the kernel has made.</summary>
    Vector<T> AfterStep(Vector<T> parameter);
}

/// <summary>A kernel alone.</summary>
internal readonly struct NoConditions<T> : IVectorConditions<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> OnGradient(Vector<T> gradient, Vector<T> parameter) => gradient;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> BeforeStep(Vector<T> parameter) => parameter;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> AfterStep(Vector<T> parameter) => parameter;
}

/// <summary>The common case, which costs next to nothing: the gradient is scaled, and the parameters decay.</summary>
internal readonly struct ProductConditions<T>(in Conditions conditions) : IVectorConditions<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _scale = T.CreateTruncating(conditions.Scale);
    private readonly T _keep = T.CreateTruncating(conditions.Keep);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> OnGradient(Vector<T> gradient, Vector<T> parameter) => gradient * _scale;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> BeforeStep(Vector<T> parameter) => parameter * _keep;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> AfterStep(Vector<T> parameter) => parameter;
}

/// <summary>All of them.</summary>
internal readonly struct AllConditions<T>(in Conditions conditions) : IVectorConditions<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _scale = T.CreateTruncating(conditions.Scale);
    private readonly T _limit = T.CreateTruncating(conditions.Limit);
    private readonly T _l2 = T.CreateTruncating(conditions.L2);
    private readonly T _keep = T.CreateTruncating(conditions.Keep);
    private readonly T _threshold = T.CreateTruncating(conditions.Threshold);

    // A NaN fails both comparisons and stays: hidden, it would do its damage unseen.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> OnGradient(Vector<T> gradient, Vector<T> parameter)
    {
        Vector<T> limit = Vector.Create(_limit);
        gradient *= _scale;
        gradient = Vector.ConditionalSelect(Vector.GreaterThan(gradient, limit), limit, gradient);
        gradient = Vector.ConditionalSelect(Vector.LessThan(gradient, -limit), -limit, gradient);
        return gradient + (_l2 * parameter);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> BeforeStep(Vector<T> parameter) => parameter * _keep;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> AfterStep(Vector<T> parameter)
    {
        Vector<T> magnitude = Vector.Abs(parameter) - Vector.Create(_threshold);
        Vector<T> shrunk = Vector.CopySign(magnitude, parameter);
        return Vector.ConditionalSelect(Vector.LessThan(magnitude, Vector<T>.Zero), Vector<T>.Zero, shrunk);
    }
}

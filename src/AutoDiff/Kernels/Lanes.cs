using System.Numerics;

namespace AutoDiff.Optimization;

/// <summary>Constants of kernels, computed in double precision and rounded once.</summary>
internal static class Lanes<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static Vector<T> Of(double value) => Vector.Create(T.CreateTruncating(value));
}

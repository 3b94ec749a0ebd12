using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiff;

/// <summary>Which of two elements the largest or smallest one is, as <c>TensorPrimitives</c> has it, for generated code: a NaN wins, -0 is
/// below +0, of opposite numbers the negative one is below, and of equal elements the one so far stays.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Extremes
{
    /// <summary>Does the candidate take the place of the largest element so far?</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsLarger<T>(T candidate, T best)
        where T : INumber<T> => candidate > best || (candidate == best ? IsAbove(candidate, best) : IsFirstNaN(candidate, best));

    /// <summary>Does the candidate take the place of the smallest element so far?</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsSmaller<T>(T candidate, T best)
        where T : INumber<T> => candidate < best || (candidate == best ? IsAbove(best, candidate) : IsFirstNaN(candidate, best));

    /// <summary>Does the candidate take the place of the element of largest magnitude so far?</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsLargerMagnitude<T>(T candidate, T best)
        where T : INumber<T>
    {
        T magnitude = T.Abs(candidate), other = T.Abs(best);
        return magnitude > other || (magnitude == other ? IsAbove(candidate, best) : IsFirstNaN(candidate, best));
    }

    /// <summary>Does the candidate take the place of the element of smallest magnitude so far?</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsSmallerMagnitude<T>(T candidate, T best)
        where T : INumber<T>
    {
        T magnitude = T.Abs(candidate), other = T.Abs(best);
        return magnitude < other || (magnitude == other ? IsAbove(best, candidate) : IsFirstNaN(candidate, best));
    }

    /// <summary>Of equal elements or magnitudes only the signs can differ.</summary>
    private static bool IsAbove<T>(T candidate, T best)
        where T : INumber<T> => T.IsNegative(best) && !T.IsNegative(candidate);

    private static bool IsFirstNaN<T>(T candidate, T best)
        where T : INumber<T> => T.IsNaN(candidate) && !T.IsNaN(best);
}

using System;
using System.Numerics;

namespace AutoDiff.Maths;

/// <summary>A scalar function for each lane: for arguments too rare to be worth vector code.</summary>
internal static class Lanewise
{
    public static Vector<T> Map<T>(Vector<T> x, Func<T, T> function)
    {
        for (int i = 0; i < Vector<T>.Count; i++)
        {
            x = x.WithElement(i, function(x[i]));
        }

        return x;
    }
}

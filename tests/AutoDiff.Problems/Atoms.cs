using System;

namespace AutoDiff.Problems;

/// <summary>Atoms that attract and repel one another, each coordinate in an array of its own.</summary>
public static partial class Atoms
{
    /// <summary>The Lennard-Jones energy of all pairs, in units of the depth of the well and of the distance at which it is zero.</summary>
    [Differentiable]
    public static float Energy(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> z)
    {
        float energy = 0;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                float dx = x[i] - x[j], dy = y[i] - y[j], dz = z[i] - z[j];
                float inverse = 1 / ((dx * dx) + (dy * dy) + (dz * dz));
                float sixth = inverse * inverse * inverse;
                energy += 4 * sixth * (sixth - 1);
            }
        }

        return energy;
    }
}

using System;
using System.Collections.Generic;

namespace AutoDiff.Optimization;

/// <summary>c·γ^k, where k is how many of the milestones are reached: a factor at each.</summary>
public sealed record MultiStepDecay : Schedule
{
    /// <summary>The value at the beginning.</summary>
    public required double Initial { get; init => field = Require.NotNegative(value); }

    /// <summary>γ, the factor.</summary>
    public double Factor { get; init => field = Require.NotNegative(value); } = 0.1;

    /// <summary>The steps from which on there is one more factor, ascending.</summary>
    /// <exception cref="ArgumentException">They are not ascending.</exception>
    public required IReadOnlyList<long> Milestones
    {
        get;
        init => field = IsAscending(Require.NotNull(value)) ? Array.AsReadOnly([.. value]) : throw new ArgumentException("The milestones are not ascending.", nameof(Milestones));
    }

    /// <inheritdoc/>
    public override double At(long step)
    {
        int reached = 0;
        while (reached < Milestones.Count && Milestones[reached] <= step)
        {
            reached++;
        }

        return Initial * double.Pow(Factor, reached);
    }

    private static bool IsAscending(IReadOnlyList<long> steps)
    {
        for (int i = 1; i < steps.Count; i++)
        {
            if (steps[i] <= steps[i - 1])
            {
                return false;
            }
        }

        return true;
    }
}

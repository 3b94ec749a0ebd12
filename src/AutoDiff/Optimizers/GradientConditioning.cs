namespace AutoDiff.Optimization;

/// <summary>What to do about a gradient that holds an infinity or a NaN.</summary>
public enum NonFiniteGradients
{
    /// <summary>Step all the same: nothing is looked for, and parameters become NaN.</summary>
    Apply,

    /// <summary>Skip the step and count it; parameters and state stay as they are.</summary>
    Skip,

    /// <summary>Throw <see cref="System.ArithmeticException"/>, which names the block; parameters and state stay as they are.</summary>
    Throw,
}

/// <summary>What happens to a gradient on its way into the rule, in this order: it is scaled, clipped by the norm of the whole, by the norms of blocks, and by value.</summary>
/// <remarks>All but the norms is done in the pass of the step itself. Norms, and looking for what is not finite, read the gradient once more.</remarks>
public sealed record GradientConditioning
{
    /// <summary>The gradient is multiplied by it: the reciprocal of a loss scale or of a batch size.</summary>
    public double Scale { get; init => field = Require.Finite(value); } = 1;

    /// <summary>Where the Euclidean norm of the whole scaled gradient is larger, it is made this by a factor. Frozen blocks do not count.</summary>
    /// <remarks>Pascanu, Mikolov and Bengio, On the difficulty of training recurrent neural networks, ICML 2013.</remarks>
    public double? ClipNorm { get; init => field = value is { } limit ? Require.Positive(limit) : null; }

    /// <summary>Where the Euclidean norm of a block's gradient is larger, that block's is made this by a factor.</summary>
    public double? ClipBlockNorm { get; init => field = value is { } limit ? Require.Positive(limit) : null; }

    /// <summary>Elements beyond ± this are made ± this.</summary>
    public double? ClipValue { get; init => field = value is { } limit ? Require.Positive(limit) : null; }

    /// <summary>What to do about infinities and NaNs.</summary>
    public NonFiniteGradients NonFinite { get; init; }

    internal bool NeedsNorms => ClipNorm.HasValue || ClipBlockNorm.HasValue || NonFinite != NonFiniteGradients.Apply;
}

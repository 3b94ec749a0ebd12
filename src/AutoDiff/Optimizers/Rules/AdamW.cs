namespace AutoDiff.Optimization;

/// <summary>AdamW: <see cref="Adam"/> beside decoupled decay, θ ← (1 − α·λ)·θ, with λ = 0.01.</summary>
/// <remarks>Loshchilov and Hutter, Decoupled Weight Decay Regularization, ICLR 2019; as in PyTorch the decay is multiplied by the learning rate.</remarks>
public sealed record AdamW : Adam
{
    /// <summary>α = 0.001, λ = 0.01.</summary>
    public AdamW() => WeightDecay = 1e-2;
}

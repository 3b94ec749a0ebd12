namespace AutoDiff.Generators.IR;

/// <summary>A value, defined once: by a <see cref="Let"/> or as an argument of a block. The number is unique in its
/// function; the name, where there is one, is what the user called it and no more than a wish for the emitter.</summary>
internal sealed record Value(int Id, IrType Type, string? Name = null)
{
    public override int GetHashCode() => Id;
}

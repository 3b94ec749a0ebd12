namespace AutoDiff.Generators.Diagnostics;

/// <summary>What diagnostics carry for code fixes.</summary>
internal static class DiagnosticProperties
{
    /// <summary>The declaration of the rule that is expected.</summary>
    public const string Signature = nameof(Signature);
}

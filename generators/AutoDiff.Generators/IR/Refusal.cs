using System;

namespace AutoDiff.Generators.IR;

/// <summary>What a pass cannot do with a method, and what to write instead.</summary>
internal class Refusal(string message, Origin? origin = null) : NotSupportedException(message)
{
    /// <summary>The statement that it is about; null where it is about the method.</summary>
    public Origin? Origin { get; private set; } = origin;

    /// <summary>What a pass refuses while it is at a statement is refused there, unless it said where.</summary>
    public static void At(Origin? statement, Action action)
    {
        try
        {
            action();
        }
        catch (Refusal refusal)
        {
            refusal.Origin ??= statement;
            throw;
        }
    }
}

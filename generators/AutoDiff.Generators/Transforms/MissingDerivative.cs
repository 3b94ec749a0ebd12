using System;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Transforms;

/// <summary>A call that has no derivative of the kind that is asked for, so that a rule or another way of writing it is needed.</summary>
/// <param name="call">The call as C#, of which the method is named.</param>
/// <param name="instead">What to do instead.</param>
internal sealed class MissingDerivative(string call, string instead, Origin? origin) : NotSupportedException(instead)
{
    /// <summary>The method without its arguments.</summary>
    public string Method => call.Substring(0, Math.Max(0, call.IndexOf('('))).Replace("global::", "");

    /// <summary>Where the call stands.</summary>
    public int Ordinal => Math.Max(0, origin?.Ordinal ?? 0);
}

using System;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Transforms;

/// <summary>The tangent of a call that has a rule is a call of the rule.</summary>
internal sealed class ForwardRules
{
    public void Run(Let let, RuleCall call, Builder forward)
    {
        throw new NotSupportedException();
    }

    public void Run(Let let, Pullback pullback, Builder forward)
    {
        throw new NotSupportedException();
    }
}

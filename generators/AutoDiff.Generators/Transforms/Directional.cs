using System;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Transforms;

/// <summary>A derivative along directions for a matrix that has a row or a column for each.</summary>
/// <param name="Lanes">Where as many directions at once as a vector of these numbers has lanes; null where it is one at a time.</param>
/// <param name="Remark">Why it is one at a time, though more were wanted.</param>
internal sealed record Directional(Module Module, ScalarType? Lanes, Remark? Remark = null)
{
    /// <param name="lanes">The lanes that are wanted.</param>
    /// <param name="derive">Makes the derivative, in lanes or not.</param>
    public static Directional Of(ScalarType? lanes, Func<ScalarType?, Module> derive)
    {
        try
        {
            return new Directional(derive(lanes), lanes);
        }
        catch (Refusal refusal) when (lanes is not null)
        {
            return new Directional(derive(null), null, new Remark(refusal.Origin, $"one direction at a time: {refusal.Message}"));
        }
    }

    /// <summary>The lanes for a direction to each input; null where there is one input.</summary>
    public static ScalarType? LanesOfInputs(MethodSignature signature)
    {
        IrType[] leaves = [.. signature.Parameters.Where(static parameter => parameter.Role == ParameterRole.Active).SelectMany(static parameter => parameter.Leaves).Where(ForwardMode.HasTangent)];
        return leaves is [ScalarType] or [] ? null : AddedParameter.Widest(signature);
    }

    /// <summary>The lanes for a direction to each output; null where there may be one output, and where there are loops, which run over vectors by themselves.</summary>
    public static ScalarType? LanesOfOutputs(MethodSignature signature, Module primal)
    {
        bool hasSeveral = primal.Root.Results.Count(static result => result.Type.IsFloating) > 1;
        bool hasLoops = primal.Functions.SelectMany(static function => Walk.Lets(function.Body)).Any(static let => let.Operation is For or While);
        return hasSeveral && !hasLoops ? AddedParameter.Widest(signature) : null;
    }

    /// <summary>What it was made of has this to say, too.</summary>
    public Module Told(Module derivative) => Remark is null ? derivative : derivative with { Remarks = [.. derivative.Remarks, Remark] };
}

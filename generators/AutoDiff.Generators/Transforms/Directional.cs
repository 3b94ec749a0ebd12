using System;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Transforms;

/// <summary>A derivative along directions for a matrix that has a row or a column for each.</summary>
/// <param name="Lanes">Where as many directions at once as a vector of these numbers has lanes; null where it is one at a time.</param>
/// <param name="Remark">Why it is one at a time, though more were wanted.</param>
internal sealed record Directional(Module Module, ScalarType? Lanes, Remark? Remark = null)
{
    /// <param name="derive">Makes the derivative, in lanes or not.</param>
    /// <param name="areWanted">Lanes are, where they can be had.</param>
    public static Directional Of(MethodSignature signature, bool areWanted, Func<ScalarType?, Module> derive)
    {
        if (!areWanted || HasOneInput(signature)) return new Directional(derive(null), null);
        ScalarType lanes = AddedParameter.Widest(signature);
        try
        {
            return new Directional(derive(lanes), lanes);
        }
        catch (Refusal refusal)
        {
            return new Directional(derive(null), null, new Remark(refusal.Origin, $"one direction at a time: {refusal.Message}"));
        }
    }

    /// <summary>What it was made of has this to say, too.</summary>
    public Module Told(Module derivative) => Remark is null ? derivative : derivative with { Remarks = [.. derivative.Remarks, Remark] };

    /// <summary>There is one direction.</summary>
    private static bool HasOneInput(MethodSignature signature)
    {
        IrType[] leaves = [.. signature.Parameters.Where(static parameter => parameter.Role == ParameterRole.Active).SelectMany(static parameter => parameter.Leaves).Where(static leaf => ForwardMode.HasTangent(leaf))];
        return leaves is [ScalarType] or [];
    }
}

using System.Linq;
using AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generators.Frontend;

/// <summary>What a call of somebody else's method may do.</summary>
internal static class CallEffects
{
    /// <summary>The static functions of the framework on numbers do nothing but, some of them, throw.</summary>
    public static Effects Of(IMethodSymbol method)
    {
        bool isNumeric = method.IsStatic
            && (TypeLowering.Scalar(method.ContainingType) is not null || method.ContainingType is { Name: "Math" or "MathF" or "BitOperations", ContainingNamespace.Name: "System" or "Numerics" })
            && method.Parameters.All(static parameter => parameter.RefKind == RefKind.None && TypeLowering.Scalar(parameter.Type) is not null);
        if (!isNumeric) return Effects.Any;
        return method.Parameters.All(static parameter => TypeLowering.Scalar(parameter.Type)!.IsFloating) ? Effects.None : Effects.Throws;
    }
}

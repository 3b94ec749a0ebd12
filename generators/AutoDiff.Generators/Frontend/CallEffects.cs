using System.Linq;
using AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generators.Frontend;

/// <summary>What a call of somebody else's method may do.</summary>
internal static class CallEffects
{
    /// <summary>Functions of numbers do nothing but, some of them, throw.</summary>
    public static Effects Of(IMethodSymbol method, MethodBodies bodies)
    {
        if (IsSearch(method)) return Effects.Reads;
        if (!IsOnNumbers(method)) return bodies.Numbers.Contains(method) ? Effects.Throws : Effects.Any;
        return method.Parameters.All(static parameter => TypeLowering.Scalar(parameter.Type) is { IsFloating: true }) ? Effects.None : Effects.Throws;
    }

    /// <summary>One of the static functions of the framework on numbers.</summary>
    public static bool IsOnNumbers(IMethodSymbol method) => TakesNumbers(method)
        && (TypeLowering.Scalar(method.ContainingType) is not null || method.ContainingType is { Name: "Math" or "MathF" or "BitOperations", ContainingNamespace.Name: "System" or "Numerics" });

    /// <summary>It is handed nothing but numbers, by value.</summary>
    public static bool TakesNumbers(IMethodSymbol method) => method is { IsStatic: true, ReturnsVoid: false }
        && method.Parameters.All(static parameter => parameter.RefKind == RefKind.None && (TypeLowering.Scalar(parameter.Type) is not null || parameter.Type.TypeKind == TypeKind.TypeParameter));

    /// <summary>What the framework finds or counts in a sequence, without asking the user's code.</summary>
    private static bool IsSearch(IMethodSymbol method) =>
        (method.ReducedFrom ?? method) is { IsStatic: true, ContainingType: { Name: "Enumerable" or "MemoryExtensions" or "Array", ContainingNamespace: { Name: "Linq" or "System" } } }
        && TypeLowering.Scalar(method.ReturnType) is not null
        && method.Parameters.All(static parameter => parameter.RefKind == RefKind.None && parameter.Type.TypeKind != TypeKind.Delegate);
}

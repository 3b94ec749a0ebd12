using System;
using System.Linq;
using AutoDiff.Generators.Diagnostics;
using AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generators.Frontend;

/// <summary>A member that has been generated for a method of a referenced assembly.</summary>
/// <param name="Method">Of a generic method, the one for the member's types.</param>
internal sealed record ReferencedDerivative(DerivativeKind Kind, IMethodSymbol Method)
{
    /// <summary>Null where the method is no generated member.</summary>
    public static ReferencedDerivative? Find(IMethodSymbol called)
    {
        IMethodSymbol member = called.ReducedFrom ?? called;
        if (UnboundDerivatives.MethodOf(member.Name) is not { } name || !member.DeclaringSyntaxReferences.IsEmpty || !IsGenerated(member)) return null;
        var kind = (DerivativeKind)Enum.Parse(typeof(DerivativeKind), member.Name.Substring(name.Length));
        return member.ContainingType.GetMembers(name).OfType<IMethodSymbol>()
            .Where(static method => RuleAttributes.Of(method, RuleAttributes.Differentiable) is not null)
            .Select(method => Made(method, member))
            .Where(method => method is not null && IsOf(member, method))
            .OrderByDescending(static method => method!.Parameters.Length)
            .Select(method => new ReferencedDerivative(kind, method!))
            .FirstOrDefault();
    }

    private static bool IsGenerated(IMethodSymbol member) =>
        RuleAttributes.Of(member, "System.CodeDom.Compiler.GeneratedCodeAttribute") is { ConstructorArguments: [{ Value: "AutoDiff" }, _] };

    /// <summary>The method of the one floating-point type that the member is for.</summary>
    private static IMethodSymbol? Made(IMethodSymbol method, IMethodSymbol member)
    {
        if (!method.IsGenericMethod) return method;
        ITypeSymbol? type = member.Parameters.Select(static parameter => TypeLowering.MemoryElement(parameter.Type) ?? parameter.Type).FirstOrDefault(static type => TypeLowering.Scalar(type) is { IsFloating: true });
        return type is null ? null : method.Construct([.. method.TypeParameters.Select(_ => type)]);
    }

    /// <summary>The method's own parameters come first.</summary>
    private static bool IsOf(IMethodSymbol member, IMethodSymbol method) => method.Parameters.Length < member.Parameters.Length
        && method.Parameters.Zip(member.Parameters, static (own, first) => own.Name == first.Name && SymbolEqualityComparer.Default.Equals(own.Type, first.Type)).All(static same => same);
}

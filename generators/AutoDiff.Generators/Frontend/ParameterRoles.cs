using System.Linq;
using AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generators.Frontend;

/// <summary>What the attributes of a parameter say that it is to the derivative.</summary>
internal static class ParameterRoles
{
    /// <summary>The name of the attribute that gives the parameter its role; null where it has none.</summary>
    public static string? AttributeOf(IParameterSymbol parameter) => parameter.GetAttributes().Select(static data => data.AttributeClass)
        .Where(static type => type is { ContainingNamespace: { Name: "AutoDiff", ContainingNamespace.IsGlobalNamespace: true } })
        .Select(static type => type!.Name)
        .FirstOrDefault(static name => name is "NoGradientAttribute" or "OutputAttribute" or "ScratchAttribute");

    public static ParameterRole Of(bool isFloating, string? attribute) => (isFloating, attribute) switch
    {
        (false, _) or (_, "NoGradientAttribute") => ParameterRole.Constant,
        (_, "OutputAttribute") => ParameterRole.Output,
        (_, "ScratchAttribute") => ParameterRole.Scratch,
        _ => ParameterRole.Active,
    };

    public static ParameterRole Of(IParameterSymbol parameter) => Of(IsFloating(parameter.Type), AttributeOf(parameter));

    /// <summary>A number, memory of numbers, or a struct or tuple made of scalars, that a derivative can be taken by.</summary>
    public static bool IsFloating(ITypeSymbol type) => SplitTypes.IsSplit(type)
        ? SplitTypes.IsMadeOfScalars(type) && TypeLowering.HoldsFloating(type)
        : (TypeLowering.Memory(type)?.Leaf ?? TypeLowering.Scalar(type)) is { IsFloating: true };
}

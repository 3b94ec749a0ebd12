using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Generators.Frontend;

/// <summary>The method whose code runs in a call: a definition, or what it becomes for the types that are given for type parameters.</summary>
/// <param name="Definition">As the user wrote it.</param>
/// <param name="TakesReceiver">What it is called on is its first parameter.</param>
/// <param name="IsFunction">It can get back to itself, and stays a function of its own.</param>
/// <param name="Refusal">Why it cannot be looked into, as what to do instead.</param>
internal sealed record Callee(IMethodSymbol Definition, IMethodSymbol Method, bool TakesReceiver = false, bool IsFunction = false, string? Refusal = null)
{
    private bool HasReceiver => !Definition.IsStatic && Definition.MethodKind != MethodKind.LocalFunction;

    public static Callee Of(IMethodSymbol target)
    {
        IMethodSymbol definition = MethodBodies.Implementation(target);
        List<ITypeSymbol> types = [];
        INamedTypeSymbol? constructed = IsDefinition(target.ContainingType) ? null : target.ContainingType;
        for (INamedTypeSymbol? type = constructed; type is not null; type = type.ContainingType) types.InsertRange(0, type.TypeArguments);
        if (!definition.TypeParameters.IsEmpty) types.AddRange(target.TypeArguments);
        Callee callee = new(definition, definition);
        return types.Count == 0 || definition.DeclaringSyntaxReferences.IsEmpty || HasNoCode(definition) ? callee : callee.Made(types, callee.HasReceiver ? constructed : null);
    }

    /// <summary>The same as a function of its own, which has the struct that it is called on as a parameter.</summary>
    public Callee AsFunction(INamedTypeSymbol receiver) => (TakesReceiver || !HasReceiver || !SplitTypes.IsSplit(receiver) ? this : Made([], receiver)) with { IsFunction = true };

    private Callee Made(List<ITypeSymbol> types, INamedTypeSymbol? receiver) => Specialization.Of(Definition, types, receiver) switch
    {
        null => this with { Refusal = "write it for float or double, since it cannot be looked into as a generic method" },
        { Error: { } error } => this with { Refusal = $"write it for float or double, since for these types '{error.GetMessage()}'" },
        var specialization => new Callee(Definition, specialization.Method, receiver is not null),
    };

    /// <summary>A primary constructor, or what the compiler writes, such as an accessor.</summary>
    private static bool HasNoCode(IMethodSymbol method) =>
        method.IsImplicitlyDeclared
        || (method.MethodKind is MethodKind.PropertyGet or MethodKind.PropertySet && SplitTypes.IsAutomatic(method))
        || (method.MethodKind == MethodKind.Constructor && method.DeclaringSyntaxReferences[0].GetSyntax() is TypeDeclarationSyntax);

    /// <summary>Its members see the type parameters themselves.</summary>
    public static bool IsDefinition(INamedTypeSymbol? type) => type is null || SymbolEqualityComparer.Default.Equals(type, type.OriginalDefinition);
}

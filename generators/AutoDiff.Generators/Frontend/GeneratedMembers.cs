using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Diagnostics;
using AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Generators.Frontend;

/// <summary>The members that are generated for a method, as far as their names and parameters go: they may not collide
/// with each other, or with what the user has written.</summary>
internal static class GeneratedMembers
{
    /// <summary>A parameter of a generated member; what is added knows the user's parameter that it belongs to.</summary>
    private readonly record struct Parameter(string Name, string Type, string Source, string Passing = "")
    {
        public override string ToString() => $"{Passing}{Type} @{Name}";
    }

    private static readonly DerivativeKind[] Kinds = [.. Enum.GetValues(typeof(DerivativeKind)).Cast<DerivativeKind>()];

    public static void CheckNames(IMethodSymbol method, MethodSignature signature, Derivatives derivatives, MethodDeclarationSyntax syntax, Compilation compilation, MethodBodies bodies, Fence fence)
    {
        Location location = Specialization.Original(syntax.Identifier.GetLocation());
        List<(MethodSignature, Derivatives)> overloads = [.. Overloads(method, compilation, bodies)];
        foreach (DerivativeKind kind in derivatives.Kinds())
        {
            string name = $"{method.Name}{kind}";
            List<Parameter> parameters = Parameters(signature, kind);
            if (parameters.GroupBy(static parameter => parameter.Name).FirstOrDefault(static group => group.Count() > 1) is { } twice)
            {
                fence.Report(DiagnosticIds.NameCollision, location, name, twice.Key, twice.Last().Source, method.Name);
                return;
            }

            if (parameters.FirstOrDefault(parameter => signature.Captured.Contains(parameter.Name) && method.Parameters.All(own => own.Name != parameter.Name)) is { Name: { } hidden } hiding)
            {
                fence.Report(DiagnosticIds.NameCollision, location, name, hidden, hiding.Source, method.Name);
                return;
            }

            INamedTypeSymbol container = method.ContainingType;
            if (container.Name == name || container.TypeParameters.Any(parameter => parameter.Name == name) || container.GetMembers(name).Any(member => !IsDeclared(member) && Collides(member, parameters)) || overloads.Any(overload => Collides(overload, kind, parameters)))
            {
                fence.Report(DiagnosticIds.MemberExists, location, method.ContainingType.Name, name);
                return;
            }
        }
    }

    /// <summary>A member as it is to be called, without a body.</summary>
    public static string Declaration(MethodSignature signature, DerivativeKind kind)
    {
        string type = kind switch
        {
            DerivativeKind.Jacobian => "void",
            DerivativeKind.Jvp when signature.ReturnType != "void" => $"({signature.ReturnType} Value, {signature.ReturnType} Tangent)",
            _ => signature.ReturnType,
        };
        return $"{signature.Accessibility} {(signature.IsStatic ? "static " : "")}extern {type} {signature.Name}{kind}({(signature.IsExtension ? "this " : "")}{string.Join(", ", Parameters(signature, kind))});";
    }

    /// <summary>Does a base type have members of these names, or is it given them too?</summary>
    public static bool HideInherited(IMethodSymbol method) => BaseTypes(method.ContainingType)
        .Any(type => type.GetMembers(method.Name).Any() || Kinds.Any(kind => type.GetMembers($"{method.Name}{kind}").Any()));

    /// <summary>A suffix that gives the private halves of the members names of their own.</summary>
    public static string CoreSuffix(IMethodSymbol method) => Enumerable.Range(1, int.MaxValue)
        .Select(static number => number == 1 ? "Core" : $"Core{number}")
        .First(suffix => Kinds.All(kind => !IsTaken(method.ContainingType, $"{method.Name}{kind}{suffix}")));

    private static bool IsTaken(INamedTypeSymbol type, string name) =>
        type.Name == name || type.GetMembers(name).Any() || type.TypeParameters.Any(parameter => parameter.Name == name);

    private static IEnumerable<INamedTypeSymbol> BaseTypes(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? level = type.BaseType; level is not null; level = level.BaseType) yield return level;
    }

    /// <summary>It is the member itself, in a compilation that has been completed.</summary>
    private static bool IsDeclared(ISymbol member) => member is IMethodSymbol method && DeclaredDerivatives.Find(method) is not null;

    private static bool Collides(ISymbol member, List<Parameter> parameters) =>
        member is not IMethodSymbol { Arity: 0 } method || method.Parameters.Select(static parameter => Bare(TypeLowering.Text(parameter.Type))).SequenceEqual(parameters.Select(static parameter => Bare(parameter.Type)));

    private static bool Collides((MethodSignature Signature, Derivatives Derivatives) overload, DerivativeKind kind, List<Parameter> parameters) =>
        overload.Derivatives.Kinds().Contains(kind) && Parameters(overload.Signature, kind).Select(static parameter => Bare(parameter.Type)).SequenceEqual(parameters.Select(static parameter => Bare(parameter.Type)));

    /// <summary>The overloads whose derivatives could have the parameters of this method's: with as many of their own they would be the same method.</summary>
    private static IEnumerable<(MethodSignature Signature, Derivatives Derivatives)> Overloads(IMethodSymbol method, Compilation compilation, MethodBodies bodies) =>
        from other in method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>()
        where other.Parameters.Length != method.Parameters.Length
        from attribute in other.GetAttributes()
        where attribute.AttributeClass?.ToDisplayString() == "AutoDiff.DifferentiableAttribute"
        let syntax = other.DeclaringSyntaxReferences[0].GetSyntax() as MethodDeclarationSyntax
        where syntax is not null
        let reader = new SignatureReader(other, syntax, compilation, bodies, new Fence())
        select (reader.Read(), reader.ReadDerivatives(attribute));

    private static List<Parameter> Parameters(MethodSignature signature, DerivativeKind kind) =>
        [.. signature.Parameters.Select(static parameter => new Parameter(parameter.Name, parameter.Type, parameter.Name)), .. Added(signature, kind)];

    /// <summary>Annotations of nullable references do not tell overloads apart.</summary>
    private static string Bare(string type) => type.Replace("?", "");

    private static IEnumerable<Parameter> Added(MethodSignature signature, DerivativeKind kind) => AddedParameter.Of(signature, kind).Select(added =>
        new Parameter(added.Name, added.Role == AddedRole.Seed ? signature.ReturnType : Text(added), added.Primal?.Name ?? added.Name, Passing(added, kind)));

    private static string Passing(AddedParameter added, DerivativeKind kind) => added switch
    {
        { Type: MemoryType } or { Role: AddedRole.Seed or AddedRole.Tangent } => "",
        _ => kind == DerivativeKind.Vjp ? "ref " : "out ",
    };

    private static string Text(AddedParameter added) => added.Type switch
    {
        MemoryType { Form: MemoryForm.Span } span => $"global::System.Span<{(span.Element is OpaqueType element ? element.Name : TypeText.Of(span.Element))}>",
        _ => added.Primal!.Type,
    };
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AutoDiff.Generators.Tests.Support;

/// <summary>Reflection cannot pass spans. This adds a static class with a method for every accessible method that takes
/// some, arrays in their place, and for every instance method, the instance first.</summary>
internal static class ArrayCalls
{
    private static readonly SymbolDisplayFormat Format =
        SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    public static string NameOf(string type, string method) => $"{type}.{method}".Replace('.', '_').Replace("global::", "", StringComparison.Ordinal);

    public static Compilation AddTo(Compilation compilation)
    {
        IEnumerable<IMethodSymbol> methods = TypesIn(compilation.Assembly.GlobalNamespace).SelectMany(type => type.GetMembers().OfType<IMethodSymbol>());
        string[] wrappers = [.. methods.Where(NeedsWrapper).Select(Wrapper)];
        if (wrappers.Length == 0) return compilation;
        string source = $$"""
            #nullable enable
            internal static class {{nameof(ArrayCalls)}}
            {
            {{string.Join("\n", wrappers)}}
            }
            """;
        return compilation.AddSyntaxTrees(CSharpCompiler.Parse(source, "ArrayCalls.cs", (CSharpParseOptions)compilation.SyntaxTrees.First().Options));
    }

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceOrTypeSymbol scope) => scope.GetMembers()
        .OfType<INamespaceOrTypeSymbol>()
        .SelectMany(member => member is INamedTypeSymbol type ? TypesIn(type).Prepend(type) : TypesIn(member));

    private static bool NeedsWrapper(IMethodSymbol method) =>
        method is { MethodKind: MethodKind.Ordinary, IsGenericMethod: false, IsImplicitlyDeclared: false, CanBeReferencedByName: true, IsAbstract: false }
        && (!method.IsStatic || method.Parameters.Any(parameter => IsSpan(parameter.Type)))
        && IsPlain(method.ReturnType)
        && method.Parameters.All(parameter => IsSpan(parameter.Type) || IsPlain(parameter.Type))
        && Enclosing(method).All(IsAccessible);

    private static bool IsPlain(ITypeSymbol type) => type is { IsRefLikeType: false } and not IPointerTypeSymbol and not IFunctionPointerTypeSymbol;

    private static IEnumerable<ISymbol> Enclosing(IMethodSymbol method)
    {
        yield return method;
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType) yield return type;
    }

    private static bool IsAccessible(ISymbol symbol) =>
        symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal
        && symbol is IMethodSymbol or INamedTypeSymbol { CanBeReferencedByName: true, IsGenericType: false, IsRefLikeType: false, IsFileLocal: false };

    private static bool IsSpan(ITypeSymbol type) => type is INamedTypeSymbol { Name: "Span" or "ReadOnlySpan", IsRefLikeType: true, TypeArguments.Length: 1 };

    private static string Wrapper(IMethodSymbol method)
    {
        string type = method.ContainingType.ToDisplayString(Format);
        List<string> parameters = [.. method.Parameters.Select(Declaration)];
        if (!method.IsStatic) parameters.Insert(0, $"{type} self_");
        var text = new StringBuilder("    public static ");
        text.Append(method.ReturnType.ToDisplayString(Format)).Append(' ').Append(NameOf(type, method.Name));
        text.Append('(').AppendJoin(", ", parameters).Append(") => ");
        text.Append(method.IsStatic ? type : "self_").Append(".@").Append(method.Name);
        text.Append('(').AppendJoin(", ", method.Parameters.Select(parameter => $"{Modifier(parameter)}@{parameter.Name}")).Append(");");
        return text.ToString();
    }

    private static string Declaration(IParameterSymbol parameter) => $"{Modifier(parameter)}{ArrayType(parameter.Type)} @{parameter.Name}";

    private static string Modifier(IParameterSymbol parameter) => parameter.RefKind switch
    {
        RefKind.Ref => "ref ",
        RefKind.Out => "out ",
        RefKind.In or RefKind.RefReadOnlyParameter => "in ",
        _ => "",
    };

    private static string ArrayType(ITypeSymbol type) =>
        IsSpan(type) ? $"{((INamedTypeSymbol)type).TypeArguments[0].ToDisplayString(Format)}[]" : type.ToDisplayString(Format);
}

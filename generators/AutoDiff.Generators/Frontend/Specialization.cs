using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace AutoDiff.Generators.Frontend;

/// <summary>A generic member, or a member of a generic type, as a method of certain types: a copy of it beside the member itself, in a
/// compilation of its own, in which the types stand for the type parameters. A method of an object may take that as its first parameter there.</summary>
/// <param name="Error">What the compiler has against the method of these types, and has not against the generic one.</param>
internal sealed record Specialization(IMethodSymbol Method, MethodDeclarationSyntax Syntax, SemanticModel Semantics, Diagnostic? Error)
{
    /// <summary>The names of types that contain themselves grow without end.</summary>
    private const int LongestName = 2000;

    /// <summary>Every method is made once for each choice of types in a compilation.</summary>
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<string, Specialization?>> Known = new();

    /// <summary>The compilation of the user's that one has been made from.</summary>
    private static readonly ConditionalWeakTable<Compilation, Compilation> Roots = new();

    /// <summary>The files with copies in them.</summary>
    private static readonly ConditionalWeakTable<SyntaxTree, MemberCopy> Copies = new();

    /// <summary>The compilation that the source of a symbol belongs to; null where it has none.</summary>
    public static Compilation? CompilationOf(ISymbol symbol) => (symbol.ContainingAssembly as ISourceAssemblySymbol)?.Compilation;

    public static Compilation Root(Compilation compilation) => Roots.TryGetValue(compilation, out Compilation? root) ? root : compilation;

    /// <summary>The same place in the user's source.</summary>
    public static Location Original(Location place) =>
        place.SourceTree is { } tree && Copies.TryGetValue(tree, out MemberCopy? copy) ? Location.Create(copy.Original, copy.OriginOf(place.SourceSpan)) : place;

    /// <summary>The same piece of source as the user wrote it.</summary>
    public static SyntaxNode Original(SyntaxNode node)
    {
        if (!Copies.TryGetValue(node.SyntaxTree, out MemberCopy? copy)) return node;
        TextSpan span = copy.OriginOf(node.Span);
        SyntaxNode found = copy.Original.GetRoot().FindNode(span, getInnermostNodeForTie: true);
        return found.AncestorsAndSelf().TakeWhile(level => level.Span == found.Span).FirstOrDefault(level => level.RawKind == node.RawKind) ?? found;
    }

    /// <summary>Null where the member cannot be made of these types: it has no source, or they are not types with a name.</summary>
    /// <param name="types">For the type parameters of the containing types, if they are to be replaced, and for those of the member.</param>
    /// <param name="receiver">The type of the object that becomes a parameter; null where it stays <c>this</c>.</param>
    public static Specialization? Of(IMethodSymbol member, IReadOnlyList<ITypeSymbol> types, INamedTypeSymbol? receiver = null)
    {
        if (CompilationOf(member) is not { } compilation || !types.All(IsNameable)) return null;
        string key = $"{member.GetDocumentationCommentId()} {string.Join(",", types.Select(Name))} {receiver is not null}";
        return key.Length > LongestName ? null : Known.GetOrCreateValue(Root(compilation)).GetOrAdd(key, _ => Make(member, types, receiver));
    }

    private static Specialization? Make(IMethodSymbol member, IReadOnlyList<ITypeSymbol> types, INamedTypeSymbol? receiver)
    {
        if (member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not { } declaration) return null;
        SyntaxNode syntax = Original(declaration);
        Compilation root = Root(CompilationOf(member)!);
        SemanticModel original = root.GetSemanticModel(syntax.SyntaxTree);
        Dictionary<ISymbol, (ITypeSymbol, string)> substitutes = new(SymbolEqualityComparer.Default);
        List<ITypeParameterSymbol> parameters = TypeParameters(original, syntax);
        for (int k = 0; k < types.Count; k++) substitutes[parameters[parameters.Count - types.Count + k]] = (types[k], Name(types[k]));

        ReceiverParameter? self = receiver is null ? null : new(Passing(member), Name(receiver), FreeName(syntax));
        string name = member.MethodKind == MethodKind.Constructor ? "Make" : member.Name.Substring(member.Name.LastIndexOf('.') + 1);
        if (new MemberText(name, new MemberSubstitution(original, substitutes, self?.Name), self).Of(syntax) is not { } copy) return null;
        SyntaxTree specialized = copy.ToTree();
        Copies.Add(specialized, copy);
        Compilation own = root.ReplaceSyntaxTree(syntax.SyntaxTree, specialized);
        Roots.Add(own, root);
        SemanticModel semantics = own.GetSemanticModel(specialized);
        if (specialized.GetRoot().FindToken(copy.Start).Parent?.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } made || semantics.GetDeclaredSymbol(made) is not { } method) return null;
        Diagnostic? error = semantics.GetDiagnostics((made.Body ?? (SyntaxNode?)made.ExpressionBody ?? made).Span).FirstOrDefault(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return new Specialization(method, made, semantics, error);
    }

    /// <summary>Those of the containing types, from the outermost inwards, and those of the member.</summary>
    private static List<ITypeParameterSymbol> TypeParameters(SemanticModel semantics, SyntaxNode declaration)
    {
        ISymbol? member = semantics.GetDeclaredSymbol(declaration is ArrowExpressionClauseSyntax ? declaration.Parent! : declaration);
        List<ITypeParameterSymbol> parameters = [.. (member as IMethodSymbol)?.TypeParameters ?? []];
        for (INamedTypeSymbol? type = member?.ContainingType; type is not null; type = type.ContainingType) parameters.InsertRange(0, type.TypeParameters);
        return parameters;
    }

    /// <summary>How the object is handed over: a struct so that it can be changed, unless the member may not.</summary>
    private static string Passing(IMethodSymbol member) => !member.ContainingType.IsValueType ? "" : member.IsReadOnly ? "in " : "ref ";

    private static string FreeName(SyntaxNode code)
    {
        HashSet<string> taken = [.. code.DescendantTokens().Select(static token => token.ValueText)];
        return Enumerable.Range(1, int.MaxValue).Select(static number => number == 1 ? "self" : $"self{number}").First(name => !taken.Contains(name));
    }

    private static bool IsNameable(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsNameable(array.ElementType),
        INamedTypeSymbol { IsUnboundGenericType: false, IsAnonymousType: false, IsFileLocal: false } and not IErrorTypeSymbol => ((INamedTypeSymbol)type).TypeArguments.All(IsNameable) && (type.ContainingType is null || IsNameable(type.ContainingType)),
        _ => false,
    };

    private static string Name(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
}

using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace AutoDiff.Generators.Frontend;

/// <summary>A generic method as a method of certain types, in a compilation of its own where its type parameters are aliases of
/// those types and the method is declared without them. All else stands where it stood, so that reports point at the user's source.</summary>
/// <param name="Error">What the compiler has against the method of these types, and has not against the generic one.</param>
internal sealed record Specialization(IMethodSymbol Method, MethodDeclarationSyntax Syntax, SemanticModel Semantics, IReadOnlyList<ITypeSymbol> Types, Diagnostic? Error)
{
    /// <summary>What the interfaces of generic mathematics call the numbers that the types themselves do not name in public.</summary>
    private static readonly Dictionary<string, string> Constants = new()
    {
        ["Zero"] = "0{0}", ["One"] = "1{0}", ["NegativeOne"] = "(-1{0})", ["AdditiveIdentity"] = "0{0}", ["MultiplicativeIdentity"] = "1{0}", ["Radix"] = "2",
    };

    /// <summary>Every method is made once for each choice of types in a compilation.</summary>
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<string, Specialization?>> Known = new();

    /// <summary>The file that a specialized one was made from, in which everything stands at the same place.</summary>
    private static readonly ConditionalWeakTable<SyntaxTree, SyntaxTree> Originals = new();

    /// <summary>The same piece of source as the user wrote it.</summary>
    public static SyntaxNode Original(SyntaxNode node) => Originals.TryGetValue(node.SyntaxTree, out SyntaxTree? tree) ? Original(tree.GetRoot().FindNode(node.Span, getInnermostNodeForTie: true)) : node;

    /// <summary>Null where the method cannot be made of these types: it has no source, or they are not types with a name.</summary>
    public static Specialization? Of(IMethodSymbol definition, IReadOnlyList<ITypeSymbol> types, Compilation compilation)
    {
        if (types.Any(static type => type is not INamedTypeSymbol { IsUnboundGenericType: false } or IErrorTypeSymbol)) return null;
        string key = $"{definition.GetDocumentationCommentId()} {definition.Locations.FirstOrDefault()?.SourceSpan} {string.Join(",", types.Select(Name))}";
        return Known.GetOrCreateValue(compilation).GetOrAdd(key, _ => Make(definition, types, compilation));
    }

    private static Specialization? Make(IMethodSymbol definition, IReadOnlyList<ITypeSymbol> types, Compilation compilation)
    {
        if (definition.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not MethodDeclarationSyntax { TypeParameterList: { } parameters } method) return null;
        SyntaxTree tree = method.SyntaxTree;
        List<TextChange> changes = [Blank(tree, parameters.Span), .. method.ConstraintClauses.Select(clause => Blank(tree, clause.Span))];
        foreach (SyntaxNode node in method.DescendantNodes())
        {
            if (node is GenericNameSyntax self && self.Identifier.Text == method.Identifier.Text && IsOwn(self.TypeArgumentList, parameters)) changes.Add(Blank(tree, self.TypeArgumentList.Span));
            if (node is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax type, Name: IdentifierNameSyntax { Identifier.Text: var name } } access
                && Constants.TryGetValue(name, out string? number) && IndexOf(type, parameters) is >= 0 and var index)
            {
                changes.Add(new TextChange(access.Span, string.Format(number, Suffix(types[index])).PadRight(access.Span.Length)));
            }
        }

        var options = (CSharpParseOptions)tree.Options;
        SyntaxTree specialized = CSharpSyntaxTree.ParseText(tree.GetText().WithChanges(changes), options, tree.FilePath);
        Originals.Add(specialized, tree);
        string aliases = string.Concat(parameters.Parameters.Select((parameter, i) => $"global using {parameter.Identifier.Text} = {Name(types[i])};\n"));
        Compilation own = compilation.ReplaceSyntaxTree(tree, specialized).AddSyntaxTrees(CSharpSyntaxTree.ParseText(aliases, options));
        MethodDeclarationSyntax? syntax = specialized.GetRoot().FindNode(method.Span).FirstAncestorOrSelf<MethodDeclarationSyntax>();
        SemanticModel semantics = own.GetSemanticModel(specialized);
        if (syntax is null || semantics.GetDeclaredSymbol(syntax) is not { } symbol) return null;
        Diagnostic? error = semantics.GetDiagnostics((syntax.Body ?? (SyntaxNode?)syntax.ExpressionBody ?? syntax).Span).FirstOrDefault(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return new Specialization(symbol, syntax, semantics, types, error);
    }

    private static TextChange Blank(SyntaxTree tree, TextSpan span) =>
        new(span, new string(tree.GetText().ToString(span).Select(static character => character is '\n' or '\r' ? character : ' ').ToArray()));

    private static bool IsOwn(TypeArgumentListSyntax arguments, TypeParameterListSyntax parameters) =>
        arguments.Arguments.Select(static argument => argument.ToString()).SequenceEqual(parameters.Parameters.Select(static parameter => parameter.Identifier.Text));

    private static int IndexOf(IdentifierNameSyntax type, TypeParameterListSyntax parameters) =>
        parameters.Parameters.IndexOf(parameter => parameter.Identifier.Text == type.Identifier.Text);

    private static string Suffix(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Single => "f",
        SpecialType.System_Double => "d",
        _ => "",
    };

    /// <summary>Without keywords, which an alias may not name in older versions of the language.</summary>
    private static string Name(ITypeSymbol type) =>
        type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers));
}

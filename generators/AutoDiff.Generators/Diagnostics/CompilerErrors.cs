using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace AutoDiff.Generators.Diagnostics;

/// <summary>Where the compiler itself reports an error. Nothing else is said there: its own message comes first, and what such code
/// was lowered to means nothing. It is asked only where there is something to report.</summary>
/// <param name="complete">The compilation with what is about to be generated: what is an error only without that is none.</param>
internal sealed class CompilerErrors(Compilation compilation, Func<Compilation, Compilation> complete, CancellationToken token)
{
    private readonly Dictionary<(SyntaxTree, TextSpan), bool> known = [];

    /// <summary>In the member that a place lies in.</summary>
    public bool Concern(SourceSpan place)
    {
        SyntaxTree? tree = compilation.SyntaxTrees.FirstOrDefault(tree => tree.FilePath == place.Path && place.Span.End <= tree.Length);
        return tree is not null && Concern(tree, MemberAt(tree.GetRoot(token), place.Span));
    }

    private bool Concern(SyntaxTree tree, TextSpan member)
    {
        if (!known.TryGetValue((tree, member), out bool concern)) known[(tree, member)] = concern = HasError(compilation, tree, member) && HasErrorWhenComplete(tree, member);
        return concern;
    }

    private bool HasErrorWhenComplete(SyntaxTree tree, TextSpan member) =>
        !UnboundDerivatives.MayStandIn(tree.GetRoot(token).FindNode(member), compilation.GetSemanticModel(tree)) || HasError(complete(compilation), tree, member);

    private bool HasError(Compilation all, SyntaxTree tree, TextSpan member) =>
        all.GetSemanticModel(tree).GetDiagnostics(member, token).Any(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    private static TextSpan MemberAt(SyntaxNode root, TextSpan place)
    {
        SyntaxNode node = root.FindNode(place);
        return (node.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member and not BaseTypeDeclarationSyntax ? member : node).Span;
    }
}

using System;
using System.Collections.Immutable;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace AutoDiff.CodeFixes;

/// <summary>A fix that rewrites the node that a diagnostic stands at.</summary>
public abstract class SyntaxFix : CodeFixProvider
{
    /// <summary>What the menu says; it tells one fix from another, too.</summary>
    protected abstract string Title { get; }

    /// <summary>The changed root; null where there is nothing to do.</summary>
    protected abstract SyntaxNode? Fix(SyntaxNode root, SyntaxNode place, Diagnostic diagnostic, SemanticModel semantics, CancellationToken token);

    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        Document document = context.Document;
        if (await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root) return;
        if (await document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } semantics) return;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            SyntaxNode place = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            if (Fix(root, place, diagnostic, semantics, context.CancellationToken) is not { } changed) continue;
            CodeAction action = CodeAction.Create(Title, _ => Task.FromResult(document.WithSyntaxRoot(changed)), equivalenceKey: GetType().Name);
            context.RegisterCodeFix(action, diagnostic);
        }
    }
}

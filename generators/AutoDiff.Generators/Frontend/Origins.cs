using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Diagnostics;
using AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generators.Frontend;

/// <summary>Numbers the statements of a method, and the expressions that passes report on, and remembers where they stand.</summary>
internal sealed class Origins(Location method)
{
    private readonly List<Location> locations = [method];

    public EquatableArray<SourceSpan> Spans => locations.Select(SourceSpan.Of).ToEquatableArray();

    public Origin Statement(SyntaxNode statement) => new(Add(statement), Text(statement));

    /// <summary>A place of its own inside a statement; the text stays the statement's.</summary>
    public Origin Expression(SyntaxNode expression, Origin? statement) => new(Add(expression), statement?.Text ?? Text(expression));

    public Location LocationOf(Origin? origin) => locations[origin?.Ordinal ?? 0];

    private static string Text(SyntaxNode node) => StatementText.Of(Specialization.Original(node));

    private int Add(SyntaxNode node)
    {
        locations.Add(Specialization.Original(node.GetLocation()));
        return locations.Count - 1;
    }
}

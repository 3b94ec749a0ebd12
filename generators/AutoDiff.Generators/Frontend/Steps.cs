using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generators.Frontend;

/// <summary>Statements yet to be lowered: a list that branches can share.</summary>
internal sealed record Steps(IOperation Statement, Steps? Next)
{
    /// <summary>The statements, and then the rest.</summary>
    public static Steps? Of(IEnumerable<IOperation> statements, Steps? rest = null) =>
        statements.Reverse().Aggregate(rest, static (next, statement) => new Steps(statement, next));
}

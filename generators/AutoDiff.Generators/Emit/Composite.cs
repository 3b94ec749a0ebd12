using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Emit;

/// <summary>A value to be returned, or given to a parameter, that may have to be put together.</summary>
/// <param name="Target">The parameter.</param>
/// <param name="Shape">Null where the only leaf is the value.</param>
/// <param name="Leaves">Null for leaves that have no derivative, or to which nothing is added.</param>
/// <param name="IsAddition">It is added to what the parameter holds.</param>
internal sealed record Composite(string Target, SplitShape? Shape, EquatableArray<Value?> Leaves, bool IsAddition)
{
    public string ToText(ExpressionEmitter expressions, CSharpTypes types)
    {
        if (Shape is null) return expressions.Loose(Leaves[0]!).Text;
        string[] values = [.. Shape.Leaves.Zip(Leaves, (leaf, value) => Leaf(leaf, value))];
        return Template.Fill(Shape.Construction!, (hole, _) => values[hole]);

        string Leaf(SplitLeaf leaf, Value? value) => (value, IsAddition) switch
        {
            (null, false) => types.Default(leaf.Type),
            (null, true) => Target + leaf.Path,
            (_, true) => $"{Target}{leaf.Path} + {expressions.Exact(value).At(Precedence.Multiplicative)}",
            _ => expressions.Exact(value).Text,
        };
    }
}

using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generators.Frontend;

/// <summary>The operators == and != that the compiler writes for a record struct: all parts are equal, each as its
/// <c>Equals</c> has it, so that NaN equals NaN.</summary>
internal sealed record Equality(bool IsNegated)
{
    /// <summary>Null where it is another operator, or where some part has an Equals of its own.</summary>
    public static Equality? Of(IMethodSymbol operation, ITypeSymbol? type) =>
        operation is { IsImplicitlyDeclared: true, Name: "op_Equality" or "op_Inequality" } && type is not null && SplitTypes.IsSplit(type) && IsPlain(type)
            ? new Equality(operation.Name == "op_Inequality")
            : null;

    public Lowered Lower(LoweringContext context, Lowered left, Lowered right)
    {
        IEnumerable<Value> tests = left.Leaves.Zip(right.Leaves, (one, other) => context.Builder.Define(ScalarType.Bool, new OpaqueCall("{0}.Equals({1})", [one, other], Effects.None)));
        Value equal = tests.Aggregate((all, test) => context.Builder.Apply(Arithmetic.And, all, test));
        return new Scalar(IsNegated ? context.Builder.Apply(Arithmetic.Not, equal) : equal);
    }

    private static bool IsPlain(ITypeSymbol type) => SplitTypes.PartsOf(type) is not { } parts
        || (type is INamedTypeSymbol { IsRecord: true } && type.GetMembers("Equals").OfType<IMethodSymbol>().All(static equals => equals.IsImplicitlyDeclared) && parts.All(static part => IsPlain(part.Type)));
}

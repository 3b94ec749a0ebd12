using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>The operators == and != of tuples of numbers: all elements are equal, each as numbers are.</summary>
internal static class TupleEquality
{
    public static Lowered Lower(LoweringContext context, ITupleBinaryOperation operation)
    {
        Lowered left = context.Expressions.Lower(operation.LeftOperand), right = context.Expressions.Lower(operation.RightOperand);
        List<(Value One, Value Other)> pairs = [.. left.Leaves.Zip(right.Leaves, static (one, other) => (one, other))];
        if (!IsOfNumbers(left) || !IsOfNumbers(right) || !pairs.TrueForAll(static pair => Common(pair.One, pair.Other) is not null))
        {
            return context.Refuse(operation, "This comparison of tuples", "compare the elements");
        }

        Value equal = pairs.Select(pair => Test(context.Builder, pair.One, pair.Other)).Aggregate((all, test) => context.Builder.Apply(Arithmetic.And, all, test));
        return new Scalar(operation.OperatorKind == BinaryOperatorKind.NotEquals ? context.Builder.Apply(Arithmetic.Not, equal) : equal);
    }

    private static Value Test(Builder builder, Value one, Value other)
    {
        ScalarType type = Common(one, other)!;
        return builder.Apply(Arithmetic.Equal, builder.Convert(one, type), builder.Convert(other, type));
    }

    private static bool IsOfNumbers(Lowered value) => value is Scalar || (value is Aggregate { Parts: var parts } && parts.All(IsOfNumbers));

    /// <summary>What both are converted to, where that is plain: they are alike, or one of them is floating.</summary>
    private static ScalarType? Common(Value one, Value other) => (one.Type, other.Type) switch
    {
        (ScalarType first, ScalarType second) when first == second => first,
        (ScalarType { IsInteger: true }, ScalarType { IsFloating: true } second) => second,
        (ScalarType { IsFloating: true } first, ScalarType { IsInteger: true }) => first,
        (ScalarType { IsFloating: true }, ScalarType { IsFloating: true }) => ScalarType.Double,
        _ => null,
    };
}

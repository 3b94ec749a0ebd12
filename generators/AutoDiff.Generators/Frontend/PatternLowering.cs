using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>Patterns as Bools. Testing has no effect but to bind variables, so all of a pattern is computed.</summary>
internal sealed class PatternLowering(LoweringContext context)
{
    private Builder Builder => context.Builder;

    /// <summary>Does the subject match? Null where everything does.</summary>
    public Value? Test(IPatternOperation pattern, Lowered subject)
    {
        switch (pattern)
        {
            case IDiscardPatternOperation:
                return null;
            case IConstantPatternOperation constant:
                return Equals(constant, subject);
            case IRelationalPatternOperation relation when subject is Scalar scalar:
                return context.Operators.Apply(relation.OperatorKind, false, scalar.Value, context.Expressions.Value(relation.Value));
            case INegatedPatternOperation negated:
                return Builder.Apply(Arithmetic.Not, Test(negated.Pattern, subject) ?? Builder.Bool(true));
            case IBinaryPatternOperation both:
                return Combine(both, subject);
            case IDeclarationPatternOperation declaration when Matches(declaration, subject):
                if (declaration.DeclaredSymbol is { } variable) context.Assignments.BindAsIs(variable, subject);
                return null;
            case IRecursivePatternOperation recursive when subject is Aggregate && IsOfItsType(recursive) && Parts(recursive, subject) is { } parts:
                if (recursive.DeclaredSymbol is { } whole) context.Assignments.BindAsIs(whole, subject);
                return All([.. recursive.DeconstructionSubpatterns.Zip(parts.Parts, Test), .. recursive.PropertySubpatterns.Select(property => Test(property, subject))]);
            default:
                context.Fence.Expression(pattern, "This pattern", "compare with constants, or test with if");
                return null;
        }
    }

    /// <summary>What is matched against its properties.</summary>
    public Place? Input { get; private set; }

    /// <summary>A field or property of the subject.</summary>
    private Value? Test(IPropertySubpatternOperation property, Lowered subject)
    {
        Place? outer = Input;
        Input = new TemporaryPlace(subject);
        Lowered member = context.Assignments.Keep(context.Expressions.Lower(property.Member));
        Input = outer;
        return Test(property.Pattern, member);
    }

    /// <summary>What the subject is taken apart into, if it is; null where that cannot be.</summary>
    private Aggregate? Parts(IRecursivePatternOperation recursive, Lowered subject) => recursive switch
    {
        { DeconstructionSubpatterns: [] } => new Aggregate([]),
        { DeconstructSymbol: IMethodSymbol method } => context.UserOperators.TryDeconstruct(method, recursive.InputType, subject),
        _ => subject as Aggregate,
    };

    private static bool IsOfItsType(IPatternOperation pattern) => SymbolEqualityComparer.Default.Equals(pattern.NarrowedType, pattern.InputType);

    /// <summary>All of them, if there is anything to test.</summary>
    public Value? All(IEnumerable<Value?> tests) =>
        tests.Aggregate((all, test) => all is null ? test : test is null ? all : Builder.Apply(Arithmetic.And, all, test));

    private Value? Combine(IBinaryPatternOperation both, Lowered subject)
    {
        Value? left = Test(both.LeftPattern, subject), right = Test(both.RightPattern, subject);
        if (both.OperatorKind == BinaryOperatorKind.And) return All([left, right]);
        return left is null || right is null ? null : Builder.Apply(Arithmetic.Or, left, right);
    }

    /// <summary>Unlike the operator, the pattern finds a NaN equal to itself.</summary>
    private Value Equals(IConstantPatternOperation constant, Lowered subject)
    {
        switch (subject, constant.Value.ConstantValue.Value)
        {
            case (Scalar { Value: var value }, double.NaN or float.NaN):
                return Builder.Apply(Arithmetic.NotEqual, value, value);
            case (Scalar { Value: var value }, not null):
                return Builder.Apply(Arithmetic.Equal, value, context.Expressions.Value(constant.Value));
            case (Opaque { Value: var value }, _):
                return context.Opaques.Is(value, constant.Value);
            default:
                context.Fence.Expression(constant, "This pattern", "compare with constants of numbers");
                return Builder.Bool(false);
        }
    }

    private static bool Matches(IDeclarationPatternOperation declaration, Lowered subject) =>
        declaration.MatchesNull || (subject is Scalar or Aggregate && SymbolEqualityComparer.Default.Equals(declaration.MatchedType, declaration.InputType));
}

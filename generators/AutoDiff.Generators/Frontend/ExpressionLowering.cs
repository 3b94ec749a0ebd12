using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>Expressions: each kind goes to the part that knows it.</summary>
internal sealed class ExpressionLowering(LoweringContext context)
{
    public Lowered Lower(IOperation expression) =>
        DeepStack.IsSufficient() ? TryLower(expression) ?? context.Opaques.Lower(expression) : DeepStack.Continue(() => Lower(expression));

    /// <summary>Null where it is not looked into.</summary>
    public Lowered? TryLower(IOperation expression)
    {
        if (expression.ConstantValue is { HasValue: true, Value: var constant } && TypeLowering.Scalar(expression.Type) is { } type)
        {
            return new Scalar(context.Ranges.Constant(context.Builder.Define(type, new Constant(ConstantLowering.Bits(constant!))), constant!));
        }

        return expression switch
        {
            IParenthesizedOperation parenthesized => Lower(parenthesized.Operand),
            ILocalReferenceOperation local => Variable(local, local.Local),
            IParameterReferenceOperation { Parameter: var parameter } when PrimaryParameters.Is(parameter) && context.Environment[parameter] is null => null,
            IParameterReferenceOperation parameter => Variable(parameter, parameter.Parameter),
            IBinaryOperation binary when OperatorLowering.IsScalar(binary) => context.Operators.Binary(binary),
            IUnaryOperation unary when OperatorLowering.IsScalar(unary) => context.Operators.Unary(unary),
            IBinaryOperation { OperatorMethod: { } combine } binary => context.UserOperators.TryRun(binary, combine, binary.LeftOperand, binary.RightOperand),
            IUnaryOperation { OperatorMethod: { } change } unary => context.UserOperators.TryRun(unary, change, unary.Operand),
            IConversionOperation conversion => context.Conversions.TryLower(conversion),
            IConditionalOperation choice => Conditional(choice),
            IArrayElementReferenceOperation element when ElementLowering.IsElement(element) => context.Elements.Load(element),
            IPropertyReferenceOperation property when ElementLowering.IsElement(property) => context.Elements.Load(property),
            IPropertyReferenceOperation property when ElementLowering.IsLength(property) => context.Elements.Length(property),
            IImplicitIndexerReferenceOperation element => context.Elements.TryImplicit(element),
            IFieldReferenceOperation { Instance: { Type: { } whole } instance } field when !context.IsObject(instance) => Part(instance, SplitTypes.IndexOf(whole, field.Field)),
            IPropertyReferenceOperation property when context.Properties.TryRead(property) is { } read => read,
            IInstanceReferenceOperation when context.Assignments.TryLocate(expression) is { } place => place.Read(context),
            IObjectCreationOperation creation when SplitTypes.IsSplit(creation.Type) => context.Construction.Create(creation),
            IWithOperation copy when SplitTypes.IsSplit(copy.Type) => context.Construction.Copy(copy),
            ITupleBinaryOperation tuples => TupleEquality.Lower(context, tuples),
            ITupleOperation tuple => new Aggregate(tuple.Elements.Select(Lower).ToEquatableArray()),
            ISimpleAssignmentOperation assignment => context.Assignments.Simple(assignment),
            ICompoundAssignmentOperation assignment => context.Assignments.Compound(assignment),
            IIncrementOrDecrementOperation increment => context.Assignments.Increment(increment),
            IDeconstructionAssignmentOperation assignment => context.Assignments.Deconstruct(assignment),
            IInvocationOperation call => context.Calls.TryLower(call),
            IDelegateCreationOperation creation => context.Closures.Of(creation),
            ISwitchExpressionOperation choice => context.Switches.Lower(choice),
            IIsPatternOperation test => new Scalar(context.Patterns.Test(test.Pattern, Lower(test.Value)) ?? context.Builder.Bool(true)),
            IDefaultValueOperation { Type: { } type2 } when TypeLowering.Scalar(type2) is not null || SplitTypes.IsSplit(type2) => context.Placeholder(type2),
            IInvalidOperation => Invalid(expression),
            _ => context.Allocations.TryLower(expression),
        };
    }

    /// <summary>A part of a tuple or struct; of an element of memory, nothing else is loaded.</summary>
    public Lowered Part(IOperation whole, int part)
    {
        bool isValue = whole is ILocalReferenceOperation or IParameterReferenceOperation && context.Environment.ValueOf(whole) is not (Alias or Reference);
        return !isValue && context.Assignments.TryLocate(whole) is { } place ? place.Part(part).Read(context) : ((Aggregate)Lower(whole)).Parts[part];
    }

    /// <summary>An expression that is one value.</summary>
    public Value Value(IOperation expression) => Lower(expression) switch
    {
        Scalar scalar => scalar.Value,
        Memory memory => memory.Value,
        Opaque opaque => opaque.Value,
        _ => context.Refuse(expression, "A tuple or struct in this place", "use its parts").Leaves.First(),
    };

    /// <summary>An expression that may be a throw, and then is nothing.</summary>
    public Lowered? Arm(IOperation expression)
    {
        IOperation inner = expression is IConversionOperation { Operand: IThrowOperation operand } ? operand : expression;
        if (inner is not IThrowOperation thrown) return Lower(expression);
        context.Statements.Throw(thrown);
        return null;
    }

    private Lowered Variable(IOperation reference, ISymbol variable)
    {
        if (context.Environment[variable] is Alias alias) return alias.Place.Read(context);
        if (context.Environment[variable] is Reference element) return ReferenceLowering.Place(reference, element).Read(context);
        if (context.Environment[variable] is { } value) return value;
        if (context.Fence.IsBroken) return context.Placeholder(reference.Type); // what was to assign it has been reported
        return context.Refuse(reference, $"'{variable.Name}' here", "pass it as a parameter, or keep it in a field");
    }

    private Lowered Conditional(IConditionalOperation choice) =>
        BranchLowering.Choose(context, Value(choice.Condition), () => Arm(choice.WhenTrue), () => Arm(choice.WhenFalse!)) ?? context.Placeholder(choice.Type);

    private Lowered Invalid(IOperation expression)
    {
        context.Fence.Invalid();
        return context.Placeholder(expression.Type);
    }
}

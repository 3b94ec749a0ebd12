using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>C# that the compiler carries along without looking into it: objects, strings, enums, calls of other people's
/// methods. What it is nested in becomes one piece of text; numbers in it are lowered and stand as holes.</summary>
internal sealed class OpaqueLowering(LoweringContext context)
{
    public Lowered Lower(IOperation expression)
    {
        Carried fragment = Carry(expression);
        if (expression.Type is not { } type) return context.Placeholder(expression.Type);
        if (fragment.OnlyValue is null && type.IsTupleType) return context.Refuse(expression, "A tuple made elsewhere", "use its elements one by one");
        if (fragment.OnlyValue is null && TypeLowering.IsSpan(type)) return context.Refuse(expression, "Memory from elsewhere", "pass it as a parameter");
        if (fragment.OnlyValue is null && TypeLowering.Memory(type) is not null) return context.Refuse(expression, "An array from elsewhere", "pass it as a parameter");
        return TypeLowering.Build(type, leaf => Define(expression, fragment, leaf));
    }

    /// <summary>A call that yields nothing.</summary>
    public void Effect(IInvocationOperation call)
    {
        (string template, EquatableArray<Value> arguments) = Carry(call).ToTemplate();
        context.At(call, () => context.Builder.Do(new OpaqueCall(template, arguments, Effects.Any)));
    }

    /// <summary>Is it that constant?</summary>
    public Value Is(Value value, IOperation constant)
    {
        (string template, EquatableArray<Value> arguments) = Carried.Of(value).Then(" is ").Then(Carry(constant)).ToTemplate();
        return context.Builder.Define(ScalarType.Bool, new OpaqueCall(template, arguments, Effects.None));
    }

    /// <summary>A field or property to be assigned to.</summary>
    public Carried Target(IOperation member) => Member(member) ?? Refused(member);

    public Carried Carry(IOperation expression)
    {
        if (expression.ConstantValue is { HasValue: true } && Literal(expression) is { } literal) return literal;
        return expression switch
        {
            IParenthesizedOperation parenthesized => Carry(parenthesized.Operand),
            IInstanceReferenceOperation => Carried.Text("this"),
            IFieldReferenceOperation or IPropertyReferenceOperation when Member(expression) is { } member => member,
            IInvocationOperation call => context.Calls.TryLower(call) is { } lowered ? Hole(call, lowered) : Call(call),
            IObjectCreationOperation { Constructor: { } constructor, Initializer: null, Type: { IsRefLikeType: false } } creation => Carried.Text($"new {Text(creation.Type!)}(").Then(Arguments(creation.Arguments)).Then(")").With(constructor.ContainingType.IsValueType ? Effects.Throws : Effects.Any),
            IInterpolatedStringOperation interpolated => Interpolated(interpolated),
            ITypeOfOperation typeOf => Carried.Text($"typeof({Text(typeOf.TypeOperand)})"),
            IDefaultValueOperation { Type: { IsRefLikeType: false } type } when TypeLowering.Scalar(type) is null => Carried.Text($"default({Text(type)})!"),
            IConversionOperation conversion when IsCast(conversion) => (Carried.Text($"({Text(conversion.Type!)})").Then(Carry(conversion.Operand).AsOperand()) with { IsPrimary = false })
                .With(conversion.GetConversion().IsImplicit ? Effects.None : Effects.Throws),
            IBinaryOperation binary when !OperatorLowering.IsScalar(binary) && CSharpOperator(binary) is { } spelling => Binary([binary.LeftOperand, binary.RightOperand], spelling, binary.OperatorMethod),
            ICoalesceOperation coalesce => Binary([coalesce.Value, coalesce.WhenNull], "??", null),
            IIsTypeOperation test => Carry(test.ValueOperand).AsOperand().Then($" is {Text(test.TypeOperand)}") with { IsPrimary = false },
            IArrayElementReferenceOperation element when !ElementLowering.IsElement(element) => Element(element),
            _ => context.Expressions.TryLower(expression) is { } lowered ? Hole(expression, lowered) : Refused(expression),
        };
    }

    /// <summary>Fragments of operands, in order. One with an effect runs before what later operands do.</summary>
    private List<Carried> Operands(IReadOnlyList<IOperation> operands)
    {
        List<Carried> fragments = [];
        for (int k = 0; k < operands.Count; k++)
        {
            Carried fragment = Carry(operands[k]);
            bool isLast = operands.Skip(k + 1).All(static later => later.ConstantValue.HasValue || later is ILocalReferenceOperation or IParameterReferenceOperation);
            bool mustRunNow = fragment.Effects != Effects.None && !isLast && operands[k].Type is { IsRefLikeType: false };
            fragments.Add(mustRunNow ? Carried.Of(Define(operands[k], fragment, TypeLowering.Leaf(operands[k].Type!))) : fragment);
        }

        return fragments;
    }

    private Value Define(IOperation expression, Carried fragment, IrType type)
    {
        if (fragment.OnlyValue is { } value) return value;
        (string template, EquatableArray<Value> arguments) = fragment.ToTemplate();
        Value? result = null;
        context.At(expression, () => result = context.Builder.Define(type, new OpaqueCall(template, arguments, fragment.Effects)));
        return result!;
    }

    private Carried Hole(IOperation expression, Lowered lowered)
    {
        switch (lowered)
        {
            case Scalar { Value: var value }:
                return Carried.Of(value);
            case Opaque { Value: var value }:
                return Carried.Of(value);
            default:
                context.Fence.Expression(expression, "Memory or a tuple passed to what is not looked into", "pass its elements");
                return Carried.Text("default");
        }
    }

    private Carried? Member(IOperation member)
    {
        switch (member)
        {
            case IFieldReferenceOperation { Field: var field } reference:
                bool isFixed = field.IsReadOnly && field.IsStatic && TypeLowering.Scalar(field.Type) is not null;
                return Receiver(reference.Instance, field).Then($".{Identifier(field)}").With(field.IsConst || isFixed ? Effects.None : Effects.Any);
            case IPropertyReferenceOperation { Property: { IsIndexer: true } property } reference when property.RefKind == RefKind.None:
                List<Carried> operands = Operands([reference.Instance!, .. InOrder(reference.Arguments)]);
                return operands[0].AsOperand().Then("[").Then(operands.Skip(1)).Then("]").With(Effects.Any);
            case IPropertyReferenceOperation { Property: { IsIndexer: false } property } reference when TypeLowering.Memory(reference.Instance?.Type) is null:
                return Receiver(reference.Instance, property).Then($".{Identifier(property)}").With(Effects.Any);
            default:
                return null;
        }
    }

    private Carried Receiver(IOperation? instance, ISymbol member) =>
        instance is null ? Carried.Text(Text(member.ContainingType)) : Carry(instance).AsOperand();

    private Carried Call(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        ImmutableArray<IOperation> arguments = InOrder(call.Arguments);
        List<Carried> operands = Operands(call.Instance is { } instance ? [instance, .. arguments] : arguments);
        Carried receiver = call.Instance is null ? Carried.Text(Text(method.ContainingType)) : operands[0].AsOperand();
        string typeArguments = method.TypeArguments.IsEmpty ? "" : $"<{string.Join(", ", method.TypeArguments.Select(Text))}>";
        return receiver.Then($".{Identifier(method)}{typeArguments}(").Then(call.Instance is null ? operands : operands.Skip(1)).Then(")").With(CallEffects.Of(method));
    }

    private List<Carried> Arguments(ImmutableArray<IArgumentOperation> arguments) => Operands(InOrder(arguments));

    /// <summary>What a params parameter collects stands for itself.</summary>
    private static ImmutableArray<IOperation> InOrder(ImmutableArray<IArgumentOperation> arguments) =>
    [
        .. arguments.OrderBy(static argument => argument.Parameter!.Ordinal).SelectMany(static argument => argument switch
        {
            { ArgumentKind: ArgumentKind.ParamArray, Value: IArrayCreationOperation { Initializer: { } initializer } } => initializer.ElementValues,
            { ArgumentKind: ArgumentKind.ParamCollection, Value: ICollectionExpressionOperation collection } => collection.Elements,
            _ => [argument.Value],
        }),
    ];

    private Carried Element(IArrayElementReferenceOperation element)
    {
        List<Carried> operands = Operands([element.ArrayReference, .. element.Indices]);
        return operands[0].AsOperand().Then("[").Then(operands.Skip(1)).Then("]").With(Effects.Throws);
    }

    private Carried Binary(IOperation[] operands, string spelling, IMethodSymbol? method)
    {
        List<Carried> sides = Operands(operands);
        return sides[0].AsOperand().Then($" {spelling} ").Then(sides[1].AsOperand()).With(method is null ? Effects.None : Effects.Throws) with { IsPrimary = false };
    }

    private Carried Interpolated(IInterpolatedStringOperation interpolated)
    {
        List<IInterpolationOperation> holes = [.. interpolated.Parts.OfType<IInterpolationOperation>()];
        Queue<Carried> values = new(Operands([.. holes.Select(static hole => hole.Expression)]));
        Carried text = Carried.Text("$\"");
        foreach (IInterpolatedStringContentOperation part in interpolated.Parts)
        {
            text = part switch
            {
                IInterpolatedStringTextOperation { Text.ConstantValue.Value: string literal } => text.Then(TemplateText.Escape(SymbolDisplay.FormatLiteral(literal, false).Replace("\"", "\\\""))),
                IInterpolationOperation hole => text.Then("{(").Then(values.Dequeue()).Then(")").Then(Format(hole)).Then("}"),
                _ => Refused(part),
            };
        }

        return text.Then("\"");
    }

    private static string Format(IInterpolationOperation hole) =>
        (hole.Alignment?.ConstantValue is { HasValue: true, Value: var width } ? $",{width}" : "")
        + (hole.FormatString is ILiteralOperation { ConstantValue.Value: string format } ? $":{SymbolDisplay.FormatLiteral(format, false)}" : "");

    private Carried Refused(IOperation expression)
    {
        (string what, string instead) = expression switch
        {
            IAnonymousFunctionOperation or IDelegateCreationOperation or IMethodReferenceOperation => ("A delegate", "write its code here"),
            IAwaitOperation => ("An await", "await in the caller"),
            IArrayCreationOperation => ("This array", "use one of float or double elements and one dimension, or pass it as a parameter"),
            IConditionalAccessOperation => ("A conditional access", "test for null with an if"),
            IObjectCreationOperation => ("An object with an initializer", "make it in the caller"),
            IDynamicInvocationOperation or IDynamicMemberReferenceOperation => ("A dynamic expression", "give it a static type"),
            _ => ("This expression", "rewrite it with arithmetic, calls, locals and elements"),
        };
        context.Fence.Expression(expression, what, instead);
        return Carried.Text("default");
    }

    private static Carried? Literal(IOperation expression) => (expression.ConstantValue.Value, expression.Type) switch
    {
        (null, _) => Carried.Text("null"),
        (string text, _) => Carried.Text(SymbolDisplay.FormatLiteral(text, quote: true)),
        (var value, { TypeKind: TypeKind.Enum } type) => Carried.Text(EnumText(type, value)),
        _ => null,
    };

    private static string EnumText(ITypeSymbol type, object value) =>
        type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue && Equals(field.ConstantValue, value)) is { } member
            ? $"{Text(type)}.{Identifier(member)}"
            : $"(({Text(type)})({System.FormattableString.Invariant($"{value}")}))";

    private static bool IsCast(IConversionOperation conversion) =>
        (TypeLowering.Scalar(conversion.Operand.Type) is null || TypeLowering.Scalar(conversion.Type) is null)
        && conversion.Type is not (null or IErrorTypeSymbol)
        && conversion.GetConversion() is not { IsAnonymousFunction: true } and not { IsMethodGroup: true };

    private static string? CSharpOperator(IBinaryOperation binary) => binary.OperatorKind switch
    {
        BinaryOperatorKind.Add => "+",
        BinaryOperatorKind.Subtract => "-",
        BinaryOperatorKind.Multiply => "*",
        BinaryOperatorKind.Divide => "/",
        BinaryOperatorKind.Remainder => "%",
        BinaryOperatorKind.And => "&",
        BinaryOperatorKind.Or => "|",
        BinaryOperatorKind.ExclusiveOr => "^",
        BinaryOperatorKind.Equals => "==",
        BinaryOperatorKind.NotEquals => "!=",
        BinaryOperatorKind.LessThan => "<",
        BinaryOperatorKind.LessThanOrEqual => "<=",
        BinaryOperatorKind.GreaterThan => ">",
        BinaryOperatorKind.GreaterThanOrEqual => ">=",
        _ => null,
    };

    private static string Identifier(ISymbol symbol) => SyntaxFacts.GetKeywordKind(symbol.Name) == SyntaxKind.None ? symbol.Name : "@" + symbol.Name;

    private static string Text(ITypeSymbol type) => TypeLowering.Text(type);
}

using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using AutoDiff.Generators.Diagnostics;
using AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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
        if (fragment.OnlyValue is null && (TypeLowering.IsSpan(type) || TypeLowering.IsSplitMemory(type))) return context.Refuse(expression, "Memory from elsewhere", "pass it as a parameter");
        if (SplitTypes.IsSplit(type)) return Split(expression, Define(expression, fragment, new OpaqueType(TypeLowering.Text(type))), type, "{0}");
        return TypeLowering.Build(type, leaf => Define(expression, fragment, leaf));
    }

    /// <summary>A tuple or struct that comes as one value, taken apart.</summary>
    private Lowered Split(IOperation expression, Value value, ITypeSymbol type, string path)
    {
        if (SplitTypes.PartsOf(type) is not { } parts) return TypeLowering.Build(type, leaf => Define(expression, Carried.Of(path, [value]), leaf));
        if (parts.FirstOrDefault(part => !context.CanSee(part.Member)) is { } hidden)
        {
            return context.Refuse(expression, $"A value of '{type.Name}' from elsewhere, of which '{hidden.Name}' is not accessible here,", "pass it as a parameter, or make that accessible");
        }

        return new Aggregate(parts.Select(part => Split(expression, value, part.Type, $"{path}.{CSharpText.Identifier(part.Member)}")).ToEquatableArray());
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

    /// <summary>A field, a property or an element of an object's to be assigned to.</summary>
    public Carried Target(IOperation target) => (target is IArrayElementReferenceOperation element ? Element(element) : Member(target)) ?? Refused(target);

    public Carried Carry(IOperation expression)
    {
        if (expression.ConstantValue is { HasValue: true } && CSharpText.Literal(expression) is { } literal) return literal;
        return expression switch
        {
            _ when IsPointer(expression.Type) || expression.Type is IDynamicTypeSymbol => Refused(expression),
            IParenthesizedOperation parenthesized => Carry(parenthesized.Operand),
            IInstanceReferenceOperation when context.IsObject(expression) => context.Frame.Receiver,
            IParameterReferenceOperation when Member(expression) is { } parameter => parameter,
            IMemberReferenceOperation { Instance: var instance } when context.IsObject(instance) && Member(expression) is { } member => member,
            IInvocationOperation call => context.Calls.TryLower(call) is { } lowered ? Whole(call, lowered) : Call(call),
            IObjectCreationOperation { Constructor: not null, Initializer: null, Type.IsRefLikeType: false } creation => Create(creation),
            IInterpolatedStringOperation interpolated => Interpolated(interpolated),
            IInterpolatedStringHandlerCreationOperation { Content: IInterpolatedStringOperation interpolated } => Interpolated(interpolated),
            ITypeOfOperation typeOf => Named(typeOf.TypeOperand, typeOf, $"typeof({TypeLowering.Text(typeOf.TypeOperand)})"),
            IDefaultValueOperation { Type: { IsRefLikeType: false } type } when TypeLowering.Scalar(type) is null => Carried.Text($"default({TypeLowering.Text(type)})!"),
            IConversionOperation conversion when IsCast(conversion) => (Named(conversion.Type!, conversion, $"({TypeLowering.Text(conversion.Type!)})").Then(Carry(conversion.Operand).AsOperand()) with { IsPrimary = false })
                .With(conversion.GetConversion().IsImplicit ? Effects.None : Effects.Throws),
            IBinaryOperation binary when !OperatorLowering.IsScalar(binary) && CSharpText.Operator(binary) is { } spelling => Binary([binary.LeftOperand, binary.RightOperand], spelling, binary.OperatorMethod),
            ICoalesceOperation coalesce => Coalesce(coalesce),
            IConditionalAccessOperation access => Access(access),
            IConditionalAccessInstanceOperation => Carried.Text(""),
            IPropertyReferenceOperation { Property: { IsIndexer: false } length, Instance: IConditionalAccessInstanceOperation } => Member(expression) ?? Carried.Text($".{CSharpText.Identifier(length)}").With(Effects.Reads),
            IIsTypeOperation test => Carry(test.ValueOperand).AsOperand().Then($" is {TypeLowering.Text(test.TypeOperand)}") with { IsPrimary = false },
            IArrayElementReferenceOperation element when !ElementLowering.IsElement(element) => Element(element),
            _ => context.Expressions.TryLower(expression) is { } lowered ? Whole(expression, lowered) : Refused(expression),
        };
    }

    /// <summary>A text that names a type.</summary>
    private Carried Named(ITypeSymbol type, IOperation place, string text)
    {
        context.Name(type, place);
        return Carried.Text(text);
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

    /// <summary>Memory of integers and such is no more than that to C#, unless an array is asked for and it is a part of the workspace.</summary>
    private static bool IsPassable(Value memory, ITypeSymbol? type) =>
        memory.Type is MemoryType { Leaf: ScalarType { IsInteger: true } or ScalarType { Kind: ScalarKind.Bool }, Form: not MemoryForm.Matrix and var form } && (form == MemoryForm.Array || (type is not null && TypeLowering.IsSpan(type)));

    /// <summary>A value as C# takes it: what is split is put together.</summary>
    public Carried Whole(IOperation expression, Lowered lowered)
    {
        switch (lowered)
        {
            case Scalar { Value: var value }:
                return Carried.Of(value);
            case Opaque { Value: var value }:
                return Carried.Of(value);
            case Aggregate aggregate when expression.Type is { } type && SplitTypes.IsMadeOfScalars(type) && new SplitShapes(context.Semantics.Compilation, context.Home, context.Bodies).Of(type) is { Construction: { } construction }:
                return Carried.Of(construction, aggregate.Leaves.ToEquatableArray());
            case Memory { Value: var memory } when IsPassable(memory, expression.Type):
                return Carried.Of(memory);
            case Closure:
                context.Fence.Expression(expression, "A delegate passed to what is not looked into", "write its code here, as a loop where it is LINQ", DiagnosticIds.DelegateNotSupported);
                return Carried.Text("default");
            default:
                context.Fence.Expression(expression, "Memory, or what generated code cannot put together, passed to what is not looked into", "write a loop over the elements here, or pass single elements", DiagnosticIds.MemoryPassedOn);
                return Carried.Text("default");
        }
    }

    /// <summary>An object that a method is called on, evaluated once. A struct is one value, so that a derivative by its parts would be lost.</summary>
    public Carried Receiver(IOperation instance)
    {
        Carried fragment = Carry(instance);
        return fragment.Effects == Effects.None && !SplitTypes.IsSplit(instance.Type) ? fragment.AsOperand() : Carried.Of(Define(instance, fragment, TypeLowering.Leaf(instance.Type!)));
    }

    private Carried? Member(IOperation member)
    {
        switch (member)
        {
            case IParameterReferenceOperation { Parameter: var parameter } when PrimaryParameters.Is(parameter) && context.Environment[parameter] is null:
                if (context.Frame.Receiver != Carried.Text("this")) context.Fence.Expression(member, $"'{parameter.Name}', which another object's constructor was given,", "keep it in a field");
                return Carried.Text(CSharpText.Identifier(parameter)).With(Effects.Reads);
            case IFieldReferenceOperation { Field: var field } reference:
                bool isFixed = field.IsReadOnly && field.IsStatic && TypeLowering.Scalar(field.Type) is not null;
                return Receiver(reference.Instance, field, reference).Then($".{CSharpText.Identifier(field)}").With(field.IsConst || isFixed ? Effects.None : Effects.Reads);
            case IPropertyReferenceOperation { Property.IsIndexer: true } reference when !ElementLowering.IsElement(reference):
                List<Carried> operands = Operands(reference.Instance, reference.Arguments);
                return operands[0].AsOperand().Then("[").Then(operands.Skip(1)).Then("]").With(Effects.Reads);
            case IPropertyReferenceOperation { Property: { IsIndexer: false } property } reference when !ElementLowering.IsLength(reference):
                return Receiver(reference.Instance, property, reference).Then($".{CSharpText.Identifier(property)}").With(Effects.Reads);
            default:
                return null;
        }
    }

    private Carried Receiver(IOperation? instance, ISymbol member, IOperation place)
    {
        context.Name(member, place);
        return instance is null ? Home(member, (place as IMemberReferenceOperation)?.ConstrainedToType, place) : Carry(instance).AsOperand();
    }

    /// <summary>The type that a static member is called on. An extension block has no name: there it is what the user wrote.</summary>
    private static Carried Home(ISymbol member, ITypeSymbol? constrainedTo, IOperation place)
    {
        SyntaxNode syntax = place.Syntax is InvocationExpressionSyntax call ? call.Expression : place.Syntax;
        bool isNamed = MethodBodies.IsOfExtensionBlock(member) && syntax is MemberAccessExpressionSyntax;
        ITypeSymbol? extended = isNamed ? place.SemanticModel!.GetSymbolInfo(((MemberAccessExpressionSyntax)syntax).Expression).Symbol as ITypeSymbol : null;
        return Carried.Text(TypeLowering.Text(extended ?? constrainedTo ?? member.ContainingType));
    }

    private Carried Call(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        context.Name(method, call);
        List<Carried> operands = Operands(call.Instance, call.Arguments);
        Carried receiver = call.Instance is null ? Home(method, call.ConstrainedToType, call) : operands[0].AsOperand();
        string typeArguments = method.TypeArguments.IsEmpty ? "" : $"<{string.Join(", ", method.TypeArguments.Select(TypeLowering.Text))}>";
        return receiver.Then($".{CSharpText.Identifier(method)}{typeArguments}(").Then(call.Instance is null ? operands : operands.Skip(1)).Then(")").With(CallEffects.Of(method, context.Bodies));
    }

    private Carried Create(IObjectCreationOperation creation)
    {
        context.Name(creation.Constructor!, creation);
        return Carried.Text($"new {TypeLowering.Text(creation.Type!)}(").Then(Operands(null, creation.Arguments)).Then(")").With(creation.Type!.IsValueType ? Effects.Throws : Effects.Any);
    }

    /// <summary>The object, if any, and the arguments as they are written: with names, where they are not in order. What a
    /// params parameter collects stands for itself.</summary>
    private List<Carried> Operands(IOperation? instance, ImmutableArray<IArgumentOperation> arguments)
    {
        bool isInOrder = arguments.Select(static argument => argument.Parameter!.Ordinal).SequenceEqual(Enumerable.Range(0, arguments.Length));
        List<(string Name, IOperation Value)> operands = instance is null ? [] : [("", instance)];
        foreach (IArgumentOperation argument in arguments)
        {
            string name = isInOrder ? "" : $"{CSharpText.Identifier(argument.Parameter!)}: ";
            operands.AddRange(Collected(argument).Select(value => (name, Unconverted(value))));
        }

        return [.. Operands([.. operands.Select(static operand => operand.Value)]).Zip(operands, static (carried, operand) => operand.Name == "" ? carried : Carried.Text(operand.Name).Then(carried))];
    }

    private static IEnumerable<IOperation> Collected(IArgumentOperation argument) => argument switch
    {
        { ArgumentKind: ArgumentKind.ParamArray, Value: IArrayCreationOperation { Initializer: { } initializer } } => initializer.ElementValues,
        { ArgumentKind: ArgumentKind.ParamCollection, Value: ICollectionExpressionOperation collection } => collection.Elements,
        _ => [argument.Value],
    };

    /// <summary>As it was written: the call converts it again. Numbers are converted here, and so is what stands for a name of an enum.</summary>
    public static IOperation Unconverted(IOperation argument) => argument is IConversionOperation { IsImplicit: true, Operand: { Type: not null } operand } conversion && IsCast(conversion) && conversion.Type?.TypeKind != TypeKind.Enum ? operand : argument;

    private Carried Element(IArrayElementReferenceOperation element)
    {
        List<Carried> operands = Operands([element.ArrayReference, .. element.Indices]);
        return operands[0].AsOperand().Then("[").Then(operands.Skip(1)).Then("]").With(Effects.Reads);
    }

    private Carried Binary(IOperation[] operands, string spelling, IMethodSymbol? method)
    {
        List<Carried> sides = Operands(operands);
        return sides[0].AsOperand().Then($" {spelling} ").Then(sides[1].AsOperand()).With(method is null ? Effects.None : Effects.Throws) with { IsPrimary = false };
    }

    /// <summary>The right side runs only where the left is null, so nothing of it may be computed before.</summary>
    private Carried Coalesce(ICoalesceOperation coalesce)
    {
        if (coalesce.WhenNull is IThrowOperation or IConversionOperation { Operand: IThrowOperation }) return Present(coalesce);
        Carried left = Carry(coalesce.Value);
        return Lazy(coalesce.WhenNull) is { } right ? left.AsOperand().Then(" ?? ").Then(right.AsOperand()) with { IsPrimary = false } : Refused(coalesce);
    }

    /// <summary><c>left ?? throw …</c>: a guard, and then the left side.</summary>
    private Carried Present(ICoalesceOperation coalesce)
    {
        Value left = Define(coalesce.Value, Carry(coalesce.Value), TypeLowering.Leaf(coalesce.Value.Type!));
        Value isNull = context.Builder.Define(ScalarType.Bool, new OpaqueCall("{0} is null", [left], Effects.None));
        BranchLowering.Choose(context, isNull, () => context.Expressions.Arm(coalesce.WhenNull), () => new Opaque(left));
        bool isNumber = coalesce.Value.Type!.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
        return isNumber ? Carried.Of(left).Then(".Value") : Carried.Of(left).Then("!");
    }

    /// <summary>What follows <c>?.</c> runs only where the object is not null, too.</summary>
    private Carried Access(IConditionalAccessOperation access)
    {
        Carried target = Carry(access.Operation);
        return Lazy(access.WhenNotNull) is { } member ? target.AsOperand().Then("?").Then(member) with { IsPrimary = false } : Refused(access);
    }

    /// <summary>An expression of which nothing has to be computed before; null where something has.</summary>
    private Carried? Lazy(IOperation expression)
    {
        int before = context.Builder.Lets.Count;
        Carried carried = Carry(expression);
        return context.Builder.Lets.Skip(before).Any(static let => let.Operation is not Constant) ? null : carried;
    }

    /// <summary>What stands in a hole, whether the string is made or appended to what takes it.</summary>
    private static IOperation? Expression(IInterpolatedStringContentOperation part) => part switch
    {
        IInterpolationOperation hole => hole.Expression,
        IInterpolatedStringAppendOperation { AppendCall: IInvocationOperation { TargetMethod.Name: "AppendFormatted", Arguments: [{ Value: var value }, ..] } } => value,
        _ => null,
    };

    private static string Literal(string text) => TemplateText.Escape(SymbolDisplay.FormatLiteral(text, false).Replace("\"", "\\\""));

    private Carried Interpolated(IInterpolatedStringOperation interpolated)
    {
        Queue<Carried> values = new(Operands([.. interpolated.Parts.Select(Expression).OfType<IOperation>()]));
        Carried text = Carried.Text("$\"");
        foreach (IInterpolatedStringContentOperation part in interpolated.Parts)
        {
            text = part switch
            {
                IInterpolatedStringTextOperation { Text.ConstantValue.Value: string literal } => text.Then(Literal(literal)),
                IInterpolatedStringAppendOperation { AppendCall: IInvocationOperation { TargetMethod.Name: "AppendLiteral", Arguments: [{ Value.ConstantValue.Value: string literal }] } } => text.Then(Literal(literal)),
                _ when Expression(part) is not null => text.Then("{(").Then(values.Dequeue()).Then(")").Then(Format(part)).Then("}"),
                _ => Refused(part),
            };
        }

        return text.Then("\"");
    }

    private static string Format(IInterpolatedStringContentOperation part)
    {
        (IOperation? width, IOperation? format) = part is IInterpolationOperation hole ? (hole.Alignment, hole.FormatString) : (Argument("alignment"), Argument("format"));
        return (width?.ConstantValue is { HasValue: true, Value: { } columns } ? $",{columns}" : "") + (format?.ConstantValue is { HasValue: true, Value: string text } ? $":{SymbolDisplay.FormatLiteral(text, false)}" : "");

        IOperation? Argument(string name) => ((part as IInterpolatedStringAppendOperation)?.AppendCall as IInvocationOperation)?.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == name)?.Value;
    }

    private Carried Refused(IOperation expression)
    {
        (string id, string what, string instead) = expression switch
        {
            IAnonymousFunctionOperation or IDelegateCreationOperation or IMethodReferenceOperation => (DiagnosticIds.DelegateNotSupported, "A delegate", "write its code here"),
            IAwaitOperation => (DiagnosticIds.SuspensionNotSupported, "An await", "await in the caller"),
            _ when IsUnsafe(expression) => (DiagnosticIds.UnsafeCode, "A pointer", "use spans, and ref locals"),
            _ when IsDynamic(expression) => (DiagnosticIds.DynamicNotSupported, "A dynamic expression", "give it a static type"),
            IArrayCreationOperation { DimensionSizes.Length: > 2 } => (DiagnosticIds.ArrayShapeNotSupported, "An array of more than two dimensions", "use T[,], or one array with row after row"),
            IArrayCreationOperation => (DiagnosticIds.ArrayShapeNotSupported, "This array", "use one of float or double elements and one dimension, or pass it as a parameter"),
            IAnonymousObjectCreationOperation => (DiagnosticIds.ExpressionNotSupported, "An object of an anonymous type", "use a tuple"),
            IConditionalAccessOperation => (DiagnosticIds.ExpressionNotSupported, "This conditional access", "test for null with an if"),
            IObjectCreationOperation => (DiagnosticIds.ExpressionNotSupported, "An object with an initializer", "make it in the caller"),
            _ => (DiagnosticIds.ExpressionNotSupported, "This expression", "rewrite it with arithmetic, calls, locals and elements"),
        };
        context.Fence.Expression(expression, what, instead, id);
        return Carried.Text("default");
    }

    public static bool IsPointer(ITypeSymbol? type) => type is IPointerTypeSymbol or IFunctionPointerTypeSymbol;

    /// <summary>It yields a pointer, or follows one.</summary>
    public static bool IsUnsafe(IOperation expression) => expression is IAddressOfOperation || IsPointer(expression.Type) || expression.ChildOperations.Any(static part => IsPointer(part.Type));

    private static bool IsDynamic(IOperation expression) =>
        expression is IDynamicInvocationOperation or IDynamicMemberReferenceOperation or IDynamicIndexerAccessOperation or IDynamicObjectCreationOperation || expression.Type is IDynamicTypeSymbol || expression.ChildOperations.Any(static part => part.Type is IDynamicTypeSymbol);

    private static bool IsCast(IConversionOperation conversion) =>
        (TypeLowering.Scalar(conversion.Operand.Type) is null || TypeLowering.Scalar(conversion.Type) is null)
        && conversion.Type is not (null or IErrorTypeSymbol)
        && conversion.GetConversion() is not { IsAnonymousFunction: true } and not { IsMethodGroup: true };
}

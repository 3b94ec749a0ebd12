using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>Calls that the compiler knows. All others are C# that is carried along.</summary>
internal sealed class CallLowering(LoweringContext context)
{
    private Builder Builder => context.Builder;

    public static bool IsStopGradient(IOperation expression) => expression is IInvocationOperation { TargetMethod: { Name: "StopGradient", ContainingType: { Name: "Diff", ContainingNamespace.Name: "AutoDiff" } } };

    /// <summary>Null where the call is carried along.</summary>
    public Lowered? TryLower(IInvocationOperation call)
    {
        if (IsStopGradient(call)) return context.Expressions.Lower(call.Arguments[0].Value).Map(value => value.Type.IsFloating ? Builder.Apply(Arithmetic.StopGradient, value) : value);
        if (Primitive(call.TargetMethod) is { } primitive) return new Scalar(Builder.Apply(primitive, InOrder(call.Arguments)));
        if (IsMathematics(call.TargetMethod) && call.TargetMethod.Name == "SinCos") return SinCos(call);
        if (View(call) is { } view) return view;
        if (call is { TargetMethod.Name: "ToArray", Instance: { } span } && TypeLowering.Memory(span.Type) is not null) return context.Allocations.Copy(context.Expressions.Value(span));
        return IsRefused(call) ? context.Placeholder(call.Type) : null;
    }

    /// <summary>A call that may yield nothing.</summary>
    public void Effect(IInvocationOperation call)
    {
        if (call.TargetMethod.ReturnsVoid && !IsMemoryCall(call) && !IsRefused(call)) context.Opaques.Effect(call);
        else if (!call.TargetMethod.ReturnsVoid) context.Expressions.Lower(call);
    }

    private static ScalarPrimitive? Primitive(IMethodSymbol method) => IsMathematics(method) || TypeLowering.Scalar(method.ContainingType) is not null
        ? PrimitiveTable.Find(method.ContainingType.ToDisplayString(), method.Name, [.. method.Parameters.Select(static parameter => parameter.Type.ToDisplayString())])
        : null;

    /// <summary>Values for the parameters in their order, evaluated in the order in which they are written.</summary>
    private Value[] InOrder(ImmutableArray<IArgumentOperation> arguments)
    {
        var values = new Value[arguments.Length];
        foreach (IArgumentOperation argument in arguments) values[argument.Parameter!.Ordinal] = Operand(argument.Value);
        return values;
    }

    /// <summary>A constant of an enum, such as a way of rounding, is a number to a primitive.</summary>
    private Value Operand(IOperation operand)
    {
        if (operand.Type is not { TypeKind: TypeKind.Enum }) return context.Expressions.Value(operand);
        if (operand.ConstantValue is { HasValue: true, Value: int constant }) return Builder.Int(constant);
        context.Refuse(operand, "This operand, which is not constant,", "use a constant");
        return Builder.Int(0);
    }

    private Lowered SinCos(IInvocationOperation call)
    {
        Value angle = context.Expressions.Value(call.Arguments[0].Value);
        return new Aggregate([new Scalar(Builder.Apply(Trigonometry.Sin, angle)), new Scalar(Builder.Apply(Trigonometry.Cos, angle))]);
    }

    /// <summary>A part of a span or an array, as a span.</summary>
    private Lowered? View(IInvocationOperation call)
    {
        if (call.TargetMethod.Name is not ("Slice" or "AsSpan") || TypeLowering.Memory(call.Type) is null) return null;
        List<IOperation> operands = [.. call.Instance is { } instance ? [instance] : ImmutableArray<IOperation>.Empty, .. call.Arguments.Select(static argument => argument.Value)];
        if (TypeLowering.Memory(operands[0].Type) is null || operands.Skip(1).Any(static operand => operand.Type?.SpecialType != SpecialType.System_Int32)) return null;

        Value memory = context.Expressions.Value(operands[0]);
        List<Value> bounds = [.. operands.Skip(1).Select(context.Expressions.Value)];
        return bounds switch
        {
            [] => new Memory(memory),
            [var start] => context.Elements.Slice(memory, call.Type!, start),
            [var start, var count, ..] => context.Elements.Slice(memory, call.Type!, start, count),
        };
    }

    /// <summary>CopyTo, Fill and Clear of spans, and Array.Fill and Array.Clear. True where it was one.</summary>
    private bool IsMemoryCall(IInvocationOperation call)
    {
        List<IOperation> operands = [.. call.Instance is { } instance ? [instance] : ImmutableArray<IOperation>.Empty, .. call.Arguments.Select(static argument => AsTyped(argument.Value))];
        if (operands.Count == 0 || TypeLowering.Memory(operands[0].Type) is not { } type) return false;
        bool isFramework = TypeLowering.IsSpan(call.TargetMethod.ContainingType) || call.TargetMethod.ContainingType is { Name: "Array" or "MemoryExtensions", ContainingNamespace.Name: "System" };
        switch (call.TargetMethod.Name, operands)
        {
            case ("CopyTo", [var source, var destination]) when isFramework && TypeLowering.Memory(destination.Type) is not null:
                (Value from, Value to) = (context.Expressions.Value(source), context.Expressions.Value(destination));
                context.At(call, () => Builder.Do(new Copy(from, to)));
                return true;
            case ("Fill", [var memory, var element]) when isFramework:
                (Value filled, Value value) = (context.Expressions.Value(memory), context.Expressions.Value(element));
                context.At(call, () => Builder.Do(new Fill(filled, value)));
                return true;
            case ("Clear", [var memory]) when isFramework:
                Value cleared = context.Expressions.Value(memory);
                Value zero = Builder.Number(type.Element, 0);
                context.At(call, () => Builder.Do(new Fill(cleared, zero)));
                return true;
            default:
                return false;
        }
    }

    /// <summary>Array.Clear takes any array as an <see cref="System.Array"/>; what it is called with has elements of a type.</summary>
    private static IOperation AsTyped(IOperation operand) =>
        operand is IConversionOperation { IsImplicit: true, Type.SpecialType: SpecialType.System_Array, Operand: var array } ? array : operand;

    /// <summary>Calls that cannot be carried along: the compiler would have to look into them.</summary>
    private bool IsRefused(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (method.MethodKind is MethodKind.LocalFunction || SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, context.Method.ContainingAssembly))
        {
            context.Fence.Call(call, method.Name, "write its code here, since calls to your own methods are not looked into yet");
            return true;
        }

        if (call.Arguments.FirstOrDefault(static argument => argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out) is not null)
        {
            context.Fence.Call(call, method.Name, "use a method that returns its result instead of an out or ref argument");
            return true;
        }

        return false;
    }

    private static bool IsMathematics(IMethodSymbol method) => method is
    {
        IsStatic: true,
        ContainingType: { SpecialType: SpecialType.System_Double or SpecialType.System_Single }
            or { Name: "Math" or "MathF", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } },
    };
}

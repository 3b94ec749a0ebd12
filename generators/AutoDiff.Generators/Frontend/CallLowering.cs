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
    private readonly MemoryCalls memory = new(context);

    private Builder Builder => context.Builder;

    public static bool IsStopGradient(IOperation expression) => expression is IInvocationOperation { TargetMethod: { Name: "StopGradient", ContainingType: { Name: "Diff", ContainingNamespace.Name: "AutoDiff" } } };

    /// <summary>Null where the call is carried along.</summary>
    public Lowered? TryLower(IInvocationOperation call)
    {
        if (call.TargetMethod.MethodKind == MethodKind.DelegateInvoke && Called(call.Instance) is { } closure) return context.Closures.Run(call, closure);
        if (context.Nested.TryLower(call) is { } derivative) return derivative;
        if (context.Rules.TryLower(call) is { } ruled) return ruled;
        if (IsStopGradient(call)) return context.Expressions.Lower(call.Arguments[0].Value).Map(value => value.Type.IsFloating ? Builder.Apply(Arithmetic.StopGradient, value) : value);
        if (Primitive(call.TargetMethod) is { } primitive) return new Scalar(Builder.Apply(primitive, InOrder(call.Arguments)));
        if (IsMathematics(call.TargetMethod) && call.TargetMethod.Name == "SinCos") return SinCos(call);
        if (IsCreation(call)) return new Scalar(Builder.Convert(context.Expressions.Value(call.Arguments[0].Value), TypeLowering.Scalar(call.Type)!));
        if (TensorLowering.IsTensorCall(call.TargetMethod)) return context.Tensors.Lower(call, () => InOrder(call.Arguments)) ?? context.Placeholder(call.Type);
        if (context.Numerics.TryLower(call) is { } components) return components;
        if (memory.TryLower(call) is { } part) return part;
        if (Concerns(call)) return context.Inlining.Run(call);
        return IsRefused(call) ? context.Placeholder(call.Type) : null;
    }

    private bool Concerns(IInvocationOperation call) =>
        context.Inlining.Concerns(call.TargetMethod, MethodBodies.IsOfExtensionBlock(call.TargetMethod) ? call.Instance?.Type : null);

    /// <summary>The delegate that is called, where it is known.</summary>
    private Closure? Called(IOperation? target) => target switch
    {
        IParenthesizedOperation parenthesized => Called(parenthesized.Operand),
        IConversionOperation conversion => Called(conversion.Operand),
        ILocalReferenceOperation local => context.Environment[local.Local] as Closure,
        IParameterReferenceOperation parameter => context.Environment[parameter.Parameter] as Closure,
        IDelegateCreationOperation creation => context.Closures.Of(creation) as Closure,
        _ => null,
    };

    /// <summary>A call that may yield nothing.</summary>
    public void Effect(IInvocationOperation call)
    {
        if (ConditionalCalls.IsOmitted(call)) return;
        if (TensorLowering.IsTensorCall(call.TargetMethod) || call.TargetMethod.MethodKind == MethodKind.DelegateInvoke) context.Expressions.Lower(call);
        else if (!call.TargetMethod.ReturnsVoid) context.Expressions.Lower(call);
        else if ((context.Nested.TryLower(call) ?? context.Rules.TryLower(call)) is not null) return;
        else if (memory.TryEffect(call)) return;
        else if (Concerns(call)) context.Inlining.Run(call);
        else if (!IsRefused(call)) context.Opaques.Effect(call);
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

    /// <summary>Calls that cannot be carried along: the compiler would have to look into them.</summary>
    private bool IsRefused(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (call.Arguments.FirstOrDefault(static argument => argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out && argument.Value is not IInterpolatedStringHandlerCreationOperation) is not null)
        {
            context.Fence.Call(call, method.Name, "use a method that returns its result instead of an out or ref argument");
            return true;
        }

        return false;
    }

    /// <summary><c>T.CreateChecked(x)</c> and its like, of any number, for a floating type: none of them can fail.</summary>
    private static bool IsCreation(IInvocationOperation call) =>
        call.TargetMethod is { Name: "CreateChecked" or "CreateSaturating" or "CreateTruncating", IsStatic: true } && TypeLowering.Scalar(call.TargetMethod.ContainingType) is { IsFloating: true }
        && TypeLowering.Scalar(call.Arguments[0].Value.Type) is { Kind: not (ScalarKind.Bool or ScalarKind.Char) };

    private static bool IsMathematics(IMethodSymbol method) => method is
    {
        IsStatic: true,
        ContainingType: { SpecialType: SpecialType.System_Double or SpecialType.System_Single }
            or { Name: "Math" or "MathF", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } },
    };
}

using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>Calls of methods whose source is at hand: the body takes the place of the call, with the arguments as the values of
/// its parameters. A method that can get back to itself stays a function of its own, and so does one that is called too often for its size.</summary>
internal sealed class InlineLowering(LoweringContext context)
{
    /// <summary>Calls nested deeper than this are refused.</summary>
    private const int Deepest = 48;

    /// <summary>The method is looked into: it has to do with numbers that have derivatives, with structs that are split, or with variables of ours.</summary>
    public bool Concerns(IMethodSymbol method) =>
        method.MethodKind == MethodKind.LocalFunction
        || (context.Bodies.Of(method) is not null && (IsOurs(method.ReturnType) || (!method.IsStatic && SplitTypes.IsSplit(method.ContainingType)) || method.Parameters.Any(static parameter => IsOurs(parameter))));

    /// <summary>The value of the call; a placeholder where it yields nothing.</summary>
    public Lowered Run(IInvocationOperation call)
    {
        IMethodSymbol target = call.TargetMethod, method = MethodBodies.Implementation(target);
        MethodBodies bodies = context.Bodies;
        string? instead = Refusal(method, call.IsVirtual);
        if (instead is null && !method.TypeParameters.IsEmpty)
        {
            Specialization? specialization = Specialization.Of(method, target.TypeArguments, bodies.Compilation);
            instead = specialization switch
            {
                null => "write it for float or double, since it cannot be looked into as a generic method",
                { Error: { } error } => $"write it for float or double, since for these types '{error.GetMessage()}'",
                _ => null,
            };
            if (instead is null) (method, bodies) = (specialization!.Method, new MethodBodies(specialization.Semantics));
        }

        bool isRecursive = instead is null && bodies.Graph.IsRecursive(method);
        if (instead is null && !isRecursive && context.Frame.IsIn(method)) instead = "use a loop, or call methods by their names, so that the recursion is seen";
        if (instead is not null)
        {
            context.Fence.Call(call, target.Name, instead);
            return context.Placeholder(call.Type);
        }

        bool isExtension = target.ReducedFrom is not null;
        Frame frame = isExtension || call.Instance is null || method.MethodKind == MethodKind.LocalFunction ? context.Frame with { Method = method, Bodies = bodies, Caller = context.Frame } : On(method, call.Instance, bodies);
        List<(IParameterSymbol Parameter, Lowered? Value)> arguments = [];
        if (isExtension) arguments.Add((method.Parameters[0], Argument(method.Parameters[0], call.Instance!)));
        foreach (IArgumentOperation argument in call.Arguments)
        {
            IParameterSymbol parameter = method.Parameters[argument.Parameter!.Ordinal + (isExtension ? 1 : 0)];
            arguments.Add((parameter, Argument(parameter, argument.Value)));
        }

        if (isRecursive || context.Plan.KeepsApart(method))
        {
            Lowered? value = null;
            context.In(context.Frame with { Bodies = bodies }, () => value = context.HelperCalls.Run(call, method, frame, arguments, isRecursive));
            if (value is not null) return value;
        }

        return Enter(frame, arguments, bodies.Of(method)!, call.Type);
    }

    /// <summary>The value of an operator or accessor.</summary>
    public Lowered Run(IOperation syntax, IMethodSymbol target, Place? instance, EquatableArray<Lowered> values)
    {
        IMethodSymbol method = MethodBodies.Implementation(target);
        if ((Refusal(method, isVirtual: false) ?? Recursion(method)) is { } instead)
        {
            context.Fence.Call(syntax, (target.AssociatedSymbol ?? target).Name, instead);
            return context.Placeholder(syntax.Type);
        }

        Frame frame = new(method, context.Frame.Receiver, context.Bodies, instance, context.Frame);
        return Enter(frame, Arguments(method, values), context.Bodies.Of(method)!, syntax.Type);
    }

    /// <summary>What a constructor makes, beginning with zeros.</summary>
    public Lowered Construct(IMethodSymbol constructor, List<(IParameterSymbol Parameter, Lowered? Value)> arguments, System.Action lower)
    {
        Place made = new VariablePlace(constructor);
        context.Environment[constructor] = context.Placeholder(constructor.ContainingType);
        Frame frame = new(constructor, context.Frame.Receiver, context.Bodies, made, context.Frame);
        return context.Assignments.Unnamed(() => Enter(frame, arguments, context.Bodies.Code(constructor), lower, () => made.Read(context))!);
    }

    /// <summary>The values of arguments, in the order in which they are written.</summary>
    public List<(IParameterSymbol Parameter, Lowered? Value)> Arguments(IMethodSymbol method, IEnumerable<IArgumentOperation> arguments) =>
        [.. arguments.Select(argument => (method.Parameters[argument.Parameter!.Ordinal], Argument(method.Parameters[argument.Parameter!.Ordinal], argument.Value)))];

    private static List<(IParameterSymbol Parameter, Lowered? Value)> Arguments(IMethodSymbol method, EquatableArray<Lowered> values) =>
        [.. method.Parameters.Zip(values, static (parameter, value) => (parameter, (Lowered?)value))];

    private Lowered? Argument(IParameterSymbol parameter, IOperation argument)
    {
        if (parameter.RefKind is RefKind.Ref or RefKind.Out) return Refer(argument);
        Lowered value = context.Expressions.Lower(argument);
        return ConstantArguments.IsConstant(parameter) ? context.Constants.Of(value) : value;
    }

    /// <summary>The frame of an instance method: a struct that is split stands where the instance does, and a copy of it where
    /// that may not be written or is no place at all.</summary>
    private Frame On(IMethodSymbol method, IOperation instance, MethodBodies bodies)
    {
        if (!SplitTypes.IsSplit(instance.Type)) return new Frame(method, context.Opaques.Receiver(instance), bodies, null, context.Frame);
        return new Frame(method, context.Frame.Receiver, bodies, context.Receivers.Of(instance, method), context.Frame);
    }

    /// <summary>Lowers a body with the given arguments, and yields what it returns.</summary>
    public Lowered Enter(Frame frame, List<(IParameterSymbol Parameter, Lowered? Value)> arguments, IBlockOperation body, ITypeSymbol? type) =>
        Enter(frame, arguments, [body], () => context.Statements.Run(body), () => context.Environment.Result) ?? context.Placeholder(type);

    /// <summary>Lowers code with the given arguments; its variables are forgotten at its end.</summary>
    public Lowered? Enter(Frame frame, List<(IParameterSymbol Parameter, Lowered? Value)> arguments, IEnumerable<IOperation> code, System.Action lower, System.Func<Lowered?> yield)
    {
        (Lowered? result, Origin? origin) = (context.Environment.Result, context.Builder.Origin);
        HashSet<ISymbol> visible = new(context.Environment.Variables, SymbolEqualityComparer.Default);
        foreach (IOperation part in code) context.AddressTaken.Include(part);
        foreach ((IParameterSymbol parameter, Lowered? value) in arguments)
        {
            if (value is Alias or Reference)
            {
                context.Environment[parameter] = value;
                continue;
            }

            context.Assignments.Declare(parameter);
            if (value is null) continue;
            if (frame.Method.MethodKind == MethodKind.Constructor) context.Assignments.BindAsIs(parameter, value);
            else context.Assignments.Bind(parameter, value);
        }

        context.Environment.Result = null;
        Lowered? yielded = null;
        context.In(frame, () =>
        {
            lower();
            context.Environment.Arrive(frame.Method);
            yielded = yield();
        });
        context.Environment.Result = result;
        context.Environment.Forget(variable => !visible.Contains(variable) || (variable is IMethodSymbol && SymbolEqualityComparer.Default.Equals(variable, frame.Method)));
        context.Builder.Origin = origin;
        return yielded;
    }

    /// <summary>Why its code cannot take the place of a call.</summary>
    public string? Refusal(IMethodSymbol method, bool isVirtual)
    {
        if (!context.Bodies.IsKnown(method)) return "write its code here, since its body cannot be looked into";
        if (isVirtual && !(method.IsSealed || method.ContainingType.IsSealed)) return "make it non-virtual, or seal it, so that it is known which body runs";
        if (Depth(context.Frame) > Deepest) return "write its code here, since the calls are nested too deeply";
        if (method.ContainingType.IsGenericType) return "move it to a type that is not generic";
        return null;
    }

    /// <summary>What a <c>ref</c> or <c>out</c> argument stands for; null for a discard, which is a variable of the callee's.</summary>
    private Lowered? Refer(IOperation argument)
    {
        switch (context.Assignments.Locate(argument))
        {
            case DiscardPlace:
                return null;
            case VariablePlace variable:
                return new Alias(variable);
            case PartPlace part:
                return new Alias(part);
            case ElementPlace:
                return context.References.Of(argument);
            default:
                return context.Refuse(argument, "A reference to this", "refer to a local or to an element of a span or array");
        }
    }

    public string? Recursion(IMethodSymbol method) => context.Frame.IsIn(method) ? "use a loop, since recursion is not differentiated yet" : null;

    private static int Depth(Frame frame) => frame.Caller is { } caller ? Depth(caller) + 1 : 0;

    private static bool IsOurs(IParameterSymbol parameter) => parameter.RefKind is RefKind.Ref or RefKind.Out || IsOurs(parameter.Type);

    private static bool IsOurs(ITypeSymbol type) => type.TypeKind == TypeKind.Delegate || TypeLowering.HoldsFloating(type) || TypeLowering.Memory(type) is not null || SplitTypes.IsSplit(type);
}

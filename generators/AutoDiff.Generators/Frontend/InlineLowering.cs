using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>Calls of methods whose source is at hand: the body takes the place of the call, with the arguments as the values of
/// its parameters. A method that can get back to itself stays a function of its own.</summary>
internal sealed class InlineLowering(LoweringContext context)
{
    /// <summary>Calls nested deeper than this are refused.</summary>
    private const int Deepest = 48;

    /// <summary>The method is looked into: it has to do with numbers that have derivatives, or with variables of ours.</summary>
    public bool Concerns(IMethodSymbol method) =>
        method.MethodKind == MethodKind.LocalFunction
        || (context.Bodies.Of(method) is not null && (TypeLowering.HoldsFloating(method.ReturnType) || method.Parameters.Any(static parameter => IsOurs(parameter))));

    /// <summary>The value of the call; a placeholder where it yields nothing.</summary>
    public Lowered Run(IInvocationOperation call)
    {
        IMethodSymbol method = MethodBodies.Implementation(call.TargetMethod);
        MethodBodies bodies = context.Bodies;
        string? instead = Refusal(call, method);
        if (instead is null && !method.TypeParameters.IsEmpty)
        {
            Specialization? specialization = Specialization.Of(method, call.TargetMethod.TypeArguments, bodies.Compilation);
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
            context.Fence.Call(call, call.TargetMethod.Name, instead);
            return context.Placeholder(call.Type);
        }

        Carried receiver = call.Instance is null || call.TargetMethod.ReducedFrom is not null || method.MethodKind == MethodKind.LocalFunction ? context.Frame.Receiver : context.Opaques.Receiver(call.Instance);
        List<(IParameterSymbol Parameter, Lowered? Value)> arguments = [];
        if (call.TargetMethod.ReducedFrom is not null) arguments.Add((method.Parameters[0], Argument(method.Parameters[0], call.Instance!)));
        foreach (IArgumentOperation argument in call.Arguments)
        {
            IParameterSymbol parameter = method.Parameters[argument.Parameter!.Ordinal + Shift(call)];
            arguments.Add((parameter, parameter.RefKind is RefKind.Ref or RefKind.Out ? Refer(argument.Value) : Argument(parameter, argument.Value)));
        }

        if (isRecursive)
        {
            Lowered? value = null;
            context.In(context.Frame with { Bodies = bodies }, () => value = context.HelperCalls.Run(call, method, receiver, arguments));
            return value!;
        }

        return Enter(new Frame(method, receiver, bodies, context.Frame), arguments, bodies.Of(method)!, call.Type);
    }

    /// <summary>Lowers a body with the given arguments; its variables are forgotten at its end.</summary>
    private Lowered Enter(Frame frame, List<(IParameterSymbol Parameter, Lowered? Value)> arguments, IBlockOperation body, ITypeSymbol? type)
    {
        (Lowered? result, Origin? origin) = (context.Environment.Result, context.Builder.Origin);
        HashSet<ISymbol> visible = new(context.Environment.Variables, SymbolEqualityComparer.Default);
        context.AddressTaken.Include(body);
        foreach ((IParameterSymbol parameter, Lowered? value) in arguments)
        {
            if (value is Alias or Reference)
            {
                context.Environment[parameter] = value;
                continue;
            }

            context.Assignments.Declare(parameter);
            if (value is not null) context.Assignments.Bind(parameter, value);
        }

        context.Environment.Result = null;
        context.In(frame, () => context.Statements.Run(body));
        Lowered? returned = context.Environment.Result;
        context.Environment.Arrive(frame.Method);
        context.Environment.Result = result;
        context.Environment.Forget(variable => !visible.Contains(variable));
        context.Builder.Origin = origin;
        return returned ?? context.Placeholder(type);
    }

    private Lowered Argument(IParameterSymbol parameter, IOperation argument)
    {
        Lowered value = context.Expressions.Lower(argument);
        return ConstantArguments.IsConstant(parameter) ? context.Constants.Of(value) : value;
    }

    private string? Refusal(IInvocationOperation call, IMethodSymbol method)
    {
        if (context.Bodies.Of(method) is null) return "write its code here, since its body cannot be looked into";
        if (call.IsVirtual && !(method.IsSealed || method.ContainingType.IsSealed)) return "make it non-virtual, or seal it, so that it is known which body runs";
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
            case TuplePlace part:
                return new Alias(part);
            case ElementPlace:
                return context.References.Of(argument);
            default:
                return context.Refuse(argument, "A reference to this", "refer to a local or to an element of a span or array");
        }
    }

    private static int Depth(Frame frame) => frame.Caller is { } caller ? Depth(caller) + 1 : 0;

    /// <summary>The receiver of an extension method is its first parameter.</summary>
    private static int Shift(IInvocationOperation call) => call.TargetMethod.ReducedFrom is not null ? 1 : 0;

    private static bool IsOurs(IParameterSymbol parameter) =>
        parameter.RefKind is RefKind.Ref or RefKind.Out || TypeLowering.HoldsFloating(parameter.Type) || TypeLowering.Memory(parameter.Type) is not null;
}

using System.Linq;
using AutoDiff.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>Delegates of which it is known what they call: lambdas that capture no numbers, and methods whose bodies are at hand.</summary>
internal sealed class ClosureLowering(LoweringContext context)
{
    /// <summary>A lambda, or a method whose body is at hand, as a delegate; null where it cannot be looked into.</summary>
    public Lowered? Of(IDelegateCreationOperation creation)
    {
        switch (creation.Target)
        {
            case IAnonymousFunctionOperation { Symbol: { IsAsync: false } symbol, Body: { } body } lambda:
                if (context.Frame.This is not null && body.DescendantsAndSelf().Any(static part => part is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }))
                {
                    return context.Refuse(lambda, "A lambda that captures the struct it stands in", "pass the struct as an argument, or write a local function", DiagnosticIds.DelegateNotSupported);
                }

                if (Captured(symbol, body) is { } captured) return context.Refuse(lambda, $"A lambda that captures '{captured.Name}'", "pass it as an argument, or write a local function", DiagnosticIds.DelegateNotSupported);
                return new Closure(symbol, body, context.Frame.Receiver);
            case IMethodReferenceOperation { IsVirtual: false, Method: var method, Instance: null or IInstanceReferenceOperation } when (method.IsStatic || context.Frame.This is null) && method.TypeParameters.IsEmpty && !method.ContainingType.IsGenericType && context.Bodies.Of(method) is { } body:
                return new Closure(MethodBodies.Implementation(method), body, context.Frame.Receiver);
            default:
                return null;
        }
    }

    /// <summary>A variable with numbers of its own that a lambda uses from around it. A local function may.</summary>
    private static ISymbol? Captured(IMethodSymbol lambda, IOperation body) => body.DescendantsAndSelf()
        .Select(static operation => operation switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => (ISymbol)parameter.Parameter,
            _ => null,
        })
        .FirstOrDefault(variable => variable is not null && TypeLowering.HoldsFloating(TypeLowering.OfVariable(variable)) && !IsWithin(variable, lambda));

    private static bool IsWithin(ISymbol variable, IMethodSymbol method)
    {
        for (ISymbol? owner = variable.ContainingSymbol; owner is IMethodSymbol; owner = owner.ContainingSymbol)
        {
            if (SymbolEqualityComparer.Default.Equals(owner, method)) return true;
        }

        return false;
    }

    /// <summary>A call of a delegate that is known.</summary>
    public Lowered Run(IInvocationOperation call, Closure closure)
    {
        if (context.Frame.IsIn(closure.Method) || context.Bodies.Graph.IsRecursive(closure.Method))
        {
            context.Fence.Call(call, call.TargetMethod.Name, "call the method by its name, since it is recursive");
            return context.Placeholder(call.Type);
        }

        Frame frame = new(closure.Method, closure.Receiver, null, context.Frame);
        return context.Inlining.Enter(frame, context.Inlining.Arguments(closure.Method, call.Arguments), closure.Body, call.Type);
    }
}

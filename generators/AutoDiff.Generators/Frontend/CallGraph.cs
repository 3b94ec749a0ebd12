using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>Which methods call which, as far as their bodies are at hand.</summary>
internal sealed class CallGraph(MethodBodies bodies)
{
    private readonly Dictionary<IMethodSymbol, List<IMethodSymbol>> callees = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IMethodSymbol, bool> recursive = new(SymbolEqualityComparer.Default);

    /// <summary>Can a call of the method get back to it?</summary>
    public bool IsRecursive(IMethodSymbol method)
    {
        if (!recursive.TryGetValue(method, out bool known)) recursive[method] = known = Callees(method).Any(callee => Reachable(callee).Contains(method));
        return known;
    }

    /// <summary>The method and all that it calls, directly or not.</summary>
    public HashSet<IMethodSymbol> Reachable(IMethodSymbol method) => Reachable(method, Callees);

    /// <summary>The method and all that it calls, directly or not, also through delegates.</summary>
    public HashSet<IMethodSymbol> Named(IMethodSymbol method) => Reachable(method, caller => Callees(caller).Concat(Delegated(caller)));

    private static HashSet<IMethodSymbol> Reachable(IMethodSymbol method, System.Func<IMethodSymbol, IEnumerable<IMethodSymbol>> next)
    {
        HashSet<IMethodSymbol> reached = new(SymbolEqualityComparer.Default) { method };
        Stack<IMethodSymbol> pending = new(reached);
        while (pending.Count > 0)
        {
            foreach (IMethodSymbol callee in next(pending.Pop()).Where(reached.Add)) pending.Push(callee);
        }

        return reached;
    }

    private IEnumerable<IMethodSymbol> Delegated(IMethodSymbol method) =>
        bodies.Code(method).SelectMany(static code => code.DescendantsAndSelf()).OfType<IMethodReferenceOperation>().Select(static reference => Callee.Of(reference.Method).Method);

    /// <summary>What the method calls itself, once for every place. Who calls a derivative calls the method.</summary>
    public IReadOnlyList<IMethodSymbol> Callees(IMethodSymbol method)
    {
        if (!callees.TryGetValue(method, out List<IMethodSymbol>? found))
        {
            callees[method] = found = [.. bodies.Code(method).SelectMany(static code => code.DescendantsAndSelf()).SelectMany(Called).Select(static callee => DeclaredDerivatives.Find(callee)?.Method ?? Callee.Of(callee).Method)];
        }

        return found;
    }

    private static IEnumerable<IMethodSymbol> Called(IOperation operation)
    {
        IMethodSymbol?[] called = operation switch
        {
            IInvocationOperation call => [call.TargetMethod],
            IObjectCreationOperation creation => [creation.Constructor],
            IPropertyReferenceOperation { Property: var property, Parent: ISimpleAssignmentOperation { Target: var target } } when target == operation => [property.SetMethod],
            IPropertyReferenceOperation { Property: var property, Parent: ICompoundAssignmentOperation or IIncrementOrDecrementOperation or ITupleOperation } => [property.GetMethod, property.SetMethod],
            IPropertyReferenceOperation { Property: var property } => [property.GetMethod],
            IBinaryOperation binary => [binary.OperatorMethod],
            IUnaryOperation unary => [unary.OperatorMethod],
            IConversionOperation conversion => [conversion.OperatorMethod],
            ICompoundAssignmentOperation assignment => [assignment.OperatorMethod],
            IIncrementOrDecrementOperation increment => [increment.OperatorMethod],
            IDeconstructionAssignmentOperation or IForEachLoopOperation => [MethodBodies.Deconstruction(operation)],
            _ => [],
        };
        return called.OfType<IMethodSymbol>();
    }
}

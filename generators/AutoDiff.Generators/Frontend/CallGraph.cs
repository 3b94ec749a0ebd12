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
    public HashSet<IMethodSymbol> Reachable(IMethodSymbol method)
    {
        HashSet<IMethodSymbol> reached = new(SymbolEqualityComparer.Default) { method };
        Stack<IMethodSymbol> pending = new(reached);
        while (pending.Count > 0)
        {
            foreach (IMethodSymbol callee in Callees(pending.Pop()).Where(reached.Add)) pending.Push(callee);
        }

        return reached;
    }

    private List<IMethodSymbol> Callees(IMethodSymbol method)
    {
        if (!callees.TryGetValue(method, out List<IMethodSymbol>? found))
        {
            callees[method] = found = [.. (bodies.Of(method)?.Descendants() ?? []).OfType<IInvocationOperation>().Select(static call => MethodBodies.Implementation(call.TargetMethod))];
        }

        return found;
    }
}

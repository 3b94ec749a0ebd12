using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>Which methods stay functions of their own because the code would grow too large with their bodies in the place of all
/// their calls. As long as it does, the method is chosen whose repetition costs most.</summary>
/// <remarks>A choice that is not followed, where a call does not allow it, costs no more than size.</remarks>
internal sealed class InliningPlan
{
    /// <summary>How many operations of C# the code may have with all calls inlined; about a third of them remain in the IR.</summary>
    private const double Budget = 4_000;

    /// <summary>Methods of fewer operations, calls inlined, are always inlined: a call and a tape would cost more than they do.</summary>
    private const double Small = 100;

    /// <summary>What a call that stays one costs, in operations.</summary>
    private const double CallCost = 10;

    private readonly MethodBodies bodies;
    private readonly IMethodSymbol root;
    private readonly Dictionary<IMethodSymbol, Node> nodes = new(SymbolEqualityComparer.Default);

    /// <summary>Callees before their callers, as far as there is no recursion.</summary>
    private readonly List<Node> order = [];
    private readonly HashSet<IMethodSymbol> apart = new(SymbolEqualityComparer.Default);

    private InliningPlan(IMethodSymbol root, MethodBodies bodies)
    {
        this.root = root;
        this.bodies = bodies;
        Discover();
        while (Measure() > Budget && Costliest() is { } chosen)
        {
            chosen.IsApart = true;
            apart.Add(chosen.Method);
        }
    }

    public static InliningPlan Of(IMethodSymbol root, MethodBodies bodies) => new(root, bodies);

    /// <summary>The method is to stay a function of its own.</summary>
    public bool KeepsApart(IMethodSymbol method) => apart.Contains(method);

    /// <summary>Everything that the root calls, directly or not, without recursion on this compiler's own stack.</summary>
    private void Discover()
    {
        var pending = new Stack<Node>([Find(root)]);
        while (pending.Count > 0)
        {
            Node node = pending.Peek();
            if (node.Callees.Count == node.Called.Count)
            {
                node.IsOpen = false;
                order.Add(pending.Pop());
                continue;
            }

            IMethodSymbol method = node.Called[node.Callees.Count];
            bool isNew = !nodes.ContainsKey(method);
            Node callee = Find(method);
            callee.IsApart |= callee.IsOpen && !isNew;
            node.Callees.Add(callee);
            if (isNew) pending.Push(callee);
        }
    }

    private Node Find(IMethodSymbol method)
    {
        if (nodes.TryGetValue(method, out Node? known)) return known;
        int size = bodies.Code(method).Sum(static code => code.DescendantsAndSelf().Count());
        return nodes[method] = new Node(method, size, [.. bodies.Graph.Callees(method).Where(bodies.IsKnown)]);
    }

    /// <summary>The size of all functions, and of every method with what is inlined in it, and how often it appears.</summary>
    private double Measure()
    {
        foreach (Node node in order)
        {
            node.Size = node.OwnSize + node.Callees.Sum(static callee => callee.IsApart ? CallCost : callee.Size);
            node.Occurrences = node.IsApart || node == order[order.Count - 1] ? 1 : 0;
        }

        for (int i = order.Count - 1; i >= 0; i--)
        {
            foreach (Node callee in order[i].Callees.Where(static callee => !callee.IsApart)) callee.Occurrences += order[i].Occurrences;
        }

        return order.Where(static node => node.IsApart).Sum(static node => node.Size) + order[order.Count - 1].Size;
    }

    /// <summary>The method whose repetition takes most room; null where none takes any.</summary>
    private Node? Costliest()
    {
        Node? costliest = null;
        double most = 0;
        foreach (Node node in order.Where(static node => HelperLowering.MayBeFunction(node.Method) && !node.IsApart && node.Size >= Small))
        {
            double saved = (node.Size * (node.Occurrences - 1)) - (node.Occurrences * CallCost);
            if (saved > most) (costliest, most) = (node, saved);
        }

        return costliest;
    }

    /// <param name="ownSize">The operations of its own body.</param>
    /// <param name="called">What it calls, once for every place.</param>
    private sealed class Node(IMethodSymbol method, double ownSize, IReadOnlyList<IMethodSymbol> called)
    {
        public IMethodSymbol Method => method;
        public double OwnSize => ownSize;
        public IReadOnlyList<IMethodSymbol> Called => called;
        public List<Node> Callees { get; } = [];

        /// <summary>It is being looked into: a call that gets back here is recursive.</summary>
        public bool IsOpen { get; set; } = true;
        public bool IsApart { get; set; }
        public double Size { get; set; }
        public double Occurrences { get; set; }
    }
}

using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generators.Frontend;

/// <summary>The functions that calls go to, one for a method and the types that it is handed. A method that is asked for while
/// it is being lowered has its name already, which is all that its calls need.</summary>
internal sealed class Helpers
{
    private readonly Dictionary<IMethodSymbol, List<Helper>> ofMethods = new(SymbolEqualityComparer.Default);
    private readonly List<Helper> all = [];
    private readonly List<NestedDerivative> derivatives = [];

    /// <summary>A method that is a function of its own; no function yet while it is being lowered.</summary>
    internal sealed class Helper(string name, EquatableArray<IrType> types)
    {
        public string Name => name;
        public EquatableArray<IrType> Types => types;
        public Function? Function { get; set; }
    }

    /// <summary>Some derivative that is asked for runs backwards: then a method that has only a rule for tangents is a function of its own, too.</summary>
    public bool AreReversed { get; set; } = true;

    /// <summary>Some derivative that is asked for is differentiated again: then the pullbacks that rules give are functions of their own, too.</summary>
    public bool AreDifferentiatedTwice { get; set; }

    /// <summary>All that have been lowered, in the order of their first calls.</summary>
    public EquatableArray<Function> Functions => all.Select(static helper => helper.Function!).ToEquatableArray();

    /// <summary>The derivatives that are called.</summary>
    public EquatableArray<NestedDerivative> Derivatives => derivatives.ToEquatableArray();

    public Helper? Find(IMethodSymbol method, EquatableArray<IrType> types) =>
        ofMethods.TryGetValue(method, out List<Helper>? helpers) ? helpers.Find(helper => helper.Types == types) : null;

    public Helper Add(IMethodSymbol method, EquatableArray<IrType> types)
    {
        string root = char.ToUpperInvariant(method.Name[0]) + method.Name.Substring(1);
        Helper added = new(FreeName(root), types);
        if (!ofMethods.TryGetValue(method, out List<Helper>? helpers)) ofMethods[method] = helpers = [];
        helpers.Add(added);
        all.Add(added);
        return added;
    }

    /// <summary>The function that a derivative of a method is.</summary>
    public string Add(IMethodSymbol method, DerivativeKind kind, MethodSignature signature, Module primal)
    {
        NestedDerivative added = new(FreeName($"{method.Name}{kind}"), kind, signature, primal);
        derivatives.Add(added);
        return added.Name;
    }

    private string FreeName(string wanted) => Enumerable.Range(1, int.MaxValue)
        .Select(number => number == 1 ? wanted : $"{wanted}{number}")
        .First(name => all.TrueForAll(helper => helper.Name != name) && derivatives.TrueForAll(derivative => derivative.Name != name));
}

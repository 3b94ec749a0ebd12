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

    public Helper? Find(IMethodSymbol method, EquatableArray<IrType> types) =>
        ofMethods.TryGetValue(method, out List<Helper>? helpers) ? helpers.Find(helper => helper.Types == types) : null;

    public Helper Add(IMethodSymbol method, EquatableArray<IrType> types)
    {
        string root = char.ToUpperInvariant(method.Name[0]) + method.Name.Substring(1);
        string name = Enumerable.Range(1, int.MaxValue).Select(number => number == 1 ? root : $"{root}{number}").First(candidate => all.TrueForAll(helper => helper.Name != candidate));
        Helper added = new(name, types);
        if (!ofMethods.TryGetValue(method, out List<Helper>? helpers)) ofMethods[method] = helpers = [];
        helpers.Add(added);
        all.Add(added);
        return added;
    }
}

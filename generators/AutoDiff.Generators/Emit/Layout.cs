using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Emit;

/// <summary>All that is decided before a function is printed: what is a statement, which variables there are, what they
/// are called and where they are declared.</summary>
internal sealed class Layout
{
    private readonly Dictionary<Value, Variable> variables = [];
    private readonly Dictionary<Value, For> loops = [];
    private readonly ILookup<(Region?, int), Variable> declaredAhead;

    /// <param name="function">What is printed.</param>
    /// <param name="parameters">The names of its parameters, as C# has them.</param>
    /// <param name="reserved">The names of all parameters of the member.</param>
    /// <param name="exit">What becomes of its results.</param>
    public Layout(Function function, IReadOnlyList<string> parameters, IEnumerable<string> reserved, FunctionExit exit)
    {
        Uses = Uses.Of(function);
        Inlining = Inlining.Of(function, Uses);
        Regions = new Regions(function, Uses.Exits);
        Names = new Names(reserved);

        var groups = new Coalescing(function, exit, Uses, Inlining, Regions).Groups.ToList();
        foreach (IReadOnlyList<Value> group in groups)
        {
            var variable = new Variable(group[0].Type);
            foreach (Value member in group) variables[member] = variable;
        }

        for (int i = 0; i < function.Parameters.Count; i++) DeclareAhead(function.Parameters[i], parameters[i]);
        foreach (Value destination in exit.Destinations) DeclareAhead(destination, destination.Name!);
        foreach (For loop in Walk.Lets(function.Body).Select(static let => let.Operation).OfType<For>()) loops[loop.Body.Arguments[0]] = loop;
        Placement.Run(function, exit, Uses, Inlining, Regions, variables);
        var speaking = new SpeakingNames(function, Uses);
        foreach (IReadOnlyList<Value> group in groups.OrderBy(static group => group.All(static member => member.Name is null))) Name(group, speaking);
        declaredAhead = groups.Select(group => variables[group[0]]).Where(static variable => variable.IsDeclaredAhead).ToLookup(static variable => (variable.Region, variable.Position));
    }

    public Uses Uses { get; }
    public Inlining Inlining { get; }
    public Regions Regions { get; }
    public Names Names { get; }

    /// <summary>The variable that holds the value; null where nobody reads it.</summary>
    public Variable? VariableOf(Value value) => variables.TryGetValue(value, out Variable? variable) ? variable : null;

    /// <summary>Is the value read, or does another share its variable?</summary>
    public bool IsUsed(Value value) => Uses.CountOf(value) > 0 || variables.Any(other => other.Key != value && other.Value == VariableOf(value));

    /// <summary>Is the value the index of a loop that counts up? It has a successor then.</summary>
    public bool IsBelowBound(Value value) => CountsUp(value) is not null;

    /// <summary>The first, and least, index of the loop that counts up whose index the value is.</summary>
    public Value? FirstIndexOf(Value value) => CountsUp(value)?.Lower;

    private For? CountsUp(Value index) => loops.TryGetValue(index, out For? loop) && Uses.DefinitionOf(loop.Step)?.Operation is Constant { Bits: > 0 } ? loop : null;

    /// <summary>The variables that a statement's nested blocks are the first to mention.</summary>
    public IEnumerable<Variable> DeclaredAhead(Region region, int position) => declaredAhead[(region, position)];

    private void DeclareAhead(Value value, string name)
    {
        Variable variable = variables[value];
        variable.Name = Names.Escape(name);
        variable.IsDeclared = true;
    }

    /// <summary>A group that is mentioned nowhere, behind a throw, needs no name.</summary>
    private void Name(IReadOnlyList<Value> group, SpeakingNames speaking)
    {
        Variable variable = variables[group[0]];
        if (variable.IsDeclared || variable.Region is null) return;
        string wanted = group.Select(static member => member.Name).FirstOrDefault(static name => name is not null) ?? (loops.ContainsKey(group[0]) ? "i" : speaking.Of(group));
        variable.Name = Names.Allocate(wanted, variable.Region);
    }
}

using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Emit;

/// <summary>Groups values into variables. Values between which a move would be needed share one where they do not
/// interfere and the user did not name them differently; so do values of one name, of which the later is in scope of the earlier.</summary>
internal sealed class Coalescing
{
    private readonly Function function;
    private readonly FunctionExit exit;
    private readonly Uses uses;
    private readonly Inlining inlining;
    private readonly Regions regions;
    private readonly Dictionary<Value, Group> groups = [];
    private readonly List<(Value Value, Region Region)> definitions = [];

    public Coalescing(Function function, FunctionExit exit, Uses uses, Inlining inlining, Regions regions)
    {
        this.function = function;
        this.exit = exit;
        this.uses = uses;
        this.inlining = inlining;
        this.regions = regions;
        foreach (Value parameter in function.Parameters) Define(parameter, regions.Root).IsParameter = true;
        foreach (Value destination in exit.Destinations) Define(destination, regions.Root).IsDestination = true;
        Define(function.Body, regions.Root);
        Interference interference = Interference.Of(function, exit, uses, inlining);
        foreach (KeyValuePair<Value, Group> pair in groups) pair.Value.Conflicts.UnionWith(interference.With(pair.Key));
        ShareAlongMoves(function.Body);
        foreach ((Value destination, Value source) in exit.Destinations.Zip(exit.Sources, static (x, y) => (x, y))) Share(destination, source);
        ShareNames();
    }

    /// <summary>The groups in the order of their first definitions.</summary>
    public IEnumerable<IReadOnlyList<Value>> Groups => definitions.Select(definition => groups[definition.Value]).Distinct().Select(static group => group.Members);

    private Group Define(Value value, Region region)
    {
        definitions.Add((value, region));
        return groups[value] = new Group(value);
    }

    private void Define(Block block, Region region)
    {
        foreach (Let let in block.Lets.Where(inlining.IsStatement))
        {
            Region[] nested = regions.Of(let);
            if (let.Operation is For loop)
            {
                Define(loop.Body.Arguments[0], nested[0]).IsFixed = true;
                foreach (Value argument in loop.Body.Arguments.Skip(1).Where(uses.IsNeeded)) Define(argument, region).IsCarried = true;
            }
            else if (let.Operation is While repeat)
            {
                foreach (Value argument in repeat.Condition.Arguments.Where(uses.IsNeeded)) Define(argument, region).IsCarried = true;
                foreach (Value argument in repeat.Body.Arguments.Where(uses.IsNeeded)) Define(argument, nested[1]);
            }

            foreach (Value target in let.Targets.Where(uses.IsNeeded)) Define(target, region);
            if (inlining.IsConditional(let)) continue;
            int next = 0;
            foreach (Block inner in Walk.Blocks(let.Operation)) Define(inner, nested[next++]);
        }
    }

    /// <summary>What goes around a loop first: a move there runs most often.</summary>
    private void ShareAlongMoves(Block block)
    {
        foreach (Let let in block.Lets.Where(inlining.IsStatement))
        {
            if (inlining.IsConditional(let)) continue;
            foreach (Block nested in Walk.Blocks(let.Operation)) ShareAlongMoves(nested);
            switch (let.Operation)
            {
                case For loop:
                    Share(loop.Body.Arguments.Skip(1), loop.Body.Results.Skip(loop.MayExit ? 1 : 0));
                    Share(loop.Body.Arguments.Skip(1), let.Targets.Skip(loop.MayExit ? 1 : 0));
                    Share(loop.Body.Arguments.Skip(1), loop.Initial);
                    break;
                case While loop:
                    Share(loop.Condition.Arguments, loop.Body.Results);
                    Share(loop.Body.Arguments, loop.Condition.Results.Skip(1));
                    Share(let.Targets, loop.Condition.Results.Skip(1));
                    Share(loop.Condition.Arguments, loop.Initial);
                    break;
                case If branch:
                    // A branch that leaves a variable as it is should have nothing to do for it.
                    ShareCarried(let.Targets, branch.Then.Results);
                    ShareCarried(let.Targets, branch.Else.Results);
                    Share(let.Targets, branch.Then.Results);
                    Share(let.Targets, branch.Else.Results);
                    break;
                case Scope scope:
                    Share(let.Targets, scope.Body.Results);
                    break;
            }
        }
    }

    private void ShareNames()
    {
        foreach (IGrouping<string?, (Value Value, Region Region)> same in definitions.Where(static definition => definition.Value.Name is not null).GroupBy(static definition => definition.Value.Name).ToList())
        {
            var earlier = new List<(Value Value, Region Region)>();
            foreach ((Value Value, Region Region) later in same)
            {
                foreach ((Value value, _) in earlier.Where(definition => later.Region.IsWithin(definition.Region))) Share(value, later.Value);
                bool isRepresented = earlier.Any(definition => definition.Region == later.Region && groups[definition.Value] == groups[later.Value]);
                if (!isRepresented) earlier.Add(later);
            }
        }
    }

    private void ShareCarried(IEnumerable<Value> values, IEnumerable<Value> others)
    {
        foreach ((Value value, Value other) in values.Zip(others, static (value, other) => (value, other)))
        {
            if (groups.TryGetValue(other, out Group? group) && group.IsCarried) Share(value, other);
        }
    }

    private void Share(IEnumerable<Value> values, IEnumerable<Value> others)
    {
        foreach ((Value value, Value other) in values.Zip(others, static (value, other) => (value, other))) Share(value, other);
    }

    private void Share(Value x, Value y)
    {
        if (!groups.TryGetValue(x, out Group? first) || !groups.TryGetValue(y, out Group? second) || !first.MayJoin(second)) return;
        first.Join(second);
        foreach (Value member in second.Members) groups[member] = first;
    }

    /// <summary>Values that share a variable, and the values that cannot.</summary>
    private sealed class Group(Value first)
    {
        public List<Value> Members { get; } = [first];
        public HashSet<Value> Conflicts { get; } = [];
        public string? Name { get; private set; } = first.Name;
        public bool IsParameter { get; set; }

        /// <summary>Goes around a loop.</summary>
        public bool IsCarried { get; set; }

        /// <summary>An out parameter: writing it goes through memory, so loops do not.</summary>
        public bool IsDestination { get; set; }

        /// <summary>The index of a loop: nothing else may write it.</summary>
        public bool IsFixed { get; set; }

        public bool MayJoin(Group other) =>
            this != other && !IsFixed && !other.IsFixed && Members[0].Type == other.Members[0].Type
            && (Name is null || other.Name is null || Name == other.Name)
            && (!(IsParameter || other.IsParameter) || Name == other.Name)
            && !(IsDestination && other.IsDestination)
            && !((IsDestination || other.IsDestination) && (IsCarried || other.IsCarried || IsParameter || other.IsParameter))
            && !Members.Any(other.Conflicts.Contains);

        public void Join(Group other)
        {
            Members.AddRange(other.Members);
            Conflicts.UnionWith(other.Conflicts);
            Name ??= other.Name;
            IsParameter |= other.IsParameter;
            IsCarried |= other.IsCarried;
            IsDestination |= other.IsDestination;
        }
    }
}

using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Frontend;

/// <summary>The memory that a function may write, directly or through slices, choices and variables: memory values that
/// may share an object form a class, and one write counts for all of it.</summary>
internal sealed class WrittenMemory
{
    private readonly Dictionary<Value, Value> parents = [];

    private WrittenMemory() { }

    public static ISet<Value> Of(Function function)
    {
        WrittenMemory classes = new();
        List<Value> written = [];
        foreach (Let let in Walk.Lets(function.Body))
        {
            classes.Connect(let);
            written.AddRange(Writes.Of(let.Operation));
        }

        HashSet<Value> roots = [.. written.Select(classes.Root)];
        return new HashSet<Value>(function.Parameters.Where(parameter => roots.Contains(classes.Root(parameter))));
    }

    private void Connect(Let let)
    {
        switch (let.Operation)
        {
            case Slice slice:
                Join(slice.Memory, let.Target);
                break;
            case Row row:
                Join(row.Memory, let.Target);
                break;
            case If branch:
                Join(branch.Then.Results, let.Targets);
                Join(branch.Else.Results, let.Targets);
                break;
            case For loop:
                Join(loop.Initial, loop.Body.Arguments[1..]);
                Join(loop.MayExit ? loop.Body.Results[1..] : loop.Body.Results, loop.Body.Arguments[1..]);
                Join(loop.Initial, loop.MayExit ? let.Targets[1..] : let.Targets);
                break;
            case While loop:
                Join(loop.Initial, loop.Condition.Arguments);
                Join(loop.Condition.Results[1..], loop.Body.Arguments);
                Join(loop.Condition.Results[1..], let.Targets);
                Join(loop.Body.Results, loop.Condition.Arguments);
                break;
            case Scope scope:
                Join(scope.Body.Results, let.Targets);
                break;
        }
    }

    /// <summary>A block that throws has no results, and then there is nothing to join.</summary>
    private void Join(EquatableArray<Value> some, EquatableArray<Value> others)
    {
        foreach ((Value one, Value other) in some.Zip(others, static (one, other) => (one, other))) Join(one, other);
    }

    private void Join(Value one, Value other)
    {
        if (one.Type is MemoryType && Root(one) is var first && Root(other) is var second && first != second) parents[first] = second;
    }

    private Value Root(Value value) => parents.TryGetValue(value, out Value? parent) ? Root(parent) : value;
}

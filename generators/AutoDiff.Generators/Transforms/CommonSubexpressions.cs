using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Transforms;

/// <summary>Computes once what is computed again with the same operands in the same block or one nested in it. Loads
/// are shared as long as nothing that may be the same memory has been written; what has just been stored need not be loaded, and
/// what has just been loaded need not be stored.</summary>
internal sealed class CommonSubexpressions
{
    private readonly MemoryObjects memory;
    private readonly Substitution substitution = new();
    private readonly ScopedTable pure = new();
    private readonly ScopedTable loads = new();

    private CommonSubexpressions(MemoryObjects memory) => this.memory = memory;

    public static Function Run(Function function) => function with { Body = new CommonSubexpressions(MemoryObjects.Of(function)).Visit(function.Body) };

    private Block Visit(Block block)
    {
        pure.Enter();
        loads.Enter();
        var kept = new List<Let>();
        foreach (Let original in block.Lets)
        {
            if (original.Operation is For or While) Forget(original.Operation);
            Operation operation = Walk.Rewrite(original.Operation, substitution.Of, Visit);
            Let let = original with { Operation = operation };
            ScopedTable? table = TableOf(let);
            if (table is not null && table.Find(Key(let)) is { } known)
            {
                substitution.Add(let.Target, known);
                continue;
            }

            if (table is not null) table.Add(Key(let), let.Target);
            if (operation is Store stored && loads.Find(Place(stored)) == stored.Element) continue;
            Forget(operation);
            if (operation is Store store) loads.Add(Place(store), store.Element);
            kept.Add(let);
        }

        loads.Leave();
        pure.Leave();
        return block with { Lets = kept.ToEquatableArray(), Results = substitution.Of(block.Results) };
    }

    private static (IrType, Operation) Place(Store store) => (store.Element.Type, new Load(store.Memory, store.Index, store.Leaf));

    /// <summary>A constant that has a name is a variable of the user's, not one more place for another's value.</summary>
    private ScopedTable? TableOf(Let let) => let.Operation switch
    {
        Constant => let.Target.Name is null ? pure : null,
        Load => loads,
        Slice or Row or Apply => pure, // what has not thrown does not throw again
        var operation => Effect.IsPure(operation) ? pure : null,
    };

    /// <summary>Two loads of one place are the same, whether or not one is known to be in range; likewise parts of memory.</summary>
    private static (IrType, Operation) Key(Let let) => (let.Target.Type, let.Operation switch
    {
        Apply { Primitive.Name: "Add" or "Multiply", Operands: [var x, var y] } apply when x.Id > y.Id => apply with { Operands = [y, x] },
        Load load => load with { InRange = false },
        Slice slice => slice with { InRange = false },
        Row row => row with { InRange = false },
        var operation => operation,
    });

    /// <summary>After a write, loads of what may be the same memory are not shared.</summary>
    private void Forget(Operation operation)
    {
        Value[] written = Writes.In(operation).Distinct().ToArray();
        if (written.Length > 0) loads.RemoveWhere(key => key.Item2 is Load load && written.Any(target => memory.MayOverlap(load.Memory, target)));
    }

    /// <summary>What is known in a block and in those around it.</summary>
    private sealed class ScopedTable
    {
        private readonly Stack<Dictionary<(IrType, Operation), Value>> scopes = new();

        public void Enter() => scopes.Push([]);

        public void Leave() => scopes.Pop();

        public void Add((IrType, Operation) key, Value value) => scopes.Peek()[key] = value;

        public Value? Find((IrType, Operation) key)
        {
            foreach (Dictionary<(IrType, Operation), Value> scope in scopes)
            {
                if (scope.TryGetValue(key, out Value? value)) return value;
            }

            return null;
        }

        public void RemoveWhere(System.Func<(IrType, Operation), bool> condition)
        {
            foreach (Dictionary<(IrType, Operation), Value> scope in scopes)
            {
                foreach ((IrType, Operation) key in scope.Keys.Where(condition).ToArray()) scope.Remove(key);
            }
        }
    }
}

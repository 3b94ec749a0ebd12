using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Transforms;

/// <summary>An element that a loop reads and writes in every iteration, and that nothing else in the loop may be, is carried as a number: loaded in front of
/// the loop and stored behind it. So <c>y[row] += a[next] * x[row]</c> sums up in a register.</summary>
/// <remarks>A loop that throws has not stored it, so it is not an element that anyone sees then: one of memory of the function's own. A loop that does not run
/// may be there because there is no such element, so it is one that is known to be there.</remarks>
internal sealed class ScalarReplacement
{
    private readonly ValueNumbers numbers;
    private readonly MemoryObjects memory;
    private readonly KnownElements known;
    private readonly HashSet<Value> own = [];

    private ScalarReplacement(Function function)
    {
        (numbers, memory, known) = (ValueNumbers.After(function), MemoryObjects.Of(function), KnownElements.Of(function));
        foreach (Let let in Walk.Lets(function.Body))
        {
            if (let.Operation is Alloc) own.Add(let.Target);
        }
    }

    /// <summary>What a loop does with an element: its first load and its last store.</summary>
    private sealed record Element(Let Load, Let Store)
    {
        public Load First => (Load)Load.Operation;

        public Store Last => (Store)Store.Operation;
    }

    public static Function Run(Function function) => function with { Body = new ScalarReplacement(function).Visit(function.Body) };

    private Block Visit(Block block)
    {
        var lets = new List<Let>();
        foreach (Let original in block.Lets)
        {
            Let let = original with { Operation = Walk.Rewrite(original.Operation, static value => value, Visit) };
            if (let.Operation is For { Body.EndsInThrow: false } loop && Elements(loop) is { Count: > 0 } elements)
            {
                Replace(let, loop, elements, lets);
            }
            else
            {
                lets.Add(let);
            }
        }

        return block with { Lets = lets.ToEquatableArray() };
    }

    private void Replace(Let let, For loop, List<Element> elements, List<Let> lets)
    {
        Value[] before = elements.Select(Fresh).ToArray(), carried = elements.Select(Fresh).ToArray(), after = elements.Select(Fresh).ToArray();
        var inBody = new Substitution();
        for (int i = 0; i < elements.Count; i++)
        {
            lets.Add(new Let([before[i]], elements[i].First, let.Origin));
            inBody.Add(elements[i].Load.Target, carried[i]);
        }

        IEnumerable<Let> kept = loop.Body.Lets.Where(inner => !elements.Exists(element => ReferenceEquals(inner, element.Load) || ReferenceEquals(inner, element.Store)));
        Block body = new([.. loop.Body.Arguments, .. carried], kept.ToEquatableArray(), [.. loop.Body.Results, .. elements.Select(static element => element.Last.Element)]);
        lets.Add(let with { Targets = [.. let.Targets, .. after], Operation = loop with { Initial = [.. loop.Initial, .. before], Body = inBody.Of(body) } });
        for (int i = 0; i < elements.Count; i++) lets.Add(new Let([], elements[i].Last with { Element = after[i] }, let.Origin));
    }

    private Value Fresh(Element element) => numbers.Create(element.Load.Target.Type, element.Load.Target.Name);

    private List<Element> Elements(For loop)
    {
        HashSet<Value> inLoop = [];
        Walk.Definitions(loop.Body, value => inLoop.Add(value));
        List<Element> elements = [];
        foreach (Let let in loop.Body.Lets)
        {
            if (let.Operation is not Load { InRange: true } load || inLoop.Contains(load.Memory) || inLoop.Contains(load.Index) || !IsOwn(load.Memory) || !known.IsThere(load.Memory, load.Index)) continue;
            Let[] accesses = Walk.Lets(loop.Body).Where(other => MayAccess(other.Operation, load.Memory)).ToArray();
            if (accesses is [var first, { Operation: Store { InRange: true } store } last]
                && ReferenceEquals(first, let) && loop.Body.Lets.Any(inner => ReferenceEquals(inner, last))
                && store.Memory == load.Memory && store.Index == load.Index && store.Leaf == load.Leaf)
            {
                elements.Add(new Element(let, last));
            }
        }

        return elements;
    }

    private bool IsOwn(Value part) => memory.Objects(part).All(own.Contains);

    private bool MayAccess(Operation operation, Value part) => operation switch
    {
        Length or Slice or Row or Choose => false,
        For or While or If or Scope => false,
        _ => Walk.Operands(operation).Any(operand => operand.Type is MemoryType && memory.MayOverlap(operand, part)),
    };
}

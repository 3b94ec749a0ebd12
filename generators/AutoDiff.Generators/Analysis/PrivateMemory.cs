using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Analysis;

/// <summary>Memory of the function's own of which no iteration of a loop needs what another one has left there: each fills it before it reads it, or finds zeros and leaves zeros.</summary>
internal sealed class PrivateMemory
{
    private readonly Function function;
    private readonly MemoryObjects objects;
    private readonly Dictionary<Value, Operation> definitions = [];
    private readonly Dictionary<Value, For> loops = [];
    private readonly Dictionary<Value, Contents> found = [];

    private PrivateMemory(Function function, MemoryObjects objects)
    {
        (this.function, this.objects) = (function, objects);
        foreach (Let let in Walk.Lets(function.Body))
        {
            foreach (Value target in let.Targets) definitions[target] = let.Operation;
            if (let.Operation is For loop) loops[loop.Body.Arguments[0]] = loop;
        }
    }

    /// <summary>What memory may hold. The later ones include those before.</summary>
    private enum Content
    {
        Zero,

        /// <summary>What has been written there since the beginning.</summary>
        Written,

        /// <summary>Also what it held in the beginning.</summary>
        Anything,
    }

    public static PrivateMemory Of(Function function, MemoryObjects objects) => new(function, objects);

    public bool IsPrivate(For loop, Value memory)
    {
        if (definitions.TryGetValue(memory, out Operation? operation) && operation is Alloc { Columns: null } alloc && memory.Type is MemoryType { Element: ScalarType })
        {
            if (!found.TryGetValue(memory, out Contents? contents)) found[memory] = contents = new Contents(this, memory, LengthOf(alloc.Length));
            return contents.IsZeroBetween(loop) || contents.IsFilledFirst(loop);
        }

        return false;
    }

    /// <summary>Two lengths that are the same number are the same value here. An array that is there has no negative length, and a loop up to a negative number no iterations.</summary>
    private Value LengthOf(Value value) => definitions.TryGetValue(value, out Operation? operation) ? operation switch
    {
        Length { Dimension: 0 } length when CountOf(length.Memory) is { } count => LengthOf(count),
        Apply { Primitive: var primitive, Operands: [var x] } when primitive == Arithmetic.Convert && x.Type == ScalarType.Int32 && value.Type == ScalarType.Int64 => LengthOf(x),
        Apply { Primitive: var primitive, Operands: [var x, var y] } when primitive == Selection.Max && IsZero(y) => LengthOf(x),
        Apply { Primitive: var primitive, Operands: [var x, var y] } when primitive == Selection.Max && IsZero(x) => LengthOf(y),
        _ => value,
    } : value;

    /// <summary>Does an index depend on that of a loop?</summary>
    private bool IsMadeOf(Value value, Value index) => value == index || (definitions.TryGetValue(value, out Operation? operation) && operation is Apply apply && apply.Operands.Any(operand => IsMadeOf(operand, index)));

    /// <summary>Numbers whose product is a length.</summary>
    private IEnumerable<Value> FactorsOf(Value value) =>
        definitions.TryGetValue(value, out Operation? operation) && operation is Apply { Primitive: var primitive, Operands: [var x, var y] } && (primitive == Arithmetic.Capacity || primitive == Arithmetic.Multiply)
            ? FactorsOf(LengthOf(x)).Concat(FactorsOf(LengthOf(y)))
            : [LengthOf(value)];

    /// <summary>How many elements the memory was made with; null where that is not known.</summary>
    private Value? CountOf(Value memory) => definitions.TryGetValue(memory, out Operation? operation) ? operation switch
    {
        Alloc { Columns: null } alloc => alloc.Length,
        Slice slice => slice.Count,
        _ => null,
    } : null;

    private bool IsZero(Value value) => definitions.TryGetValue(value, out Operation? operation) && operation is Constant { Bits: 0 };

    private bool IsOne(Value value) => definitions.TryGetValue(value, out Operation? operation) && operation is Constant { Bits: 1 };

    /// <summary>What one piece of memory holds in the course of the function.</summary>
    private sealed class Contents
    {
        private readonly PrivateMemory analysis;
        private readonly Value memory;
        private readonly Value length;
        private readonly HashSet<For> zeroBetween;

        /// <summary>What it holds where iterations begin, as far as the statements have been followed.</summary>
        private readonly Dictionary<For, Content> before = new(ByIdentity.Instance);
        private bool isExposed;

        public Contents(PrivateMemory analysis, Value memory, Value length)
        {
            (this.analysis, this.memory, this.length) = (analysis, memory, length);
            After(analysis.function.Body, Content.Anything);
            zeroBetween = new(before.Where(static found => found.Value == Content.Zero).Select(static found => found.Key), ByIdentity.Instance);
        }

        /// <summary>It holds nothing but zeros whenever an iteration begins or ends.</summary>
        public bool IsZeroBetween(For loop) => zeroBetween.Contains(loop);

        /// <summary>An iteration reads nothing that it has not written, and nobody reads what the last one has left.</summary>
        public bool IsFilledFirst(For loop)
        {
            if (Reads(analysis.function.Body) != Reads(loop.Body)) return false;
            isExposed = false;
            After(loop.Body, Content.Anything);
            return !isExposed;
        }

        private int Reads(Block block) => Accesses.Of(block).Count(access => IsOf(access) && access.Let.Operation is not (Store or Fill));

        private bool IsOf(Access access) => analysis.objects.MayOverlap(access.Memory, memory);

        private Content After(Block block, Content content) => block.Lets.Aggregate(content, (current, let) => After(block, let, current));

        private Content After(Block block, Let let, Content content)
        {
            switch (let.Operation)
            {
                case Alloc when let.Target == memory:
                    return Content.Written;
                case For loop when Covers(loop) is var (readsFirst, leavesZero):
                    Enter(loop, content);
                    isExposed |= readsFirst && content == Content.Anything;
                    return leavesZero ? Content.Zero : Content.Written;
                case For loop:
                    while (true)
                    {
                        Enter(loop, content);
                        Content end = After(loop.Body, content);
                        if (end <= content) return content;
                        content = end;
                    }

                case While loop:
                    while (true)
                    {
                        Content asked = Later(content, After(loop.Condition, content)), end = Later(asked, After(loop.Body, asked));
                        if (end == content) return content;
                        content = end;
                    }

                case If branch:
                    return Later(After(branch.Then, content), After(branch.Else, content));
                case Scope scope:
                    return After(scope.Body, content);
                default:
                    return Accesses.Of(block, let).Where(IsOf).Aggregate(content, After);
            }
        }

        private void Enter(For loop, Content content) => before[loop] = before.TryGetValue(loop, out Content known) ? Later(known, content) : content;

        private static Content Later(Content x, Content y) => x > y ? x : y;

        private Content After(Content content, Access access)
        {
            bool isWhole = access.Memory == memory;
            switch (access.Let.Operation)
            {
                case Fill fill when isWhole:
                    return analysis.IsZero(fill.Element) ? Content.Zero : Content.Written;
                case Copy copy when isWhole && copy.Destination == memory && analysis.CountOf(copy.Source) is { } count && analysis.LengthOf(count) == length:
                    return Content.Written;
                case Store or Fill:
                    break;
                default:
                    isExposed |= content == Content.Anything;
                    break;
            }

            return access.Writes ? Later(content, Content.Written) : content;
        }

        /// <summary>Whether a loop reads an element before it writes it, and whether it leaves zero there, where it is sure to write all of them, each in an iteration of its own; null where it is not.</summary>
        private (bool ReadsFirst, bool LeavesZero)? Covers(For loop)
        {
            Access[] accesses = [.. Accesses.Of(loop.Body).Where(IsOf)];
            if (!Array.TrueForAll(accesses, access => access.Memory == accesses[0].Memory && access.Index == accesses[0].Index)) return null;
            if (accesses.FirstOrDefault(access => access.Writes && IsCovering(loop, access, isOnly: accesses.Length == 1)) is not { } sure) return null;
            bool leavesZero = ReferenceEquals(accesses[^1].Block, sure.Block) && accesses[^1].Let.Operation is Store store && analysis.IsZero(store.Element);
            return (accesses.TakeWhile(access => access != sure).Any(static access => !access.Writes), leavesZero);
        }

        private bool IsCovering(For loop, Access access, bool isOnly)
        {
            Value[] counted = [.. Counted(loop, access.Block)];
            List<Value>? covered = counted.Length == 0 ? null : access.Let.Operation switch
            {
                Store { Leaf.Length: 0 } store when store.Memory == memory && analysis.IsMadeOf(store.Index, counted[0]) => Covered(store.Index, counted),
                Copy copy when isOnly && analysis.definitions.TryGetValue(copy.Destination, out Operation? part) && part is Slice slice && slice.Memory == memory && analysis.IsMadeOf(slice.Start, counted[0]) && analysis.CountOf(copy.Source) is { } count
                    && analysis.LengthOf(count) == analysis.LengthOf(slice.Count) => Rows(slice.Start, slice.Count, counted),
                _ => null,
            };
            return covered is not null && AreSame(covered, [.. analysis.FactorsOf(length)]);
        }

        /// <summary>The indices of the loops from one to the block, where they run through it for each of their numbers from 0 on.</summary>
        private IEnumerable<Value> Counted(For loop, Block inner)
        {
            if (loop.MayExit || loop.Body.EndsInThrow || !analysis.IsZero(loop.Lower) || !analysis.IsOne(loop.Step)) return [];
            if (ReferenceEquals(loop.Body, inner)) return [loop.Body.Arguments[0]];
            IEnumerable<Value> deeper = loop.Body.Lets.Select(let => let.Operation).OfType<For>().Select(nested => Counted(nested, inner)).FirstOrDefault(static found => found.Any()) ?? [];
            return deeper.Any() ? deeper.Prepend(loop.Body.Arguments[0]) : [];
        }

        /// <summary>Factors of how many numbers from 0 on an index takes, one after the other; null where that is not known.</summary>
        private List<Value>? Covered(Value index, Value[] counted)
        {
            if (Array.IndexOf(counted, index) >= 0) return [analysis.LengthOf(analysis.loops[index].Upper)];
            if (!analysis.definitions.TryGetValue(index, out Operation? operation) || operation is not Apply { Operands: [var x, var y] } apply || apply.Primitive != Arithmetic.Add) return null;
            foreach ((Value row, Value column) in new[] { (x, y), (y, x) })
            {
                if (Covered(column, counted) is [var room] && Rows(row, room, [.. counted.Where(outer => outer != column)]) is { } all) return all;
            }

            return null;
        }

        /// <summary>The same for where rows of so many elements start.</summary>
        private List<Value>? Rows(Value start, Value room, Value[] counted)
        {
            if (!analysis.definitions.TryGetValue(start, out Operation? operation) || operation is not Apply { Operands: [var x, var y] } apply || apply.Primitive != Arithmetic.Multiply) return null;
            foreach ((Value row, Value factor) in new[] { (x, y), (y, x) })
            {
                if (analysis.LengthOf(factor) == analysis.LengthOf(room) && Covered(row, counted) is { } rows) return [.. rows, analysis.LengthOf(room)];
            }

            return null;
        }

        private static bool AreSame(List<Value> covered, List<Value> all) => covered.Count == all.Count && covered.TrueForAll(all.Remove);
    }
}

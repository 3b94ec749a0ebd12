using System;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Tests.Support;

/// <summary>Statements about memory. All indices are in range.</summary>
internal sealed partial class RandomFunction
{
    private void Load(Builder builder, Visible scope)
    {
        Memory memory = Pick(scope.Memories);
        scope.Numbers.Add(builder.Define(ScalarType.Double, new Load(memory.Value, Index(builder, scope, memory.Length), InRange: random.Next(2) == 0), Name()));
    }

    private void Store(Builder builder, Visible scope)
    {
        Memory memory = PickWritable(scope);
        builder.Store(memory.Value, Index(builder, scope, memory.Length), Pick(scope.Numbers));
    }

    private void Update(Builder builder, Visible scope)
    {
        Load(builder, scope);
        Value element = scope.Numbers[^1];
        Load(builder, scope);
        Value product = builder.Apply(Arithmetic.Multiply, element, scope.Numbers[^1]);
        scope.Numbers.Add(builder.Apply(PrimitiveTable.Find("Sin")!, builder.Apply(Arithmetic.Add, product, Pick(scope.Numbers))));
        Store(builder, scope);
    }

    /// <summary>A part, from a constant or from a loop's index on: parts of one object overlap.</summary>
    private void Slice(Builder builder, Visible scope)
    {
        Memory whole = Pick(scope.Memories);
        int count = random.Next(1, whole.Length + 1);
        Value start = Index(builder, scope, whole.Length - count + 1);
        var type = new MemoryType(ScalarType.Double, whole.IsWritable ? MemoryForm.Span : MemoryForm.ReadOnlySpan);
        scope.Memories.Add(whole with { Value = builder.Define(type, new Slice(whole.Value, start, builder.Int(count)), Name()), Length = count });
    }

    private void CopyOrFill(Builder builder, Visible scope)
    {
        Memory destination = PickWritable(scope);
        Memory[] fitting = [.. scope.Memories.Where(memory => memory.Length <= destination.Length)];
        if (fitting.Length > 0 && random.Next(3) > 0) builder.Do(new Copy(Pick(fitting).Value, destination.Value));
        else builder.Do(new Fill(destination.Value, Pick(scope.Numbers)));
    }

    /// <summary>New memory, which is written before it is read: in the function itself, or in a scope.</summary>
    private void WithOwnMemory(Builder builder, Visible scope, int depth)
    {
        if (depth == 0 && random.Next(2) == 0)
        {
            Allocate(builder, scope);
            return;
        }

        Builder inner = builder.Nested();
        Visible nested = scope.Nested();
        Allocate(inner, nested);
        Statements(inner, nested, depth + 1);
        Load(inner, nested);
        int results = random.Next(1, 3);
        Block body = inner.ToBlock([], PickSeveral(nested, results).ToEquatableArray());
        scope.Numbers.AddRange(builder.DefineAll(CreateSeveral(results).ToEquatableArray(), new Scope(body)));
    }

    private void Allocate(Builder builder, Visible scope)
    {
        int length = random.Next(1, Size + 1);
        Value own = builder.Define(new MemoryType(ScalarType.Double, MemoryForm.Span), new Alloc(builder.Int(length)), Name());
        Memory[] fitting = [.. scope.Memories.Where(memory => memory.Length == length)];
        builder.Do(fitting.Length > 0 && random.Next(2) == 0 ? new Copy(Pick(fitting).Value, own) : new Fill(own, Pick(scope.Numbers)));
        scope.Memories.Add(new Memory(own, length, IsWritable: true));
    }

    /// <summary>One of two pieces of memory of the same length, by a condition.</summary>
    private void ChooseMemory(Builder builder, Visible scope)
    {
        Memory first = Pick(scope.Memories), second = Pick(scope.Memories.Where(memory => memory.Length == first.Length).ToArray());
        Memory either = Either(first, second);
        If branch = new(Condition(builder, scope), builder.Nested().ToBlock([], [first.Value]), builder.Nested().ToBlock([], [second.Value]));
        scope.Memories.Add(either with { Value = builder.DefineAll([either.Value], branch)[0] });
    }

    /// <summary>A loop in every iteration of which two pieces of memory change places.</summary>
    private void SwapMemory(Builder builder, Visible scope, int depth)
    {
        Memory first = Pick(scope.Memories), second = Pick(scope.Memories.Where(memory => memory.Length == first.Length).ToArray());
        Memory one = Either(first, second), other = Either(first, second), last = Either(first, second), lastOther = Either(first, second);
        Value index = numbers.Create(ScalarType.Int32, "i");
        Builder inner = builder.Nested();
        Visible nested = scope.Nested();
        int bound = random.Next(1, Size);
        nested.Indices.Add(new BoundedIndex(index, bound));
        nested.Memories.AddRange([one, other]);
        Statements(inner, nested, depth + 1);
        Block body = inner.ToBlock([index, one.Value, other.Value], [other.Value, one.Value]);
        var loop = new For(builder.Int(0), builder.Int(bound), builder.Int(1), [first.Value, second.Value], body);
        builder.DefineAll([last.Value, lastOther.Value], loop);
        scope.Memories.AddRange([last, lastOther]);
    }

    private Memory Either(Memory first, Memory second)
    {
        bool isWritable = first.IsWritable && second.IsWritable;
        return new(numbers.Create(new MemoryType(ScalarType.Double, isWritable ? MemoryForm.Span : MemoryForm.ReadOnlySpan), Name()), first.Length, isWritable);
    }

    private Memory PickWritable(Visible scope) => Pick(scope.Memories.Where(static memory => memory.IsWritable).ToArray());

    private Value Index(Builder builder, Visible scope, int length)
    {
        BoundedIndex[] fitting = [.. scope.Indices.Where(index => index.Bound <= length)];
        if (inPlace && fitting.Length > 1 && random.Next(2) == 0)
        {
            BoundedIndex one = Pick(fitting), other = Pick(fitting);
            if (one.Bound + other.Bound - 1 <= length) return builder.Apply(Arithmetic.Add, one.Value, other.Value);
        }

        return fitting.Length > 0 && random.Next(3) > 0 ? Pick(fitting).Value : builder.Int(random.Next(length));
    }
}

using System;
using System.Collections.Generic;


namespace AutoDiff.Generators.IR;

// The semantics in short. A block runs its lets in order; each value is defined once and is visible in what follows and in
// the blocks nested there. Scalars are values; memory is mutable, and loads, stores and everything with an effect keep
// their order. Memory values name a stretch of an object, so two of them may be parts of the same object; memory
// parameters that the function writes do not overlap others (the entry checks it), unless it says so. Reading past the end throws
// IndexOutOfRangeException, as in C#.

/// <summary>What one let computes. Operands are values, never nested operations.</summary>
internal abstract record Operation;

/// <summary>A scalar constant of the target's type by its bits, because 0.0 == -0.0. Integers, chars and bools are
/// sign- or zero-extended, floats hold their 32 bits.</summary>
internal sealed record Constant(long Bits) : Operation;

/// <summary>A scalar primitive: arithmetic, comparison, conversion to the target's type, selection, mathematics. Of vectors, lane by lane.</summary>
internal sealed record Apply(Primitive Primitive, EquatableArray<Value> Operands) : Operation;

/// <summary>How many numbers of a type the machine computes with at once (Int32): a constant of the machine.</summary>
internal sealed record LaneCount(ScalarType Element) : Operation;

/// <summary>A vector with the same number, or bool, in every lane.</summary>
internal sealed record Splat(Value Scalar) : Operation;

/// <summary>The vector of the numbers of its lanes: 0, 1, 2 …</summary>
internal sealed record Ramp : Operation;

/// <summary>The lanes of a vector, taken together by a primitive of two operands.</summary>
internal sealed record Reduce(Primitive Primitive, Value Vector) : Operation;

/// <summary>New memory of the target's element type, content undefined, alive until the enclosing scope ends.
/// The length is Int32 or Int64; of a matrix it is the number of rows.</summary>
internal sealed record Alloc(Value Length, Value? Columns = null) : Operation;

/// <summary>The number of elements (Int32); of a matrix, the extent of one dimension.</summary>
internal sealed record Length(Value Memory, int Dimension = 0) : Operation;

/// <summary>Do so many elements of one memory, from an index on, and as many of another share none, or are they the same (Bool)? All of them are there.</summary>
internal sealed record Apart(Value Memory, Value Start, Value Other, Value OtherStart, Value Count) : Operation;

/// <summary>A part of memory, of a matrix a part of its elements, row after row; throws ArgumentOutOfRangeException where
/// it does not fit, unless that is known not to be.</summary>
internal sealed record Slice(Value Memory, Value Start, Value Count, bool InRange = false) : Operation;

/// <summary>One row of a matrix, or one array of a jagged array, as memory. A matrix has an empty row where it has none, so
/// that only the use of an element throws.</summary>
internal sealed record Row(Value Memory, Value Index, bool InRange = false) : Operation
{
    public bool MayThrow => !InRange && Memory.Type is not MemoryType { Form: MemoryForm.Matrix };
}

/// <summary>One of two pieces of memory; nothing is copied.</summary>
internal sealed record Choose(Value Condition, Value First, Value Second) : Operation;

/// <summary>One element, or the leaf of it that the path names (<c>""</c>, <c>"X"</c>, <c>"Position.X"</c>). A vector is one where the elements are vectors, else it is loaded from as many numbers, from the index on, each so many behind the one before as
/// the stride says; whole numbers of 32 bits may become lanes of 64.
/// Where <paramref name="InRange"/> is known, an unused load may be dropped.</summary>
internal sealed record Load(Value Memory, Value Index, string Leaf = "", bool InRange = false, int Stride = 1) : Operation;

/// <summary>Overwrites one element, or a leaf of it; numbers by a vector, as many of them, as in <see cref="Load"/>. No target.</summary>
internal sealed record Store(Value Memory, Value Index, Value Element, string Leaf = "", bool InRange = false, int Stride = 1) : Operation;

/// <summary>Overwrites elements that are so far apart, from the index on, by the lanes of a vector, the first ones if there are more lanes than that. All are there. No target.</summary>
internal sealed record Scatter(Value Memory, Value Index, Value Stride, Value Vector, Value Count) : Operation;

/// <summary>The elements at indices, one for each lane. Of an index the lower 32 bits count, as those of an int; throws where such an element is not there. Lanes that a mask excludes are 0.</summary>
internal sealed record Gather(Value Memory, Value Indices, Value? Mask = null) : Operation;

/// <summary>Adds to the elements at indices, for one lane after the other: several may be at one element. Indices and mask are as in <see cref="Gather"/>. No target.</summary>
internal sealed record AddEach(Value Memory, Value Indices, Value Vector, Value? Mask = null) : Operation;

/// <summary>Copies all elements; throws ArgumentException where the destination is shorter. No target.</summary>
internal sealed record Copy(Value Source, Value Destination) : Operation;

/// <summary>Sets every element. No target.</summary>
internal sealed record Fill(Value Memory, Value Element) : Operation;

/// <summary>C += A·B, of so many rows and columns, where A has Depth columns. C shares no element with A or B, and has each of its own only once. All elements are there. No target.</summary>
internal sealed record Product(MatrixPart A, MatrixPart B, MatrixPart C, Value Rows, Value Columns, Value Depth) : Operation;

/// <summary>Elements of memory as a matrix: where the first one is, and how far it is to the next row and column.</summary>
internal sealed record MatrixPart(Value Memory, Value Start, Value RowStride, Value ColumnStride)
{
    public IEnumerable<Value> Values => [Memory, Start, RowStride, ColumnStride];

    public MatrixPart Select(Func<Value, Value> map) => new(map(Memory), map(Start), map(RowStride), map(ColumnStride));
}

/// <summary>A counted loop: the index runs from Lower by Step while it is below Upper (above, where Step is negative).
/// Step is not zero. Reversed takes the same indices from the last to the first. The body's arguments are the index and
/// the carried values; its results are their next values, after a Bool <c>continue</c> where it may exit early. The
/// targets are the last carried values, after the number of iterations begun (Int32) where it may exit early.</summary>
internal sealed record For(Value Lower, Value Upper, Value Step, EquatableArray<Value> Initial, Block Body, bool Reversed = false, bool MayExit = false) : Operation;

/// <summary>A loop of unknown length. Condition takes the carried values and yields a Bool and what is passed on: to
/// the body where it is true, else as the targets. The body yields the next carried values.</summary>
internal sealed record While(EquatableArray<Value> Initial, Block Condition, Block Body) : Operation;

/// <summary>One of two blocks without arguments; the targets are its results.</summary>
internal sealed record If(Value Condition, Block Then, Block Else) : Operation;

/// <summary>A block without arguments whose allocations end with it; the targets are its results.</summary>
internal sealed record Scope(Block Body) : Operation;

/// <summary>A new, empty stack.</summary>
internal sealed record Stack : Operation;

/// <summary>Pushes a number. No target.</summary>
internal sealed record Push(Value Tape, Value Element) : Operation;

/// <summary>Takes off and yields what was pushed last.</summary>
internal sealed record Pop(Value Tape) : Operation;

/// <summary>Puts so many elements on a stack, content undefined, and yields them as memory until they are taken off.</summary>
internal sealed record Reserve(Value Tape, Value Count) : Operation;

/// <summary>Takes off the elements that were put on last together, so many, and yields them as memory until something else is put on.</summary>
internal sealed record Release(Value Tape, Value Count) : Operation;

/// <summary>Another function of the same module, by its name; as many targets as it has results.</summary>
/// <param name="ReadOnly">The positions of the arguments that are memory and not written.</param>
internal sealed record Call(string Function, EquatableArray<Value> Arguments, EquatableArray<int> ReadOnly = default) : Operation;

/// <summary>What running something twice, or not at all, would change.</summary>
internal enum Effects
{
    /// <summary>Nothing: it may be repeated, shared, moved or dropped.</summary>
    None,

    /// <summary>It may throw: it stays where it is, but may be repeated after it has succeeded.</summary>
    Throws,

    /// <summary>It reads the state of objects: it stays where it is, since calls in between may change that.</summary>
    Reads,

    /// <summary>It keeps what it is given in an object or a static: it runs exactly once, in its place.</summary>
    Stores,

    /// <summary>Anything: it runs exactly once, in its place.</summary>
    Any,
}

/// <summary>C# on inactive values that the compiler does not look into: the text of an expression in which
/// <c>{0}</c>, <c>{1}</c> … stand for the arguments (<c>{{</c> and <c>}}</c> for braces). Fully qualified, so that it
/// means the same anywhere. No target where it yields nothing.</summary>
internal sealed record OpaqueCall(string Template, EquatableArray<Value> Arguments, Effects Effects) : Operation
{
    /// <summary>It may neither be repeated nor dropped.</summary>
    public bool RunsOnce => Effects is Effects.Stores or Effects.Any;
}

/// <summary>A C# method whose derivative is given by a rule. Runs exactly once, in its place; one target where it returns a number,
/// and where it returns a struct, that and each of its leaves.</summary>
internal sealed record RuleCall(Rule Rule, EquatableArray<Value> Arguments) : Operation;

/// <summary>The reverse of a <see cref="RuleCall"/>, as C#: adds to memory (or overwrites it), and to variables, numbers and structs, that start at zero
/// and end as the targets. In the template stand the arguments, then the adjoints, then the targets, the last by reference.</summary>
internal sealed record Pullback(string Template, EquatableArray<Value> Arguments, EquatableArray<Value> Adjoints) : Operation;

/// <summary>A <see cref="RuleCall"/> along a direction, as C#: does what the method does, and overwrites the tangents of the memory that this writes.
/// In the template stand the arguments, then the tangents in the order of the parameters. The targets are the value and its tangent.</summary>
internal sealed record Pushforward(string Template, EquatableArray<Value> Arguments, EquatableArray<Value> Tangents) : Operation;

/// <summary>Throws the exception that the C# expression yields. No target; what follows in its block is not reached.</summary>
internal sealed record Throw(string Template, EquatableArray<Value> Arguments) : Operation;

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.InteropServices;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Tests.Support;

/// <summary>What a <see cref="Throw"/> throws for which no exception was given.</summary>
internal sealed class InterpretedException(string template) : Exception(template)
{
    public string Template { get; } = template;
}

/// <summary>Runs functions of the IR on .NET scalars and arrays, and finds fault with more than C# would: memory is poison
/// before it is written and after its scope has ended, and what is said to be in range must be.</summary>
internal sealed class Interpreter(NumberSystem numbers)
{
    private readonly Dictionary<string, Function> functions = [];
    private readonly Dictionary<string, Func<object?[], object?>> opaque = [];
    private readonly HashSet<Function> verified = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, long> counts = [];

    /// <summary>How many lanes a vector has here, of whatever type.</summary>
    public const int VectorWidth = 4;

    private List<Action> endOfScope = [];
    private long steps;

    public Interpreter()
        : this(NumberSystem.Clr)
    {
    }

    /// <summary>How often each primitive and each other operation ran, by name.</summary>
    public IReadOnlyDictionary<string, long> Counts => counts;

    /// <summary>How often an operation ran.</summary>
    public long Count(string operation) => counts.GetValueOrDefault(operation);

    private NumberSystem Numbers => numbers;

    /// <summary>After so many operations and iterations a loop is taken for endless.</summary>
    public long StepLimit { get; init; } = 50_000_000;

    /// <summary>Makes a function callable.</summary>
    public Interpreter With(Function function)
    {
        functions.Add(function.Name, function);
        return this;
    }

    /// <summary>Gives the C# of a template a meaning; that of a throw yields the exception.</summary>
    public Interpreter With(string template, Func<object?[], object?> meaning)
    {
        opaque.Add(template, meaning);
        return this;
    }

    /// <summary>Runs a function once, on a new interpreter.</summary>
    public static object?[] Run(Function function, params object?[] arguments) => new Interpreter().Invoke(function, arguments);

    /// <summary>Runs a function and yields its results. Arrays are passed by reference; struct elements are dictionaries.</summary>
    public object?[] Invoke(Function function, params object?[] arguments)
    {
        if (verified.Add(function)) Verifier.Verify(function, functions.GetValueOrDefault);
        bool fits = arguments.Length == function.Parameters.Count;
        if (!fits) throw new ArgumentException($"{function.Name} takes {function.Parameters.Count} arguments.", nameof(arguments));
        object?[] imported = [.. arguments.Zip(function.Parameters, (argument, parameter) => numbers.Import(argument, parameter.Type))];
        return new Frame(this, ValueNumbers.After(function).Next).Run(function.Body, imported);
    }

    private void Tick()
    {
        if (++steps > StepLimit) throw new InvalidOperationException($"More than {StepLimit} operations ran.");
    }

    private void CountOne(Operation operation)
    {
        Tick();
        string name = operation is Apply apply ? apply.Primitive.Name : operation.GetType().Name;
        CollectionsMarshal.GetValueRefOrAddDefault(counts, name, out _)++;
    }

    /// <summary>One run of one function.</summary>
    private sealed class Frame(Interpreter interpreter, int valueCount)
    {
        private readonly object?[] values = new object?[valueCount];

        public object?[] Run(Block block, params object?[] arguments)
        {
            for (int i = 0; i < arguments.Length; i++) values[block.Arguments[i].Id] = arguments[i];
            foreach (Let let in block.Lets)
            {
                interpreter.CountOne(let.Operation);
                object?[] results = Run(let.Operation, let.Targets);
                for (int i = 0; i < results.Length; i++) values[let.Targets[i].Id] = results[i];
            }

            return All(block.Results);
        }

        private void Multiply(Product product)
        {
            Primitive multiply = Arithmetic.Multiply, add = Arithmetic.Add;
            var type = (ScalarType)((MemoryType)product.C.Memory.Type).Element;
            for (long i = 0; i < Integer(product.Rows); i++)
            {
                for (long j = 0; j < Integer(product.Columns); j++)
                {
                    for (long k = 0; k < Integer(product.Depth); k++)
                    {
                        object summand = Evaluate(new Apply(multiply, []), type, [Element(product.A, i, k), Element(product.B, k, j)])!;
                        object sum = Evaluate(new Apply(add, []), type, [Element(product.C, i, j), summand])!;
                        Memory(product.C.Memory)[Place(product.C, i, j)] = sum;
                    }
                }
            }

            object Element(MatrixPart part, long row, long column) => Memory(part.Memory)[Place(part, row, column)]!;

            long Place(MatrixPart part, long row, long column) => Integer(part.Start) + (row * Integer(part.RowStride)) + (column * Integer(part.ColumnStride));
        }

        private object?[] Run(Operation operation, EquatableArray<Value> targets)
        {
            switch (operation)
            {
                case Constant constant:
                    return [interpreter.Numbers.Constant((ScalarType)targets[0].Type, constant.Bits)];
                case Apply apply when targets[0].Type is VectorType vector:
                    return [Lanewise(lane => Evaluate(apply, vector.Lane, [.. apply.Operands.Select(operand => Get(operand) is object[] lanes ? lanes[lane] : Get(operand)!)]))];
                case Apply apply:
                    return [Evaluate(apply, (ScalarType)targets[0].Type, All(apply.Operands)!)];
                case LaneCount:
                    return [VectorWidth];
                case Splat splat:
                    return [Lanewise(_ => Get(splat.Scalar)!)];
                case Ramp:
                    return [Lanewise(lane => NumericConversion.Unchecked(lane, ((VectorType)targets[0].Type).Element.Kind))];
                case Reduce reduce:
                    return [((object[])Get(reduce.Vector)!).Aggregate((x, y) => Evaluate(new Apply(reduce.Primitive, [reduce.Vector, reduce.Vector]), (ScalarType)targets[0].Type, [x, y]))];
                case Alloc alloc:
                    return [Allocate(((MemoryType)targets[0].Type).Element, [.. Walk.Operands(alloc).Select(Integer)])];
                case Length length:
                    return [Memory(length.Memory).Extent(length.Dimension)];
                case Apart apart:
                    return [Memory(apart.Memory).IsApart(Integer(apart.Start), Memory(apart.Other), Integer(apart.OtherStart), Integer(apart.Count))];
                case Choose choose:
                    return [(bool)Get(choose.Condition)! ? Memory(choose.First) : Memory(choose.Second)];
                case Slice slice:
                    return [Memory(slice.Memory).Slice(Integer(slice.Start), Integer(slice.Count))];
                case Row row:
                    return [Memory(row.Memory).Row(Integer(row.Index))];
                case Load load:
                    return [Read(load, targets[0].Type)];
                case Store store:
                    Write(store);
                    return [];
                case Scatter scatter:
                    Write(scatter);
                    return [];
                case Gather gather:
                    return [Lanewise(lane => IsIncluded(gather.Mask, lane) ? Memory(gather.Memory)[Lane(gather.Indices, lane)]! : NumericConversion.Unchecked(0, ((VectorType)targets[0].Type).Element.Kind))];
                case AddEach added:
                    Add(added, ((VectorType)added.Vector.Type).Element);
                    return [];
                case Copy copy:
                    Memory(copy.Source).CopyTo(Memory(copy.Destination));
                    return [];
                case Fill fill:
                    Memory(fill.Memory).Fill(Get(fill.Element));
                    return [];
                case Product product:
                    Multiply(product);
                    return [];
                case For loop:
                    return Run(loop);
                case While loop:
                    return Run(loop);
                case If branch:
                    return Run((bool)Get(branch.Condition)! ? branch.Then : branch.Else);
                case Scope scope:
                    return Run(scope);
                case Stack:
                    return [NewStack()];
                case Push push:
                    Tape(push.Tape).Push(Get(push.Element)!);
                    return [];
                case Reserve reserve:
                    MemoryView room = Allocate(((MemoryType)targets[0].Type).Element, [Integer(reserve.Count)]);
                    Tape(reserve.Tape).Push(room);
                    return [room];
                case Release release:
                    var released = (MemoryView)Tape(release.Tape).Pop();
                    return [released.Count == Integer(release.Count) ? released : throw new InvalidOperationException("What is taken off is not what was put on.")];
                case Pop pop:
                    return [Tape(pop.Tape).Pop()];
                case Call call:
                    return interpreter.Invoke(interpreter.functions[call.Function], All(call.Arguments));
                case OpaqueCall call:
                    object? result = Meaning(call.Template)(All(call.Arguments));
                    return targets.Count == 0 ? [] : [interpreter.Numbers.Import(result, targets[0].Type)];
                case RuleCall call:
                    object? returned = Meaning(call.Rule.Method)(All(call.Arguments));
                    return targets.Count == 0 ? [] : [interpreter.Numbers.Import(returned, targets[0].Type)];
                case Pullback pullback:
                    return PullBack(pullback, targets);
                case Throw thrown:
                    throw interpreter.opaque.ContainsKey(thrown.Template)
                        ? (Exception)Meaning(thrown.Template)(All(thrown.Arguments))!
                        : new InterpretedException(thrown.Template);
                default:
                    throw new InvalidOperationException($"No meaning for {operation.GetType().Name}.");
            }
        }

        /// <summary>The meaning gets the arguments, the adjoints of memory and an array of zeros to add to, one for each target.</summary>
        private object?[] PullBack(Pullback pullback, EquatableArray<Value> targets)
        {
            double[] added = new double[targets.Count];
            Meaning(pullback.Template)([.. All(pullback.Arguments), .. All(pullback.Adjoints), added]);
            return [.. added.Zip(targets, (number, target) => target.Type == ScalarType.Single ? (object)(float)number : number)];
        }

        // The verifier cannot know which operands of a primitive are counts; a number among other numbers must be of their type.
        private object Evaluate(Apply apply, ScalarType type, object[] operands)
        {
            IReadOnlyList<Operand> kinds = ((ScalarPrimitive)apply.Primitive).Operands;
            for (int i = 1; i < operands.Length && operands[0] is float or double; i++)
            {
                bool isOdd = kinds[i] == Operand.Number && operands[i].GetType() != operands[0].GetType();
                if (isOdd) throw new InvalidOperationException($"{apply.Primitive} of {operands[0].GetType()} and {operands[i].GetType()}.");
            }

            return interpreter.Numbers.Evaluate(apply, type, operands);
        }

        private static object[] Lanewise(Func<int, object> lane) => [.. Enumerable.Range(0, VectorWidth).Select(lane)];

        private object?[] Run(For loop)
        {
            var type = (ScalarType)loop.Lower.Type;
            Int128 lower = ClrValues.ToInteger(Get(loop.Lower)!), upper = ClrValues.ToInteger(Get(loop.Upper)!), step = ClrValues.ToInteger(Get(loop.Step)!);
            if (step == 0) throw new InvalidOperationException("The step of a loop is zero.");
            Int128 distance = step > 0 ? upper - lower : lower - upper, stride = Int128.Abs(step);
            Int128 count = distance <= 0 ? 0 : (distance + stride - 1) / stride;

            object?[] carried = All(loop.Initial);
            Int128 begun = 0;
            for (bool goOn = true; goOn && begun < count; begun++)
            {
                interpreter.Tick();
                object index = ClrValues.OfInteger(type, lower + (step * (loop.Reversed ? count - 1 - begun : begun)));
                object?[] results = Run(loop.Body, [index, .. carried]);
                goOn = !loop.MayExit || (bool)results[0]!;
                carried = loop.MayExit ? results[1..] : results;
            }

            return loop.MayExit ? [(int)begun, .. carried] : carried;
        }

        private object?[] Run(While loop)
        {
            object?[] carried = All(loop.Initial);
            while (true)
            {
                interpreter.Tick();
                object?[] tested = Run(loop.Condition, carried);
                if (!(bool)tested[0]!) return tested[1..];
                carried = Run(loop.Body, tested[1..]);
            }
        }

        private object?[] Run(Scope scope)
        {
            List<Action> outer = interpreter.endOfScope;
            interpreter.endOfScope = [];
            object?[] results = Run(scope.Body);
            foreach (Action end in interpreter.endOfScope) end();
            interpreter.endOfScope = outer;
            return results;
        }

        private MemoryView Allocate(IrType element, long[] lengths)
        {
            if (lengths.Any(length => length < 0)) throw new OverflowException();
            MemoryView memory = MemoryView.Of(Array.CreateInstance(interpreter.Numbers.ElementType(element), lengths));
            memory.Fill(interpreter.Numbers.Poison(element));
            interpreter.endOfScope.Add(() => memory.Fill(interpreter.Numbers.Poison(element)));
            return memory;
        }

        private Stack<object> NewStack()
        {
            var stack = new Stack<object>();
            interpreter.endOfScope.Add(stack.Clear);
            return stack;
        }

        private object? Read(Load load, IrType type)
        {
            if (type is VectorType && load.Memory.Type is MemoryType { Element: ScalarType }) return Lanewise(lane => Element(Memory(load.Memory)[Index(load.Memory, load.Index, load.InRange, lane * load.Stride)]!));
            object? element = Memory(load.Memory)[Index(load.Memory, load.Index, load.InRange)];
            if (load.Leaf.Length == 0) return element;
            return element is ImmutableDictionary<string, object> leaves && leaves.TryGetValue(load.Leaf, out object? leaf) ? leaf : interpreter.Numbers.Poison(type);

            // Lanes of 64 bits may hold numbers of 32.
            object Element(object number) => number is int && type is VectorType { Element.Kind: ScalarKind.Int64 } ? (long)(int)number : number;
        }

        private void Write(Store store)
        {
            MemoryView memory = Memory(store.Memory);
            if (store.Element.Type is VectorType && store.Memory.Type is MemoryType { Element: ScalarType })
            {
                for (int lane = 0; lane < VectorWidth; lane++) memory[Index(store.Memory, store.Index, store.InRange, lane * store.Stride)] = ((object[])Get(store.Element)!)[lane];
                return;
            }

            long index = Index(store.Memory, store.Index, store.InRange);
            var leaves = memory[index] as ImmutableDictionary<string, object> ?? ImmutableDictionary<string, object>.Empty;
            memory[index] = store.Leaf.Length == 0 ? Get(store.Element) : leaves.SetItem(store.Leaf, Get(store.Element)!);
        }

        private void Write(Scatter scatter)
        {
            for (int lane = 0; lane < Math.Min(VectorWidth, Integer(scatter.Count)); lane++)
            {
                Memory(scatter.Memory)[Integer(scatter.Index) + (lane * Integer(scatter.Stride))] = ((object[])Get(scatter.Vector)!)[lane];
            }
        }

        private void Add(AddEach added, ScalarType type)
        {
            for (int lane = 0; lane < VectorWidth; lane++)
            {
                if (!IsIncluded(added.Mask, lane)) continue;
                long index = Lane(added.Indices, lane);
                Memory(added.Memory)[index] = Evaluate(new Apply(Arithmetic.Add, [added.Vector, added.Vector]), type, [Memory(added.Memory)[index]!, ((object[])Get(added.Vector)!)[lane]]);
            }
        }

        /// <summary>A lane of an index, which wraps around like an int.</summary>
        private long Lane(Value indices, int lane) => unchecked((int)(long)ClrValues.ToInteger(((object[])Get(indices)!)[lane]));

        private bool IsIncluded(Value? mask, int lane) => mask is null || (bool)((object[])Get(mask)!)[lane];

        private long Index(Value memory, Value index, bool inRange, int distance = 0)
        {
            long position = Integer(index) + distance;
            if (!inRange || Memory(memory).Contains(position)) return position;
            throw new InvalidOperationException($"%{index.Id} is said to be in range, but is {position} of {Memory(memory).Count}.");
        }

        private Func<object?[], object?> Meaning(string template) =>
            interpreter.opaque.GetValueOrDefault(template) ?? interpreter.Numbers.Meaning(template) ?? throw new InvalidOperationException($"The C# code {template} has been given no meaning.");

        private object? Get(Value value) => values[value.Id];

        private object?[] All(EquatableArray<Value> many)
        {
            var all = new object?[many.Count];
            for (int i = 0; i < all.Length; i++) all[i] = Get(many[i]);
            return all;
        }

        private MemoryView Memory(Value value) => (MemoryView?)Get(value) ?? throw new NullReferenceException();

        private Stack<object> Tape(Value value) => (Stack<object>)Get(value)!;

        private long Integer(Value value) => (long)ClrValues.ToInteger(Get(value)!);
    }
}

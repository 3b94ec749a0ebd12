using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Transforms;

/// <summary>A Jacobian or Hessian in the making: a function that runs the primal for what it does, and then a derivative of it for
/// every column or row of the matrix. Working memory that goes with arrays of arrays is in one piece.</summary>
/// <remarks>Parameters: the primal's, the adjoints of a Hessian, and the matrix, row after row.</remarks>
internal sealed class DenseDerivative
{
    private readonly Module primal;
    private readonly MethodSignature signature;
    private readonly List<Function> helpers = [];
    private readonly List<(Value Memory, Value Copy)> atEntry;
    private readonly List<Value> rowStarts;

    public DenseDerivative(Module primal, MethodSignature signature, string name)
    {
        (this.primal, this.signature) = (primal, signature);
        Builder = new Builder(ValueNumbers.After(primal.Root));
        ScalarType widest = AddedParameter.Widest(signature);
        Matrix = Builder.Numbers.Create(new MemoryType(widest, MemoryForm.Span), name);
        atEntry = EntryContents.Keep(Builder, primal.Root.Parameters.Where(IsWritten));
        rowStarts = [.. Differentiated.SelectMany(static entry => entry.Leaves).Where(IsJagged).Select(RowStarts)];
    }

    public Builder Builder { get; }

    public Value Matrix { get; }

    /// <summary>The primal's parameters with what they are in the user's signature.</summary>
    private IEnumerable<(SignatureParameter Parameter, Value[] Leaves)> Parameters
    {
        get
        {
            int next = 0;
            foreach (SignatureParameter parameter in signature.Parameters)
            {
                int count = parameter.Leaves.Count;
                yield return (parameter, [.. primal.Root.Parameters.Skip(next).Take(count)]);
                next += count;
            }
        }
    }

    /// <summary>What every row or column is handed.</summary>
    private IEnumerable<Value> Common => [.. primal.Root.Parameters, .. atEntry.Select(static kept => kept.Copy), .. rowStarts];

    /// <summary>The parameters that take part, with their floating leaves.</summary>
    public IEnumerable<(SignatureParameter Parameter, Value[] Leaves)> Differentiated =>
        from entry in Parameters
        where entry.Parameter.Role is ParameterRole.Active or ParameterRole.Output
        select (entry.Parameter, entry.Leaves.Where(static leaf => ForwardMode.HasTangent(leaf.Type)).ToArray());

    /// <summary>The matrix has rows for what the method leaves in it.</summary>
    public bool IsRow(SignatureParameter parameter) => parameter.IsRow(signature.ReturnType != "void");

    /// <summary>For each of the leaves what belongs to it: cleared memory of the same shape, or a number that a line is handed.</summary>
    /// <param name="lanes">With a vector of these for each number, and not cleared.</param>
    public static Value[] Beside(Builder builder, IEnumerable<Value> leaves, char letter, ScalarType? lanes = null) =>
        [.. leaves.Select(leaf => Beside(builder, leaf, leaf.Name is { } name ? AddedParameter.Prefixed(letter, name) : null, lanes))];

    /// <summary>Calls a derivative that was added, with buffers of its own where arrays of arrays are in one piece.</summary>
    public EquatableArray<Value> CallDerivative(Builder builder, Function function, IReadOnlyCollection<Value> arguments)
    {
        int further = function.Parameters.Count - arguments.Count;
        return Call(builder, function, [.. arguments, .. Enumerable.Range(0, further).Select(i => rowStarts[i % rowStarts.Count])]);
    }

    /// <summary>Calls a function of its own that goes with this one.</summary>
    public EquatableArray<Value> Call(Builder builder, Function function, IEnumerable<Value> arguments) =>
        builder.DefineAll(function.Results.Select(result => builder.Numbers.Create(result.Type, result.Name)).ToEquatableArray(), new Call(function.Name, arguments.ToEquatableArray()));

    /// <summary>Makes a function part of the module, under a name of its own, with memory of its own.</summary>
    public Function Add(Function function, string suffix)
    {
        helpers.Add(Scoped(function) with { Name = primal.FreeName(primal.Root.Name + suffix, helpers.Select(static helper => helper.Name)) });
        return helpers[helpers.Count - 1];
    }

    /// <summary>What the function allocates is freed when it returns.</summary>
    private static Function Scoped(Function function)
    {
        if (!Walk.Lets(function.Body).Any(static let => let.Operation is Alloc or Stack)) return function;
        ValueNumbers numbers = ValueNumbers.After(function);
        EquatableArray<Value> results = function.Results.Select(result => numbers.Create(result.Type, result.Name)).ToEquatableArray();
        return function with { Body = new Block(function.Parameters, [new Let(results, new Scope(function.Body with { Arguments = [] }))], results) };
    }

    /// <summary>A derivative, with what it calls, of which these parameters are buffers that are made here.</summary>
    public Function AddDerivative(Module module, string suffix, IEnumerable<int> buffers) =>
        Add(FlatRows.Run(module, buffers.Where(i => IsJagged(module.Root.Parameters[i])).ToEquatableArray()), suffix);

    /// <summary>The root of a module, with what it calls.</summary>
    public Function Add(Module module, string suffix)
    {
        foreach (Function helper in module.Helpers.Where(helper => helpers.TrueForAll(other => other.Name != helper.Name))) helpers.Add(helper);
        return Add(module.Root, suffix);
    }

    /// <summary>Makes the function that computes one row or column: what stands in the primal's memory is put back first.</summary>
    /// <param name="own">What is handed to it besides the primal's parameters.</param>
    public Function AddLine(string suffix, IEnumerable<Value> own, Action<Builder> compute)
    {
        var body = new Builder(Builder.Numbers);
        EntryContents.PutBack(body, atEntry);
        compute(body);
        Value[] parameters = [.. Common, .. own];
        return Add(new Function("", parameters.Select(static _ => ParameterRole.Constant).ToEquatableArray(), body.ToBlock(parameters.ToEquatableArray(), [])), suffix);
    }

    /// <summary>Computes a row or column for every coordinate: it alone is one, the others are zero.</summary>
    /// <param name="directions">The scalars and memory of all coordinates.</param>
    public void ForEachUnit(Builder builder, Coordinates coordinates, IReadOnlyList<Value> directions, Function line, params Value[] further) =>
        coordinates.ForEach(builder, (body, unit, index, position) =>
        {
            if (index is not null) body.Store(unit, index, body.Number(((MemoryType)unit.Type).Element, 1), inRange: true);
            IEnumerable<Value> own = directions.Select(direction => direction.Type is MemoryType ? direction : body.Number(direction.Type, index is null && direction == unit ? 1 : 0)).ToArray();
            Call(body, line, [.. Common, .. own, .. further, Matrix, position]);
            if (index is not null) body.Store(unit, index, body.Number(((MemoryType)unit.Type).Element, 0), inRange: true);
        });

    /// <summary>Computes as many rows or columns at once as there are lanes, from each multiple of their number on.</summary>
    public void ForEachBlock(Builder builder, Value count, ScalarType lanes, Function line, params IEnumerable<Value> own)
    {
        Value first = builder.Numbers.Create(ScalarType.Int32, line.Parameters[^1].Name);
        Builder body = builder.Nested();
        Call(body, line, [.. Common, .. own, Matrix, first]);
        builder.Do(new For(builder.Int(0), count, builder.Define(ScalarType.Int32, new LaneCount(lanes)), [], body.ToBlock([first], [])));
    }

    /// <summary>Makes the coordinates directions, one to a lane: from a position on, each lane has the next of them alone.</summary>
    /// <param name="directions">Memory, and numbers that have yet to be defined.</param>
    public static void Units(Builder builder, Coordinates directions, Value first, ScalarType lanes) =>
        directions.ForEach(builder, (body, direction, index, position) =>
        {
            var vector = new VectorType(lanes);
            Value lane = body.Convert(body.Convert(body.Apply(Arithmetic.Subtract, position, first), lanes), vector);
            var unit = new Apply(Arithmetic.Select, [body.Apply(Arithmetic.Equal, body.Define(vector, new Ramp()), lane), body.Number(vector, 1), body.Number(vector, 0)]);
            if (index is null) body.DefineAll([direction], unit);
            else body.Store(direction, index, body.Define(vector, unit), inRange: true);
        });

    /// <summary>Sets matrix[row, column], and for the other lanes what is below of it, or beside it, as far as the matrix goes.</summary>
    /// <param name="rows">Where the lanes are below each other.</param>
    public void Set(Builder builder, Value row, Value column, Value columns, Value vectorOrMemory, Value? index, Value? rows)
    {
        Value element = index is null ? vectorOrMemory : builder.Load(vectorOrMemory, index, inRange: true);
        Value position = builder.Apply(Arithmetic.Add, builder.Apply(Arithmetic.Multiply, row, columns), column);
        (Value stride, Value count) = rows is null ? (builder.Int(1), builder.Apply(Arithmetic.Subtract, columns, column)) : (columns, builder.Apply(Arithmetic.Subtract, rows, row));
        builder.Do(new Scatter(Matrix, position, stride, element, count));
    }

    /// <summary>Sets matrix[row, column].</summary>
    public void Set(Builder builder, Value row, Value column, Value columns, Value scalarOrMemory, Value? index)
    {
        Value element = index is null ? scalarOrMemory : builder.Load(scalarOrMemory, index, inRange: true);
        Value position = builder.Apply(Arithmetic.Add, builder.Apply(Arithmetic.Multiply, row, columns), column);
        builder.Store(Matrix, position, builder.Convert(element, (ScalarType)((MemoryType)Matrix.Type).Element), inRange: true);
    }

    public Module Finish(IEnumerable<Value> parameters, IEnumerable<ParameterRole> roles, IEnumerable<Value> results, string kind)
    {
        var root = new Function(primal.Root.Name + kind, roles.ToEquatableArray(), Builder.ToBlock(parameters.ToEquatableArray(), results.ToEquatableArray()));
        return new Module(root, helpers.ToEquatableArray()).Reachable();
    }

    private static Value Beside(Builder builder, Value leaf, string? name, ScalarType? lanes)
    {
        if (leaf.Type is not MemoryType type) return builder.Numbers.Create(LaneTypes.Of(leaf.Type, lanes), name);
        Value? columns = type.Form == MemoryForm.Matrix ? builder.Length(leaf, 1) : null;
        MemoryType own = type.IsJagged ? new MemoryType(type.Leaf, MemoryForm.Span) : Shadows.TypeOf(type);
        Value memory = builder.Define(LaneTypes.Of(own, lanes), new Alloc(type.IsJagged ? builder.Count(leaf) : builder.Length(leaf), columns), name);
        if (lanes is null) Shadows.Clear(builder, memory);
        return memory;
    }

    /// <summary>Where each row starts if one follows the other, and where the last one ends.</summary>
    private Value RowStarts(Value jagged)
    {
        Value rows = Builder.Apply(Arithmetic.Add, Builder.Length(jagged), Builder.Int(1));
        Value starts = Builder.Define(new MemoryType(ScalarType.Int32, MemoryForm.Span), new Alloc(rows), $"{jagged.Name}Starts");
        Value end = Builder.ForEachRow(jagged, (body, _, index, start, _) => body.Store(starts, index, start, inRange: true));
        Builder.Store(starts, Builder.Length(jagged), end, inRange: true);
        return starts;
    }

    private static bool IsJagged(Value value) => value.Type is MemoryType { IsJagged: true };

    private bool IsWritten(Value leaf) => leaf.Type is MemoryType && Parameters.Any(entry => entry.Parameter.Written && entry.Leaves.Contains(leaf));
}

using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Transforms;

/// <summary>A Jacobian or Hessian in the making: a function that runs the primal once, for what it does, and then a derivative of it for
/// every column or row of the matrix.</summary>
/// <remarks>Parameters: the primal's, the adjoints of a Hessian, and the matrix, row after row.</remarks>
internal sealed class DenseDerivative
{
    private readonly Module primal;
    private readonly MethodSignature signature;
    private readonly List<Function> helpers = [];
    private readonly List<(Value Memory, Value Copy)> atEntry;

    public DenseDerivative(Module primal, MethodSignature signature, string name)
    {
        (this.primal, this.signature) = (primal, signature);
        Builder = new Builder(ValueNumbers.After(primal.Root));
        ScalarType widest = AddedParameter.Widest(signature);
        Matrix = Builder.Numbers.Create(new MemoryType(widest, MemoryForm.Span), name);
        atEntry = EntryContents.Keep(Builder, primal.Root.Parameters.Where(IsWritten));
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

    /// <summary>The parameters that take part, with their floating leaves.</summary>
    public IEnumerable<(SignatureParameter Parameter, Value[] Leaves)> Differentiated =>
        from entry in Parameters
        where entry.Parameter.Role is ParameterRole.Active or ParameterRole.Output
        select (entry.Parameter, entry.Leaves.Where(static leaf => ForwardMode.HasTangent(leaf.Type)).ToArray());

    /// <summary>The matrix has rows for what the method leaves in it.</summary>
    public bool IsRow(SignatureParameter parameter) => parameter.IsRow(signature.ReturnType != "void");

    /// <summary>For each of the leaves what belongs to it: cleared memory of the same shape, or a number that a line is handed.</summary>
    public static Value[] Beside(Builder builder, IEnumerable<Value> leaves, char letter) => [.. leaves.Select(leaf => Beside(builder, leaf, leaf.Name is { } name ? AddedParameter.Prefixed(letter, name) : null))];

    /// <summary>Calls a function of its own that goes with this one.</summary>
    public EquatableArray<Value> Call(Builder builder, Function function, IEnumerable<Value> arguments) =>
        builder.DefineAll(function.Results.Select(result => builder.Numbers.Create(result.Type, result.Name)).ToEquatableArray(), new Call(function.Name, arguments.ToEquatableArray()));

    /// <summary>Makes a function part of the module, under a name of its own, with memory of its own.</summary>
    public Function Add(Function function, string suffix)
    {
        string wanted = primal.Root.Name + suffix;
        string name = Enumerable.Range(1, int.MaxValue).Select(number => number == 1 ? wanted : $"{wanted}{number}").First(free => primal.Find(free) is null && helpers.TrueForAll(helper => helper.Name != free));
        helpers.Add(Scoped(function) with { Name = name });
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
        Value[] parameters = [.. primal.Root.Parameters, .. atEntry.Select(static kept => kept.Copy), .. own];
        return Add(new Function("", parameters.Select(static _ => ParameterRole.Constant).ToEquatableArray(), body.ToBlock(parameters.ToEquatableArray(), [])), suffix);
    }

    /// <summary>Computes a row or column for every coordinate: it alone is one, the others are zero.</summary>
    /// <param name="directions">The scalars and memory of all coordinates.</param>
    public void ForEachUnit(Builder builder, Coordinates coordinates, IReadOnlyList<Value> directions, Function line, params Value[] further) =>
        coordinates.ForEach(builder, (body, unit, index, position) =>
        {
            if (index is not null) body.Store(unit, index, body.Number(((MemoryType)unit.Type).Element, 1), inRange: true);
            IEnumerable<Value> own = directions.Select(direction => direction.Type is MemoryType ? direction : body.Number(direction.Type, index is null && direction == unit ? 1 : 0)).ToArray();
            Call(body, line, [.. primal.Root.Parameters, .. atEntry.Select(static kept => kept.Copy), .. own, .. further, Matrix, position]);
            if (index is not null) body.Store(unit, index, body.Number(((MemoryType)unit.Type).Element, 0), inRange: true);
        });

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

    private static Value Beside(Builder builder, Value leaf, string? name)
    {
        if (leaf.Type is not MemoryType type) return builder.Numbers.Create(leaf.Type, name);
        if (type.IsJagged) throw new Refusal("Jacobians and Hessians by arrays of arrays are not supported; use T[,]");
        Value? columns = type.Form == MemoryForm.Matrix ? builder.Length(leaf, 1) : null;
        Value cleared = builder.Define(Shadows.TypeOf(type), new Alloc(builder.Length(leaf), columns), name);
        Shadows.Clear(builder, cleared);
        return cleared;
    }

    private bool IsWritten(Value leaf) => leaf.Type is MemoryType && Parameters.Any(entry => entry.Parameter.Written && entry.Leaves.Contains(leaf));
}

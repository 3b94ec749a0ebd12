using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Transforms;

/// <summary>Has a function take working memory of the shape of an array of arrays in one piece, row after row, because the workspace has no arrays of arrays.
/// Further parameters say where the rows start, and where the last one ends.</summary>
internal sealed class FlatRows
{
    private readonly Module module;
    private readonly Dictionary<(string Function, EquatableArray<int> Parameters), string> names = [];
    private readonly List<Function> functions = [];

    private FlatRows(Module module) => this.module = module;

    /// <param name="parameters">The parameters of the root that are taken so, by their positions.</param>
    public static Module Run(Module module, EquatableArray<int> parameters)
    {
        if (parameters.Count == 0) return module;
        var pass = new FlatRows(module);
        Function root = pass.Run(module.Root, module.Root.Name, parameters);
        return new Module(root, [.. pass.functions, .. module.Helpers]).Reachable();
    }

    private Function Run(Function function, string name, EquatableArray<int> parameters)
    {
        ValueNumbers numbers = ValueNumbers.After(function);
        Dictionary<Value, (Value Flat, Value Starts)> pieces = [];
        Value[] own = [.. function.Parameters];
        foreach (int i in parameters)
        {
            Value flat = numbers.Create(new MemoryType(((MemoryType)own[i].Type).Leaf, MemoryForm.Span), own[i].Name);
            pieces[own[i]] = (flat, numbers.Create(new MemoryType(ScalarType.Int32, MemoryForm.ReadOnlySpan), $"{own[i].Name}Starts"));
            own[i] = flat;
        }

        Value[] starts = [.. parameters.Select(i => pieces[function.Parameters[i]].Starts)];
        Block body = Visit(function.Body, pieces, numbers);
        return function with
        {
            Name = name,
            Roles = [.. function.Roles, .. starts.Select(static _ => ParameterRole.Constant).ToArray()],
            Body = body with { Arguments = [.. own, .. starts] },
        };
    }

    private Block Visit(Block block, Dictionary<Value, (Value Flat, Value Starts)> pieces, ValueNumbers numbers)
    {
        var builder = new Builder(numbers);
        foreach (Let let in block.Lets)
        {
            builder.Origin = let.Origin;
            switch (let.Operation)
            {
                case Length length when pieces.TryGetValue(length.Memory, out var piece):
                    builder.DefineAll(let.Targets, new Apply(Arithmetic.Subtract, [builder.Length(piece.Starts), builder.Int(1)]));
                    break;
                case Row row when pieces.TryGetValue(row.Memory, out var piece):
                    Value start = builder.Load(piece.Starts, row.Index, inRange: true);
                    Value end = builder.Load(piece.Starts, builder.Apply(Arithmetic.Add, row.Index, builder.Int(1)), inRange: true);
                    builder.DefineAll(let.Targets, new Slice(piece.Flat, start, builder.Apply(Arithmetic.Subtract, end, start), InRange: true));
                    break;
                case Call call when call.Arguments.Any(pieces.ContainsKey):
                    builder.DefineAll(let.Targets, Rewrite(call, pieces));
                    break;
                case var other when Walk.Operands(other).Any(pieces.ContainsKey):
                    throw new Refusal("arrays of arrays that are passed to a method with a rule have no Jacobian or Hessian; pass their rows", let.Origin);
                default:
                    builder.Append(let with { Operation = Walk.Rewrite(let.Operation, static value => value, inner => Visit(inner, pieces, numbers)) });
                    break;
            }
        }

        return builder.ToBlock(block.Arguments, block.Results);
    }

    private Call Rewrite(Call call, Dictionary<Value, (Value Flat, Value Starts)> pieces)
    {
        int count = call.Arguments.Count;
        EquatableArray<int> positions = Enumerable.Range(0, count).Where(i => pieces.ContainsKey(call.Arguments[i])).ToEquatableArray();
        IEnumerable<Value> arguments = call.Arguments.Select(argument => pieces.TryGetValue(argument, out var piece) ? piece.Flat : argument);
        IEnumerable<Value> starts = positions.Select(i => pieces[call.Arguments[i]].Starts);
        return new Call(NameOf(call.Function, positions), [.. arguments, .. starts], [.. call.ReadOnly, .. Enumerable.Range(count, positions.Count)]);
    }

    private string NameOf(string function, EquatableArray<int> positions)
    {
        if (names.TryGetValue((function, positions), out string? known)) return known;
        int number = names.Keys.Count(other => other.Function == function) + 1;
        string name = names[(function, positions)] = $"{function}Flat{(number == 1 ? "" : number)}";
        functions.Add(Run(module.Find(function)!, name, positions));
        return name;
    }
}

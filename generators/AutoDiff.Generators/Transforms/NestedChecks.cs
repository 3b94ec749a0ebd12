using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Transforms;

/// <summary>What a generated member checks of its arguments, in front of the calls of a derivative: only what might not hold there.</summary>
internal sealed class NestedChecks
{
    private const string Guard = "global::AutoDiff.Guard";

    private readonly NestedDerivative nested;
    private readonly ValueNumbers numbers;
    private readonly MemoryObjects memory;
    private readonly Dictionary<Value, Operation> definitions;

    private NestedChecks(Function caller, NestedDerivative nested)
    {
        this.nested = nested;
        numbers = ValueNumbers.After(caller);
        memory = MemoryObjects.Of(caller);
        definitions = Walk.Lets(caller.Body).Where(static let => let.Targets.Count == 1).ToDictionary(static let => let.Target, static let => let.Operation);
    }

    public static Function Run(Function caller, NestedDerivative nested) =>
        Module.Calls(caller).Any(call => call.Call.Function == nested.Name) ? caller with { Body = new NestedChecks(caller, nested).In(caller.Body) } : caller;

    /// <summary>A parameter of the member that is memory.</summary>
    /// <param name="Pieces">The memory, or of what is split a piece for each part.</param>
    private sealed record Buffer(string Name, Value[] Pieces, bool IsWritten);

    private Block In(Block block)
    {
        var builder = new Builder(numbers);
        foreach (Let let in block.Lets)
        {
            if (let.Operation is Call call && call.Function == nested.Name)
            {
                builder.Origin = let.Origin;
                Check(builder, call.Arguments);
            }

            builder.Append(let with { Operation = Walk.Rewrite(let.Operation, static value => value, In) });
        }

        return builder.ToBlock(block.Arguments, block.Results);
    }

    /// <summary>In the order of the parameters.</summary>
    private void Check(Builder builder, EquatableArray<Value> arguments)
    {
        Queue<Value> remaining = new(arguments);
        List<Buffer> earlier = [];
        Dictionary<SignatureParameter, Value[]> primals = [];
        foreach (SignatureParameter parameter in nested.Signature.Parameters)
        {
            Value[] leaves = [.. parameter.Leaves.Select(_ => remaining.Dequeue())];
            primals[parameter] = leaves;
            if (parameter.IrType is MemoryType) CheckOverlaps(builder, new Buffer(parameter.Name, leaves, parameter.Written), earlier);
        }

        foreach (AddedParameter added in AddedParameter.Of(nested.Signature, nested.Kind))
        {
            if (added.Type is not MemoryType)
            {
                if (added.Role is AddedRole.Seed or AddedRole.Tangent) Skip(added);
                continue;
            }

            Value[] pieces = [.. FloatingLeaves(added).Select(_ => remaining.Dequeue())];
            if (added.Role == AddedRole.Matrix) CheckSize(builder, added, pieces[0], primals);
            else CheckShape(builder, added.Name, pieces[0], primals[added.Primal!][0]);
            bool isWritten = added.Role != AddedRole.Tangent || added.Primal is { Written: true } or { Role: ParameterRole.Output };
            CheckOverlaps(builder, new Buffer(added.Name, pieces, isWritten), earlier);
        }

        void Skip(AddedParameter added)
        {
            SplitShape? shape = added.Primal is { } primal ? primal.Split : nested.Signature.ReturnShape;
            for (int i = shape?.Leaves.Count(static leaf => leaf.Type.IsFloating) ?? 1; i > 0; i--) remaining.Dequeue();
        }
    }

    private static IEnumerable<object> FloatingLeaves(AddedParameter added) =>
        added.Primal?.Split is { } split ? split.Leaves.Where(static leaf => leaf.Type.IsFloating) : [added];

    private void CheckShape(Builder builder, string name, Value buffer, Value primal)
    {
        var type = (MemoryType)buffer.Type;
        if (type.IsJagged || type.Form == MemoryForm.Matrix) Require(builder, $"{Guard}.Shape<{TypeText.Of(type.Leaf)}>({{0}}, {{1}}, \"{name}\")", buffer, primal);
        else if (!LengthOf(buffer).Equals(LengthOf(primal))) Require(builder, $"{Guard}.Length<{TypeText.Of(type.Element)}>({{0}}, {{1}}, \"{name}\")", buffer, builder.Length(primal));
    }

    /// <summary>As many elements as outputs times inputs.</summary>
    private void CheckSize(Builder builder, AddedParameter added, Value matrix, Dictionary<SignatureParameter, Value[]> primals)
    {
        bool returns = nested.Signature.ReturnType != "void";
        Value inputs = Count(builder, primals.Where(static entry => entry.Key.Role == ParameterRole.Active));
        Value rows = nested.Kind == DerivativeKind.Hessian ? inputs : Count(builder, primals.Where(entry => entry.Key.IsRow(returns)), nested.Signature.ReturnShape?.Leaves.Count(static leaf => leaf.Type.IsFloating) ?? (returns ? 1 : 0));
        Require(builder, $"{Guard}.Size<{TypeText.Of(((MemoryType)matrix.Type).Element)}>({{0}}, {{1}}, {{2}}, \"{added.Name}\")", matrix, rows, inputs);
    }

    private static Value Count(Builder builder, IEnumerable<KeyValuePair<SignatureParameter, Value[]>> parameters, int further = 0)
    {
        Coordinates numbers = new();
        foreach (KeyValuePair<SignatureParameter, Value[]> entry in parameters) numbers.Add([.. entry.Value.Where(static leaf => ForwardMode.HasTangent(leaf.Type))]);
        Value count = numbers.Count(builder, "count");
        return further == 0 ? count : builder.Apply(Arithmetic.Add, count, builder.Int(further));
    }

    private void CheckOverlaps(Builder builder, Buffer buffer, List<Buffer> earlier)
    {
        foreach (Buffer other in earlier.Where(other => other.IsWritten || buffer.IsWritten))
        {
            foreach (Value piece in buffer.Pieces)
            {
                foreach (Value theirs in other.Pieces.Where(theirs => LeafOf(theirs) == LeafOf(piece) && memory.MayOverlap(piece, theirs))) CheckDisjoint(builder, piece, theirs, buffer.Name, other.Name);
            }
        }

        earlier.Add(buffer);
    }

    private static void CheckDisjoint(Builder builder, Value piece, Value other, string name, string otherName)
    {
        string element = TypeText.Of(LeafOf(piece)), elements = ((MemoryType)piece.Type).IsJagged || ((MemoryType)other.Type).IsJagged ? element : $"{element}, {element}";
        Require(builder, $"{Guard}.Disjoint<{elements}>({Elements(piece, 0)}, {Elements(other, 1)}, \"{name}\", \"{otherName}\")", piece, other);
    }

    private static string Elements(Value piece, int hole) => piece.Type is MemoryType { Form: MemoryForm.Matrix } ? $"{Guard}.Elements<{TypeText.Of(LeafOf(piece))}>({{{hole}}})" : $"{{{hole}}}";

    private static IrType LeafOf(Value piece) => ((MemoryType)piece.Type).Leaf;

    private static void Require(Builder builder, string template, params Value[] arguments) => builder.Do(new OpaqueCall(template, new(arguments), Effects.Throws));

    /// <summary>What memory was made with, or the question for its length.</summary>
    private object LengthOf(Value piece) => DefinitionOf(piece) switch
    {
        Alloc alloc => Count(alloc.Length),
        Slice slice => Count(slice.Count),
        _ => new Length(piece),
    };

    private object Count(Value count) => DefinitionOf(count) switch
    {
        Constant constant => constant,
        Length { Dimension: 0 } length => LengthOf(length.Memory),
        _ => count,
    };

    private Operation? DefinitionOf(Value value) => definitions.TryGetValue(value, out Operation? definition) ? definition : null;
}

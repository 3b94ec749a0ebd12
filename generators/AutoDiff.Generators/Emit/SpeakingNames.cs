using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Emit;

/// <summary>Names for variables that the user did not name: after what computes them, or what they are for.</summary>
internal sealed class SpeakingNames
{
    /// <summary>How far a name is looked for: through choices, tapes and conversions.</summary>
    private const int Reach = 8;

    private readonly Uses uses;
    private readonly Dictionary<Value, string> purposes = [];
    private readonly Dictionary<Value, Value> contents = [];
    private readonly Dictionary<Value, Value> carried = [];

    public SpeakingNames(Function function, Uses uses)
    {
        this.uses = uses;
        foreach (Let let in Walk.Lets(function.Body)) Visit(let);
    }

    /// <summary>A name for a variable that holds the values.</summary>
    public string Of(IReadOnlyList<Value> group) =>
        group.Select(PurposeOf).FirstOrDefault(static purpose => purpose is not null) ?? Of(group.FirstOrDefault(member => uses.DefinitionOf(member) is not null) ?? group[0], Reach);

    /// <summary>What is computed for one purpose is named after that.</summary>
    private string? PurposeOf(Value value) =>
        uses.DefinitionOf(value)?.Operation is not (Length or Constant or Load or Pop) && purposes.TryGetValue(value, out string? purpose) ? purpose : null;

    private string Of(Value value, int reach)
    {
        if (value.Name is { } name) return name;
        if (reach == 0) return "value";
        if (PurposeOf(value) is { } purpose) return purpose;
        return uses.DefinitionOf(value)?.Operation switch
        {
            Apply { Primitive.Name: "Select" } choice => OfChoice(value, [choice.Operands[1], choice.Operands[2]], reach),
            Apply when value.Type is VectorType { IsMask: true } => "mask",
            Apply { Primitive.Name: "Convert" } when value.Type is VectorType => "numbers",
            Apply { Primitive.Name: "Convert" or "ConvertChecked", Operands: [var operand] } => Of(operand, reach - 1) + (operand.Name is null && uses.DefinitionOf(operand)?.Operation is Length or Load ? "" : "As" + Names.Capitalized(CSharpTypes.Keyword(((ScalarType)value.Type).Kind))),
            Apply { Primitive.Name: "Negate" or "NegateChecked", Operands: [var operand] } => "minus" + Names.Capitalized(Of(operand, reach - 1)),
            Apply apply when value.Type == ScalarType.Bool => ConditionNames.Of(apply, uses),
            Apply { Primitive.Name: "Multiply" or "MultiplyChecked" or "Capacity" } when !value.Type.IsFloating => "offset",
            Apply { Primitive.Name: var primitive } => OfPrimitive(primitive),
            Load load when contents.TryGetValue(load.Memory, out Value? content) => Of(content, reach - 1),
            Pop pop when contents.TryGetValue(pop.Tape, out Value? content) => Of(content, reach - 1),
            Load load => OfElement(load),
            Gather gather => (gather.Memory.Name ?? "element") + "Element",
            Constant => value.Type == ScalarType.Bool ? "condition" : "constant",
            Length => "length",
            Splat splat => Of(splat.Scalar, reach - 1) + "Lanes",
            Reduce reduce => Of(reduce.Vector, reach - 1) + "Total",
            LaneCount or Ramp => "lanes",
            Alloc or Stack => contents.TryGetValue(value, out Value? content) ? Of(content, reach - 1) + "Tape" : value.Type is StackType ? "tape" : "buffer",
            Slice { Memory: { Type: MemoryType { Form: MemoryForm.Matrix } } matrix } => Of(matrix, reach - 1) + "Elements",
            Slice => "part",
            Row row => Of(row.Memory, reach - 1) + "Row",
            If branch when uses.DefinitionOf(value)!.Targets.ToList().IndexOf(value) is var i => OfChoice(value, Results(branch, i), reach),
            OpaqueCall call => ConditionNames.OfCall(call.Template),
            RuleCall call => ConditionNames.OfCall(call.Rule.Method),
            IR.Pullback => "adjoint",
            Pushforward => "tangent",
            _ when carried.TryGetValue(value, out Value? source) => Of(source, reach - 1),
            _ => value.Type is MemoryType ? "memory" : value.Type == ScalarType.Bool ? "flag" : "result",
        };
    }

    private void Visit(Let let)
    {
        switch (let.Operation)
        {
            case Load load:
                Serves(load.Index, "index");
                break;
            case Store store:
                Serves(store.Index, "index");
                Holds(store.Memory, store.Element);
                break;
            case Push push:
                Holds(push.Tape, push.Element);
                break;
            case Slice slice:
                Serves(slice.Start, "start");
                Serves(slice.Count, "count");
                break;
            case Alloc alloc:
                Serves(alloc.Length, "count");
                break;
            case For loop:
                int flags = loop.MayExit ? 1 : 0;
                Serves(loop.Step, "step");
                Carries(let.Targets.Skip(flags), loop.Body.Arguments.Skip(1));
                Carries(loop.Body.Arguments.Skip(1), loop.Body.Results.Skip(flags));
                break;
            case While loop:
                Serves(loop.Condition.Results[0], "goesOn");
                Carries(let.Targets, loop.Condition.Results.Skip(1));
                Carries(loop.Body.Arguments, loop.Condition.Results.Skip(1));
                Carries(loop.Condition.Arguments, loop.Body.Results);
                break;
        }
    }

    private void Serves(Value value, string purpose)
    {
        if (!purposes.ContainsKey(value)) purposes[value] = purpose;
    }

    /// <summary>A tape is called after what it keeps first, but for constants.</summary>
    private void Holds(Value memory, Value element)
    {
        bool isTold = contents.TryGetValue(memory, out Value? content) && uses.DefinitionOf(content)?.Operation is not Constant;
        if (memory.Name is null && !isTold && uses.DefinitionOf(memory)?.Operation is Alloc or Stack) contents[memory] = element;
    }

    private void Carries(IEnumerable<Value> values, IEnumerable<Value> sources)
    {
        foreach ((Value value, Value source) in values.Zip(sources, static (value, source) => (value, source))) carried[value] = source;
    }

    /// <summary>After the first of the alternatives that is not a constant.</summary>
    private string OfChoice(Value value, IEnumerable<Value> alternatives, int reach)
    {
        Value? telling = alternatives.FirstOrDefault(alternative => uses.DefinitionOf(alternative)?.Operation is not Constant || alternative.Name is not null);
        return telling is not null ? Of(telling, reach - 1) : value.Type == ScalarType.Bool ? "flag" : "result";
    }

    private static IEnumerable<Value> Results(If branch, int i) => new[] { branch.Then, branch.Else }.Where(arm => i < arm.Results.Count).Select(arm => arm.Results[i]);

    private static string OfPrimitive(string name) => name switch
    {
        "Add" or "AddChecked" => "sum",
        "Subtract" or "SubtractChecked" => "difference",
        "Multiply" => "product",
        "Divide" or "Quotient" => "quotient",
        "Remainder" => "remainder",
        "StopGradient" => "stopped",
        "TripCount" => "count",
        "Reach" or "StridedReach" => "end",
        "WholeGroups" => "whole",
        "MultiplyAddEstimate" => "sum",
        "And" or "Or" or "Xor" or "Complement" or "ShiftLeft" or "ShiftRight" or "UnsignedShiftRight" => "bits",
        _ => char.ToLowerInvariant(name[0]) + name.Substring(1),
    };

    /// <summary><c>x[i]</c> is <c>xI</c>, <c>x[0]</c> is <c>x0</c>, <c>x[i + 1]</c> is <c>xNext</c>.</summary>
    private string OfElement(Load load)
    {
        string memory = load.Memory.Name ?? "element";
        string leaf = load.Leaf.Length == 0 ? "" : "." + load.Leaf;
        string place = uses.DefinitionOf(load.Index)?.Operation switch
        {
            Constant { Bits: >= 0 and var index } => index.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Apply { Primitive.Name: "Add", Operands: [_, var one] } when IsOne(one) => "Next",
            Apply { Primitive.Name: "Subtract", Operands: [_, var one] } when IsOne(one) => "Previous",
            _ => load.Index.Name is { } name ? Names.Capitalized(name) : "Element",
        };
        return memory + place + leaf;
    }

    private bool IsOne(Value value) => uses.DefinitionOf(value)?.Operation is Constant { Bits: 1 };
}

using System;
using System.Collections.Generic;
using System.Linq;
using static AutoDiff.Generators.IR.TypeRules;
using static AutoDiff.Generators.IR.Verifier;

namespace AutoDiff.Generators.IR;

/// <summary>What the operands, blocks and targets of each operation must be.</summary>
internal sealed class OperationRules(Func<string, Function?>? module)
{
    public void Check(Let let)
    {
        EquatableArray<Value> targets = let.Targets;
        switch (let.Operation)
        {
            case Constant constant:
                CheckConstant(constant, Only(targets));
                break;
            case Apply apply:
                CheckApply(apply, Only(targets));
                break;
            case LaneCount:
                CheckType(Only(targets), ScalarType.Int32);
                break;
            case Splat splat:
                CheckType(splat.Scalar, Vector(Only(targets)).Lane);
                break;
            case Ramp:
                Vector(Only(targets));
                break;
            case Reduce reduce:
                CheckType(Only(targets), Vector(reduce.Vector).Lane);
                break;
            case Alloc alloc:
                CheckAlloc(alloc, Only(targets));
                break;
            case Length length:
                CheckLength(length, Only(targets));
                break;
            case Apart apart:
                CheckType(apart.Start, ScalarType.Int32);
                CheckType(apart.OtherStart, ScalarType.Int32);
                CheckType(apart.Count, ScalarType.Int32);
                if (Memory(apart.Memory).Element != Memory(apart.Other).Element) throw Broken($"{Name(apart.Memory)} and {Name(apart.Other)} have other elements");
                CheckType(Only(targets), ScalarType.Bool);
                break;
            case Slice slice:
                CheckCount(slice.Start);
                CheckCount(slice.Count);
                CheckFlow(Elements(slice.Memory), Only(targets).Type, "the slice");
                break;
            case Row row:
                CheckRow(row, Only(targets));
                break;
            case Choose choose:
                CheckType(choose.Condition, ScalarType.Bool);
                CheckFlow(choose.First.Type, Memory(Only(targets)), "the first piece");
                CheckFlow(choose.Second.Type, Memory(Only(targets)), "the second piece");
                break;
            case Load load:
                CheckCount(load.Index);
                CheckElement(load.Memory, load.Leaf, Only(targets));
                break;
            case Store store:
                None(targets);
                CheckCount(store.Index);
                CheckWritable(store.Memory);
                CheckElement(store.Memory, store.Leaf, store.Element);
                break;
            case Scatter scatter:
                None(targets);
                foreach (Value number in new[] { scatter.Index, scatter.Stride, scatter.Count }) CheckType(number, ScalarType.Int32);
                CheckWritable(scatter.Memory);
                CheckType(scatter.Vector, new VectorType(Linear(scatter.Memory).Element as ScalarType ?? throw Broken($"{Name(scatter.Memory)} has no numbers as elements")));
                break;
            case Gather gather:
                CheckAtIndices(gather.Memory, gather.Indices, Only(targets), gather.Mask);
                break;
            case AddEach added:
                None(targets);
                CheckWritable(added.Memory);
                CheckAtIndices(added.Memory, added.Indices, added.Vector, added.Mask);
                break;
            case Copy copy:
                None(targets);
                CheckCopy(copy);
                break;
            case Fill fill:
                None(targets);
                CheckWritable(fill.Memory);
                CheckNoMemory(Memory(fill.Memory).Element);
                CheckType(fill.Element, Memory(fill.Memory).Element);
                break;
            case Product product:
                None(targets);
                CheckWritable(product.C.Memory);
                foreach (MatrixPart part in new[] { product.A, product.B, product.C }) CheckPart(part, Memory(product.C.Memory).Element);
                foreach (Value count in new[] { product.Rows, product.Columns, product.Depth }) CheckType(count, ScalarType.Int32);
                break;
            case For loop:
                CheckFor(loop, targets);
                break;
            case While loop:
                CheckWhile(loop, targets);
                break;
            case If branch:
                CheckType(branch.Condition, ScalarType.Bool);
                CheckPlain(branch.Then, targets);
                CheckPlain(branch.Else, targets);
                break;
            case Scope scope:
                CheckPlain(scope.Body, targets);
                CheckNothingEscapes(scope);
                break;
            case Stack:
                Stack(Only(targets));
                break;
            case Push push:
                None(targets);
                CheckType(push.Element, Stack(push.Tape).Element);
                break;
            case Reserve reserve:
                CheckRoom(reserve.Tape, reserve.Count, Only(targets));
                break;
            case Release release:
                CheckRoom(release.Tape, release.Count, Only(targets));
                break;
            case Pop pop:
                CheckType(Only(targets), Stack(pop.Tape).Element);
                break;
            case Call call:
                CheckCall(call, targets);
                break;
            case OpaqueCall call:
                if (targets.Count > 1) throw Broken("an opaque call has one target at most");
                CheckTemplate(call.Template, call.Arguments);
                break;
            case RuleCall call:
                CheckRuleCall(call, targets);
                break;
            case Pullback pullback:
                CheckPullback(pullback, targets);
                break;
            case Pushforward pushforward:
                if (targets.Count is not (0 or 2)) throw Broken("a pushforward yields a value and its tangent, or nothing");
                CheckTemplate(pushforward.Template, [.. pushforward.Arguments, .. pushforward.Tangents]);
                break;
            case Throw thrown:
                None(targets);
                CheckTemplate(thrown.Template, thrown.Arguments);
                break;
            default:
                throw Broken($"no rules are known for {let.Operation.GetType().Name}");
        }
    }

    private static void CheckAlloc(Alloc alloc, Value target)
    {
        CheckCount(alloc.Length);
        CheckWritable(target);
        if (alloc.Columns is null) Linear(target);
        else if (Memory(target).Form != MemoryForm.Matrix) throw Broken($"{Name(target)} has no columns");
        else CheckCount(alloc.Columns);
    }

    private static void CheckConstant(Constant constant, Value target)
    {
        if (!ConstantBits.Fits(Scalar(target), constant.Bits)) throw Broken($"0x{constant.Bits:X} is not a {TypeText.Of(target.Type)}");
    }

    /// <summary>All operands are of one type, but for the condition of a selection and the counts that shifts, rounding and scaling take.</summary>
    private static void CheckApply(Apply apply, Value target)
    {
        int arity = apply.Primitive.Arity;
        if (apply.Operands.Count != arity) throw Broken($"{apply.Primitive.Name} takes {arity} operands, not {apply.Operands.Count}");
        if (target.Type is VectorType vector)
        {
            foreach (Value operand in apply.Operands.Skip(IsChoiceOfAll(apply) ? 1 : 0)) CheckLanes(operand, vector);
        }
        else
        {
            foreach (Value operand in apply.Operands) Scalar(operand);
        }

        bool selects = apply.Primitive.ResultRule == ResultRule.Second;
        if (selects && target.Type is not VectorType) CheckType(apply.Operands[0], ScalarType.Bool);
        EquatableArray<Value> alike = selects ? apply.Operands[1..] : apply.Operands;
        foreach (Value operand in alike.Skip(1))
        {
            bool isCount = apply.Primitive.ResultRule == ResultRule.First && operand.Type == ScalarType.Int32;
            if (!isCount) CheckType(operand, alike[0].Type);
        }

        if (apply.Primitive.ResultRule == ResultRule.Declared) Lane(target);
        else CheckType(target, apply.Primitive.ResultType(apply.Operands));
    }

    /// <summary>One condition for all lanes.</summary>
    private static bool IsChoiceOfAll(Apply apply) => apply.Primitive.ResultRule == ResultRule.Second && apply.Operands[0].Type == ScalarType.Bool;

    private static void CheckRoom(Value tape, Value count, Value target)
    {
        CheckType(count, ScalarType.Int32);
        if (Memory(target) != new MemoryType(Stack(tape).Element, MemoryForm.Span)) throw Broken($"{Name(target)} is no span of the elements of {Name(tape)}");
    }

    private static void CheckLength(Length length, Value target)
    {
        int dimensions = Memory(length.Memory).Form == MemoryForm.Matrix ? 2 : 1;
        if (length.Dimension < 0 || length.Dimension >= dimensions) throw Broken($"{Name(length.Memory)} has no dimension {length.Dimension}");
        CheckType(target, ScalarType.Int32);
    }

    private static void CheckRow(Row row, Value target)
    {
        CheckCount(row.Index);
        switch (row.Memory.Type)
        {
            case MemoryType { Form: MemoryForm.Matrix, Element: var element }:
                CheckFlow(new MemoryType(element, MemoryForm.Span), target.Type, "the row");
                break;
            case MemoryType { Element: MemoryType array }:
                CheckFlow(array, target.Type, "the row");
                break;
            default:
                throw Broken($"{Name(row.Memory)} is {TypeText.Of(row.Memory.Type)}, which has no rows");
        }
    }

    private static void CheckElement(Value memory, string leaf, Value element)
    {
        IrType type = Linear(memory).Element;
        CheckNoMemory(type);
        if (leaf.Length == 0) CheckType(element, element.Type is VectorType vector && type is ScalarType number ? IsWidened(vector, number) ? vector : new VectorType(number) : type);
        else if (type is not OpaqueType) throw Broken($"{TypeText.Of(type)} has no leaf {leaf}");
        else if (element.Type is not (ScalarType or OpaqueType)) throw Broken($"{Name(element)} is {TypeText.Of(element.Type)}, which is no leaf");
    }

    private static bool IsWidened(VectorType vector, ScalarType number) => number == ScalarType.Int32 && vector.Element == ScalarType.Int64;

    /// <summary>Numbers and indices that are as wide, one to a lane.</summary>
    private static void CheckAtIndices(Value memory, Value indices, Value numbers, Value? mask)
    {
        VectorType vector = new(Linear(memory).Element as ScalarType ?? throw Broken($"{Name(memory)} has no numbers as elements"));
        CheckType(numbers, vector);
        CheckType(indices, new VectorType(vector.Element == ScalarType.Double ? ScalarType.Int64 : ScalarType.Int32));
        if (mask is not null) CheckType(mask, vector.Mask);
    }

    private static void CheckPart(MatrixPart part, IrType element)
    {
        if (Memory(part.Memory) is not { Form: not MemoryForm.Matrix } memory || memory.Element != element || !element.IsFloating) throw Broken($"{Name(part.Memory)} has no elements to multiply");
        foreach (Value number in new[] { part.Start, part.RowStride, part.ColumnStride }) CheckType(number, ScalarType.Int32);
    }

    private static void CheckCopy(Copy copy)
    {
        MemoryType source = Linear(copy.Source), destination = Linear(copy.Destination);
        CheckWritable(copy.Destination);
        CheckNoMemory(source.Element);
        if (source.Element != destination.Element) throw Broken($"{TypeText.Of(source)} cannot be copied to {TypeText.Of(destination)}");
    }

    private static void CheckFor(For loop, EquatableArray<Value> targets)
    {
        if (!Scalar(loop.Lower).IsInteger) throw Broken($"{Name(loop.Lower)} is {TypeText.Of(loop.Lower.Type)}, not an integer");
        CheckType(loop.Upper, loop.Lower.Type);
        CheckType(loop.Step, loop.Lower.Type);

        if (loop.Body.Arguments.Count == 0) throw Broken("the body has no index");
        CheckType(loop.Body.Arguments[0], loop.Lower.Type);
        EquatableArray<Value> carried = loop.Body.Arguments[1..];
        CheckFlow(loop.Initial, carried, "initial value", "carried value");

        EquatableArray<Value> last = targets;
        if (loop.MayExit)
        {
            if (targets.Count == 0) throw Broken("no target takes the number of iterations");
            CheckType(targets[0], ScalarType.Int32);
            last = targets[1..];
        }

        CheckFlow(carried, last, "carried value", "target");
        if (LeavesOutResults(loop.Body)) return;
        EquatableArray<Value> next = loop.MayExit ? AfterFlag(loop.Body) : loop.Body.Results;
        CheckFlow(next, carried, "result", "carried value");
    }

    private static void CheckWhile(While loop, EquatableArray<Value> targets)
    {
        CheckFlow(loop.Initial, loop.Condition.Arguments, "initial value", "carried value");
        if (!LeavesOutResults(loop.Condition))
        {
            EquatableArray<Value> passedOn = AfterFlag(loop.Condition);
            CheckFlow(passedOn, loop.Body.Arguments, "condition's result", "body's argument");
            CheckFlow(passedOn, targets, "condition's result", "target");
        }

        if (!LeavesOutResults(loop.Body)) CheckFlow(loop.Body.Results, loop.Condition.Arguments, "result", "carried value");
    }

    /// <summary>The results after the Bool that comes first.</summary>
    private static EquatableArray<Value> AfterFlag(Block block)
    {
        if (block.Results.Count == 0) throw Broken("the block does not say whether to go on");
        CheckType(block.Results[0], ScalarType.Bool);
        return block.Results[1..];
    }

    private static bool LeavesOutResults(Block block) => block is { EndsInThrow: true, Results.Count: 0 };

    private static void CheckPlain(Block block, EquatableArray<Value> targets)
    {
        if (block.Arguments.Count > 0) throw Broken("the block has arguments");
        if (!LeavesOutResults(block)) CheckFlow(block.Results, targets, "result", "target");
    }

    private static void CheckNothingEscapes(Scope scope)
    {
        foreach (Value result in scope.Body.Results)
        {
            if (IsAllocated(result)) throw Broken($"{Name(result)} does not outlive the scope");
        }

        bool IsAllocated(Value memory) => scope.Body.Lets.FirstOrDefault(let => let.Targets.Contains(memory))?.Operation switch
        {
            Alloc or Stack => true,
            Slice slice => IsAllocated(slice.Memory),
            Row row => IsAllocated(row.Memory),
            _ => false,
        };
    }

    private void CheckCall(Call call, EquatableArray<Value> targets)
    {
        if (module is null) return;
        Function callee = module(call.Function) ?? throw Broken($"there is no function {call.Function}");
        CheckFlow(call.Arguments, callee.Parameters, "argument", "parameter");
        CheckFlow(callee.Results, targets, "result", "target");
    }

    private static void CheckRuleCall(RuleCall call, EquatableArray<Value> targets)
    {
        EquatableArray<string> leaves = call.Rule.Result;
        if (leaves.Count > 0 && targets.Count != 1 + leaves.Count) throw Broken($"{targets.Count} targets for a struct of {leaves.Count} leaves");
        if (leaves.Count == 0 && targets.Count > 1) throw Broken("a method has one result at most");
        if (leaves.Count == 0 && call.Rule.TakesResult) Only(targets);
        EquatableArray<RuleParameter> parameters = call.Rule.Parameters;
        if (call.Rule.Structs.FirstOrDefault(part => part.First < 0 || part.First + part.Paths.Count > parameters.Count) is { } beyond) throw Broken($"there are no {beyond.Paths.Count} arguments from {beyond.First} on");
        if (parameters.Count != call.Arguments.Count) throw Broken($"{call.Arguments.Count} arguments for {parameters.Count} parameters");
        CheckTemplate(call.Rule.Method, call.Arguments);
        IEnumerable<Value> result = targets.Skip(leaves.Count > 0 ? 1 : 0);
        List<Value> pulledBack = [.. call.Arguments, .. result, .. call.Rule.TakesResult ? result : []];
        for (int i = 0; i < parameters.Count; i++)
        {
            if (parameters[i].Role is ParameterRole.Active or ParameterRole.Output) pulledBack.Add(call.Arguments[i]);
            if (parameters[i].IsWritten) CheckWritable(call.Arguments[i]);
        }

        CheckTemplate(call.Rule.Pullback, pulledBack.ToEquatableArray());
        EquatableArray<Value> pushed = [.. call.Arguments, .. call.Rule.PushesResult ? result : [], .. call.Arguments.Where((_, i) => parameters[i].Role is ParameterRole.Active or ParameterRole.Output)];
        CheckTemplate(call.Rule.Pushforward, pushed);
    }

    private static void CheckPullback(Pullback pullback, EquatableArray<Value> targets)
    {
        foreach (Value adjoint in pullback.Adjoints) CheckWritable(adjoint);
        Value? other = targets.FirstOrDefault(static target => !target.Type.IsFloating && target.Type is not OpaqueType);
        if (other is not null) throw Broken($"{Name(other)} is {TypeText.Of(other.Type)}, which has no adjoint");
        CheckTemplate(pullback.Template, [.. pullback.Arguments, .. pullback.Adjoints, .. targets]);
    }

    /// <summary>Every <c>{n}</c> stands for an argument, and every other brace is doubled.</summary>
    private static void CheckTemplate(string template, EquatableArray<Value> arguments)
    {
        Value? tape = arguments.FirstOrDefault(static argument => argument.Type is StackType);
        if (tape is not null) throw Broken($"{Name(tape)} is a stack, which C# code cannot take");
        try
        {
            _ = string.Format(template, [.. arguments.Select(static _ => "")]);
        }
        catch (FormatException)
        {
            throw Broken($"the template does not fit {arguments.Count} arguments");
        }
    }

    private static void CheckNoMemory(IrType element)
    {
        if (element is MemoryType) throw Broken($"elements of type {TypeText.Of(element)} are rows");
    }

    private static Value Only(EquatableArray<Value> targets) => targets.Count == 1 ? targets[0] : throw Broken($"{targets.Count} targets, not one");

    private static void None(EquatableArray<Value> targets)
    {
        if (targets.Count > 0) throw Broken($"{targets.Count} targets, not none");
    }
}

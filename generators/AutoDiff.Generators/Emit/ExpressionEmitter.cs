using System;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Emit;

/// <summary>Values as C# expressions: a variable's name, or what is printed in its place.</summary>
internal sealed class ExpressionEmitter(Layout layout, CSharpTypes types, string workspace)
{
    private readonly OperatorEmitter operators = new(types);
    private readonly VectorEmitter vectors = new(types);

    /// <summary>What the innermost workspace is called.</summary>
    public string Workspace { get; set; } = workspace;

    /// <summary>An expression whose own type is the value's.</summary>
    public Code Exact(Value value) => layout.Inlining.IsInline(value) ? Of(layout.Uses.DefinitionOf(value)!, value) : Variable(value);

    /// <summary>An expression that C# converts to the value's type by itself: <c>0</c> or <c>n</c> where a double is expected.</summary>
    public Code Loose(Value value) => TryLoose(value) ?? Exact(value);

    /// <summary>A let's operation, where C# converts it to the target's type by itself.</summary>
    public Code Loose(Let let, Value target) => TryLoose(let, target) ?? Of(let, target);

    /// <summary>A let's operation, where it is an expression.</summary>
    public Code Of(Let let, Value target) => let.Operation switch
    {
        Constant constant => CSharpLiteral.Of((ScalarType)target.Type, constant.Bits),
        Apply apply => Apply(apply, target.Type),
        LaneCount lanes => vectors.Lanes(lanes),
        Splat splat => vectors.Splat(Exact(splat.Scalar), (VectorType)target.Type),
        Ramp => vectors.Ramp(target.Type),
        Reduce reduce => vectors.Reduce(reduce, Exact(reduce.Vector)),
        Load load when load.Memory.Type is MemoryType { Element: ScalarType } && target.Type is VectorType => vectors.Load(Exact(load.Memory).Text, Loose(load.Index), load.Stride, isWidened: load.Memory.Type is MemoryType { Element: var element } && element != ((VectorType)target.Type).Element),
        Gather gather => vectors.Gather(Exact(gather.Memory).Text, Exact(gather.Indices), gather.Mask is null ? null : Exact(gather.Mask)),
        Load load => Element(load.Memory, load.Index, load.Leaf),
        Length length => Length(length),
        Apart apart => Apart(apart),
        Slice slice => Slice(slice),
        Choose choose => Choose(choose),
        Row row => Row(row),
        Alloc alloc => Code.Primary($"{Workspace}.Allocate<{types.Of(((MemoryType)target.Type).Element)}>({string.Join(", ", Walk.Operands(alloc).Select(Loose))})"),
        Stack => Code.Primary($"{Workspace}.Stack<{types.Of(((StackType)target.Type).Element)}>()"),
        Reserve reserve => Code.Primary($"{Exact(reserve.Tape)}.Reserve({Loose(reserve.Count)})"),
        Release release => Code.Primary($"{Exact(release.Tape)}.Release({Loose(release.Count)})"),
        Pop pop => Code.Primary($"{Exact(pop.Tape)}.Pop()"),
        If branch => Conditional(branch, let),
        OpaqueCall call => Opaque(call.Template, call.Arguments),
        RuleCall call => Opaque(call.Rule.Method, call.Arguments),
        _ => throw new InvalidOperationException($"{let.Operation.GetType().Name} is not an expression."),
    };

    public string Filled(string template, EquatableArray<Value> arguments) => 
        Template.Fill(template, (hole, isDelimited) => Exact(arguments[hole]).At(isDelimited ? Precedence.Conditional : Precedence.Primary));

    /// <summary>A store of lanes, as a statement.</summary>
    public string Scatter(Scatter scatter) => vectors.Scatter(Exact(scatter.Memory).Text, Loose(scatter.Index), Loose(scatter.Stride), Exact(scatter.Vector), Loose(scatter.Count));

    /// <summary>Additions lane by lane, as a statement.</summary>
    public string AddEach(AddEach added) => vectors.AddEach(Exact(added.Memory).Text, Exact(added.Indices), Exact(added.Vector), added.Mask is null ? null : Exact(added.Mask));

    /// <summary>A store of a vector, as a statement.</summary>
    public string VectorStore(Store store) => vectors.Store(Exact(store.Memory).Text, Loose(store.Index), Exact(store.Element), store.Stride);

    /// <summary>An element of memory, or a leaf of one.</summary>
    public Code Element(Value memory, Value index, string leaf)
    {
        string subscript = index.Type is ScalarType { Kind: ScalarKind.UInt32 or ScalarKind.Int64 or ScalarKind.UInt64 or ScalarKind.IntPtr or ScalarKind.UIntPtr }
            && memory.Type is MemoryType { Form: MemoryForm.Span or MemoryForm.ReadOnlySpan }
            ? $"checked((int){Exact(index).At(Precedence.Unary)})"
            : Loose(index).Text;
        return Code.Primary($"{Exact(memory).At(Precedence.Primary)}[{subscript}]{(leaf.Length == 0 ? "" : "." + leaf)}");
    }

    /// <summary>The negation of a condition.</summary>
    public Code Not(Value condition)
    {
        Operation? operation = layout.Inlining.IsInline(condition) ? layout.Uses.DefinitionOf(condition)!.Operation : null;
        return operation switch
        {
            Apply { Primitive.Name: "Not", Operands: [var negated] } => Exact(negated),
            Apply comparison when OperatorEmitter.Negated(comparison) is { } opposite => Apply(new Apply(opposite, comparison.Operands), ScalarType.Bool),
            _ => new Code("!" + Exact(condition).At(Precedence.Unary), Precedence.Unary),
        };
    }

    private Code Variable(Value value) =>
        Code.Primary((layout.VariableOf(value) ?? throw new InvalidOperationException($"Value {value.Id} is read but has no variable.")).Name);

    private Code? TryLoose(Value value) => layout.Inlining.IsInline(value) ? TryLoose(layout.Uses.DefinitionOf(value)!, value) : null;

    private Code? TryLoose(Let let, Value target) => (let.Operation, target.Type) switch
    {
        (Constant constant, ScalarType type) => CSharpLiteral.Loose(type, constant.Bits),
        (Apply { Primitive.Name: "Convert", Operands: [{ Type: ScalarType { IsInteger: true } } operand] }, ScalarType { IsFloating: true })
            when Exact(operand) is { Precedence: Precedence.Primary } code => code,
        _ => null,
    };

    /// <summary>At most one operand is left to C#'s conversions, and only where they cannot pick another type.</summary>
    private Code Apply(Apply apply, IrType type)
    {
        if (apply.Primitive.Name == "StopGradient") return Exact(apply.Operands[0]);
        if (type is VectorType vector) return vectors.Apply(apply, apply.Operands.Select((_, i) => Lanes(apply, i)).ToArray(), vector);
        Code[] operands = apply.Operands.Select(Exact).ToArray();
        if (OperatorEmitter.MixesTypes(apply.Primitive))
        {
            int first = operands.Length - 2, second = operands.Length - 1;
            if (Mixed(apply.Operands[second]) is { } looseSecond) operands[second] = looseSecond;
            else if (Mixed(apply.Operands[first]) is { } looseFirst) operands[first] = looseFirst;
        }

        return operators.Emit(apply, operands, (ScalarType)type);
    }

    /// <summary>C# has operators that scale all lanes by a number.</summary>
    private Code Lanes(Apply apply, int operand)
    {
        bool isFactor = apply.Primitive == Arithmetic.Multiply ? NumberOf(apply.Operands[1 - operand]) is null : apply.Primitive == Arithmetic.Divide && operand == 1;
        return Exact(isFactor && NumberOf(apply.Operands[operand]) is { } number ? number : apply.Operands[operand]);

        Value? NumberOf(Value value) => layout.Inlining.IsInline(value) && layout.Uses.DefinitionOf(value)!.Operation is Splat splat ? splat.Scalar : null;
    }

    private Code? Mixed(Value operand) => operand.Type.IsFloating || operand.Type == ScalarType.Int64 ? TryLoose(operand) : null;

    private Code Length(Length length)
    {
        string memory = Exact(length.Memory).At(Precedence.Primary);
        return Code.Primary(length.Memory.Type is MemoryType { Form: MemoryForm.Matrix } ? $"{memory}.GetLength({length.Dimension})" : $"{memory}.Length");
    }

    private Code Apart(Apart apart) => Code.Primary(
        $"{types.Loops}.AreApart<{types.Of(((MemoryType)apart.Memory.Type).Element)}>({Exact(apart.Memory)}, {Loose(apart.Start)}, {Exact(apart.Other)}, {Loose(apart.OtherStart)}, {Loose(apart.Count)})");

    private Code Slice(Slice slice)
    {
        string memory = Exact(slice.Memory).At(Precedence.Primary), range = $"{Loose(slice.Start)}, {Loose(slice.Count)}";
        return Code.Primary(slice.Memory.Type switch
        {
            MemoryType { Form: MemoryForm.Array } => types.Extension("AsSpan", memory, range),
            MemoryType { Form: MemoryForm.Matrix } => IsWhole(slice) ? $"{memory}.Elements" : $"{memory}.Elements.Slice({range})",
            _ => $"{memory}.Slice({range})",
        });
    }

    /// <summary>All elements of a matrix: rows times columns of them.</summary>
    private bool IsWhole(Slice slice) =>
        layout.Uses.DefinitionOf(slice.Start)?.Operation is Constant { Bits: 0 }
        && layout.Uses.DefinitionOf(slice.Count)?.Operation is Apply { Primitive.Name: "Multiply", Operands: [var rows, var columns] }
        && layout.Uses.DefinitionOf(rows)?.Operation is Length { Dimension: 0 } height && height.Memory == slice.Memory
        && layout.Uses.DefinitionOf(columns)?.Operation is Length { Dimension: 1 } width && width.Memory == slice.Memory;

    private Code Row(Row row) => Code.Primary($"{Exact(row.Memory).At(Precedence.Primary)}[{Loose(row.Index)}]");

    private Code Choose(Choose choose)
    {
        string when = Exact(choose.Condition).At(Precedence.Conditional + 1), first = Exact(choose.First).At(Precedence.Conditional), second = Exact(choose.Second).At(Precedence.Conditional);
        return new($"{when} ? {first} : {second}", Precedence.Conditional);
    }

    private Code Opaque(string template, EquatableArray<Value> arguments) => new(Filled(template, arguments), Template.IsPrimary(template) ? Precedence.Primary : Precedence.Conditional);

    private Code Conditional(If branch, Let let)
    {
        (Value target, Value then, Value otherwise) = layout.Inlining.Arms(let);
        return (BoolOf(then), BoolOf(otherwise)) switch
        {
            (null, false) => And(Exact(branch.Condition), Exact(then)),
            (true, null) => Or(Exact(branch.Condition), Exact(otherwise)),
            (false, null) => And(Not(branch.Condition), Exact(otherwise)),
            (null, true) => Or(Not(branch.Condition), Exact(then)),
            _ => Apply(new Apply(Arithmetic.Select, [branch.Condition, then, otherwise]), target.Type),
        };
    }

    private bool? BoolOf(Value value) =>
        value.Type == ScalarType.Bool && layout.Inlining.IsInline(value) && layout.Uses.DefinitionOf(value)!.Operation is Constant constant ? constant.Bits != 0 : null;

    private static Code And(Code x, Code y) => new($"{x.At(Precedence.AndAlso)} && {y.At(Precedence.And)}", Precedence.AndAlso);

    private static Code Or(Code x, Code y) => new($"{x.At(Precedence.OrElse)} || {y.At(Precedence.AndAlso)}", Precedence.OrElse);
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace AutoDiff.Generators.IR;

/// <summary>What a listing says beyond the code, and how.</summary>
[Flags]
internal enum PrintOptions
{
    None = 0,

    /// <summary>A line <c># ordinal sweep "text"</c> before the first of the lets that come from one statement.</summary>
    Origins = 1,

    /// <summary>Values are numbered in the order of their definitions, whatever their numbers are.</summary>
    Renumber = 2,
}

/// <summary>Functions as text, one let a line, blocks in braces: what <see cref="Parser"/> reads.</summary>
internal sealed class Printer
{
    private readonly StringBuilder text = new();
    private readonly bool origins;
    private Origin? origin;
    private int depth;

    private Printer(bool origins) => this.origins = origins;

    public static string Print(Function function, PrintOptions options = PrintOptions.None)
    {
        var printer = new Printer((options & PrintOptions.Origins) != 0);
        printer.Write((options & PrintOptions.Renumber) != 0 ? Renumbering.Run(function) : function);
        return printer.text.ToString();
    }

    /// <summary>One let without its origin.</summary>
    public static string Print(Let let)
    {
        var printer = new Printer(origins: false);
        printer.Write(let);
        return printer.text.ToString().TrimEnd('\n');
    }

    private void Write(Function function)
    {
        IEnumerable<string> parameters = function.Parameters.Select((value, i) =>
            i < function.Roles.Count ? $"{Definition(value)} {function.Roles[i].ToString().ToLowerInvariant()}" : Definition(value));
        if (function.MayOverlap) text.Append("overlapping ");
        if (function.IsInlined) text.Append("inlined ");
        text.Append("function ").Append(Quoted.WordOrQuoted(function.Name)).Append('(').Append(string.Join(", ", parameters)).Append(')');
        WriteBody(function.Body, "return");
        text.Append('\n');
    }

    private void Write(Let let)
    {
        if (origins && let.Origin != origin)
        {
            origin = let.Origin;
            Line(OriginLine(origin)).Append('\n');
        }

        Line(string.Join(", ", let.Targets.Select(Definition)));
        if (let.Targets.Count > 0) text.Append(" = ");
        Write(let.Operation, let.Targets);
        text.Append('\n');
    }

    private void Write(Operation operation, EquatableArray<Value> targets)
    {
        text.Append(Head(operation, targets));
        switch (operation)
        {
            case For loop:
                Write(loop.Body);
                break;
            case While loop:
                Write(loop.Condition);
                text.Append(" do");
                Write(loop.Body);
                break;
            case If branch:
                Write(branch.Then);
                text.Append(" else");
                Write(branch.Else);
                break;
            case Scope scope:
                Write(scope.Body);
                break;
        }
    }

    private void Write(Block block)
    {
        if (block.Arguments.Count > 0) text.Append(" (").Append(string.Join(", ", block.Arguments.Select(Definition))).Append(')');
        WriteBody(block, "yield");
    }

    private void WriteBody(Block block, string resultKeyword)
    {
        text.Append(" {\n");
        depth++;
        foreach (Let let in block.Lets) Write(let);
        if (block.Results.Count > 0) Line($"{resultKeyword} {Uses(block.Results)}").Append('\n');
        depth--;
        Line("}");
    }

    private StringBuilder Line(string start) => text.Append(' ', 4 * depth).Append(start);

    private static string Where(Value? mask) => mask is null ? "" : $" where {Use(mask)}";

    /// <summary>The operation up to its blocks.</summary>
    private static string Head(Operation operation, EquatableArray<Value> targets) => operation switch
    {
        Constant constant => ConstantText.Of(targets.Count == 1 ? targets[0].Type : ScalarType.Int64, constant.Bits),
        Apply apply => $"{Quoted.WordOrQuoted(apply.Primitive.Name)}({Uses(apply.Operands)})",
        LaneCount lanes => $"lanes {TypeText.Of(lanes.Element)}",
        Splat splat => $"splat {Use(splat.Scalar)}",
        Ramp => "ramp",
        Reduce reduce => $"reduce {Quoted.WordOrQuoted(reduce.Primitive.Name)} {Use(reduce.Vector)}",
        Alloc alloc => $"alloc {Use(alloc.Length)}" + (alloc.Columns is null ? "" : $" columns {Use(alloc.Columns)}"),
        Apart apart => $"apart {Use(apart.Memory)}[{Use(apart.Start)}] from {Use(apart.Other)}[{Use(apart.OtherStart)}] count {Use(apart.Count)}",
        Length length => $"length {Use(length.Memory)}" + (length.Dimension == 0 ? "" : $" dimension {length.Dimension}"),
        Slice slice => $"slice {Use(slice.Memory)} from {Use(slice.Start)} count {Use(slice.Count)}" + (slice.InRange ? " inrange" : ""),
        Row row => $"row {Element(row.Memory, row.Index, inRange: row.InRange)}",
        Choose choose => $"choose {Use(choose.Condition)} then {Use(choose.First)} else {Use(choose.Second)}",
        Load load => $"load {Element(load.Memory, load.Index, load.Leaf, load.InRange, load.Stride)}",
        Scatter scatter => $"scatter {Use(scatter.Vector)} to {Use(scatter.Memory)} from {Use(scatter.Index)} by {Use(scatter.Stride)} below {Use(scatter.Count)}",
        Gather gather => $"gather {Use(gather.Memory)} at {Use(gather.Indices)}{Where(gather.Mask)}",
        AddEach added => $"addeach {Use(added.Vector)} to {Use(added.Memory)} at {Use(added.Indices)}{Where(added.Mask)}",
        Store store => $"store {Element(store.Memory, store.Index, store.Leaf, store.InRange, store.Stride)} = {Use(store.Element)}",
        Copy copy => $"copy {Use(copy.Source)} to {Use(copy.Destination)}",
        Fill fill => $"fill {Use(fill.Memory)} with {Use(fill.Element)}",
        Product product => $"product {Part(product.A)} by {Part(product.B)} onto {Part(product.C)} rows {Use(product.Rows)} columns {Use(product.Columns)} depth {Use(product.Depth)}",
        For loop => $"for {Use(loop.Lower)} to {Use(loop.Upper)} step {Use(loop.Step)}"
            + (loop.Reversed ? " reversed" : "") + (loop.MayExit ? " mayexit" : "") + Carrying(loop.Initial),
        While loop => "while" + Carrying(loop.Initial),
        If branch => $"if {Use(branch.Condition)}",
        Scope => "scope",
        Stack => "stack",
        Push push => $"push {Use(push.Element)} on {Use(push.Tape)}",
        Pop pop => $"pop {Use(pop.Tape)}",
        Reserve reserve => $"reserve {Use(reserve.Count)} on {Use(reserve.Tape)}",
        Release release => $"release {Use(release.Count)} of {Use(release.Tape)}",
        Call call => $"call {Quoted.WordOrQuoted(call.Function)}({Uses(call.Arguments)})" + (call.ReadOnly.Count == 0 ? "" : $" readonly {string.Join(", ", call.ReadOnly)}"),
        OpaqueCall call => $"opaque {call.Effects.ToString().ToLowerInvariant()} {Quoted.Of(call.Template)}({Uses(call.Arguments)})",
        RuleCall { Rule: var rule } call => $"rule {Quoted.Of(rule.Method)} reversed {Quoted.Of(rule.Pullback)}{(rule.TakesResult ? " result" : "")}{(rule.IsGradient ? " gradient" : "")}{Yielding(rule)}{Pushed(rule)} ({Given(call)}){Structs(rule)}",
        Pushforward pushforward => $"pushforward {Quoted.Of(pushforward.Template)} ({Uses(pushforward.Arguments)}) along ({Uses(pushforward.Tangents)})",
        Pullback pullback => $"pullback {Quoted.Of(pullback.Template)} ({Uses(pullback.Arguments)}) adding ({Uses(pullback.Adjoints)})",
        Throw thrown => $"throw {Quoted.Of(thrown.Template)}({Uses(thrown.Arguments)})",
        _ => throw new InvalidOperationException($"No text for {operation.GetType().Name}."),
    };

    private static string Part(MatrixPart part) => $"{Use(part.Memory)}[{Use(part.Start)}] row {Use(part.RowStride)} column {Use(part.ColumnStride)}";

    private static string Pushed(Rule rule) =>
        $"{(rule.Pushforward.Length > 0 ? $" pushed {Quoted.Of(rule.Pushforward)}{(rule.PushesResult ? " result" : "")}" : "")}{(rule.Body.Length > 0 ? $" body {Quoted.Of(rule.Body)}" : "")}"
        + (rule.PullbackFunction is { } pullback ? $" pullback {Quoted.Of(pullback.Name)}{(pullback.YieldsValue ? " value" : "")}" : "")
        + (rule.Id.Length > 0 ? $" id {Quoted.Of(rule.Id)}" : "");

    private static string Given(RuleCall call) => string.Join(", ", call.Arguments.Zip(call.Rule.Parameters, static (argument, parameter) =>
        $"{Use(argument)} {parameter.Role.ToString().ToLowerInvariant()}{(parameter.IsWritten ? " written" : "")}{(parameter.IsArray ? " array" : "")}{(parameter.IsUnread ? " unread" : "")}{(parameter.IsSkipped ? " skipped" : "")}"));

    private static string Yielding(Rule rule) => rule.Result.Count == 0 ? "" : $" yielding {string.Join(", ", rule.Result.Select(Quoted.Of))}";

    private static string Structs(Rule rule) => rule.Structs.Count == 0
        ? ""
        : " structs " + string.Join(", ", rule.Structs.Select(static part => $"{part.First} {Quoted.Of(part.Type)} ({string.Join(", ", part.Paths.Select(Quoted.Of))})"));

    private static string Carrying(EquatableArray<Value> initial) => initial.Count == 0 ? "" : $" carrying {Uses(initial)}";

    private static string Element(Value memory, Value index, string leaf = "", bool inRange = false, int stride = 1) =>
        $"{Use(memory)}[{Use(index)}]" + (leaf.Length == 0 ? "" : $".{Quoted.WordOrQuoted(leaf)}") + (inRange ? " inrange" : "") + (stride == 1 ? "" : $" stride {stride}");

    private static string OriginLine(Origin? origin) => origin switch
    {
        null => "# none",
        { Sweep: Sweep.Primal } => $"# {origin.Ordinal} {Quoted.Of(origin.Text)}",
        _ => $"# {origin.Ordinal} {origin.Sweep.ToString().ToLowerInvariant()} {Quoted.Of(origin.Text)}",
    };

    private static string Definition(Value value) => $"{Use(value)}: {TypeText.Of(value.Type)}";

    private static string Use(Value value) => value.Name is null ? $"%{value.Id}" : $"%{value.Id}.{NameText(value.Name)}";

    // A dot ends a name, unlike a leaf's path.
    private static string NameText(string name) => name.IndexOf('.') >= 0 ? Quoted.Of(name) : Quoted.WordOrQuoted(name);

    private static string Uses(IEnumerable<Value> values) => string.Join(", ", values.Select(Use));
}

using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Emit;

/// <summary>Prints the lets of blocks as C# statements.</summary>
internal sealed class StatementEmitter
{
    private const int LongestLine = 110;

    private readonly Layout layout;
    private readonly CSharpTypes types;
    private readonly SourceWriter writer;
    private readonly ExpressionEmitter expressions;
    private readonly AssignmentEmitter assignments;
    private readonly LoopEmitter loops;
    private readonly Sections sections;

    /// <summary>What moves where a branch breaks out of a loop, by the flag that it decides.</summary>
    private readonly Dictionary<Value, Action<Region>> exits = [];

    public StatementEmitter(Layout layout, CSharpTypes types, SourceWriter writer, string workspace)
    {
        this.layout = layout;
        this.types = types;
        this.writer = writer;
        expressions = new ExpressionEmitter(layout, types, workspace);
        sections = new Sections(writer);
        assignments = new AssignmentEmitter(layout, expressions, types, writer);
        loops = new LoopEmitter(this, layout, expressions, assignments, types, writer);
    }

    /// <summary>A function's body and its results: into the out parameters, what else is done with them, and the return.</summary>
    public void Body(MemberParameters parameters)
    {
        foreach ((Value leaf, string declaration) in parameters.Unpacked)
        {
            if (layout.IsUsed(leaf)) writer.Line(declaration);
        }

        if (!Completes(parameters.Function, parameters.Exit)) return;
        foreach ((string parameter, Value contribution) in parameters.Contributions) assignments.Contribute(parameter, contribution);
        foreach (Composite composite in parameters.Composites) writer.Line($"{composite.Target} = {Text(composite)};");
        string[] returned = [.. parameters.Returned.Select(Text)];
        if (returned.Length > 0) writer.Line($"return {(returned.Length == 1 ? returned[0] : $"({string.Join(", ", returned)})")};");
    }

    /// <summary>The body of a function that a member calls: its results go into out parameters, but for the one that is returned.</summary>
    public void Body(Function function, FunctionExit exit, Value? returned)
    {
        if (Completes(function, exit) && returned is not null) writer.Line($"return {expressions.Loose(returned)};");
    }

    /// <summary>A function's statements, and the moves into out parameters, if control gets there.</summary>
    private bool Completes(Function function, FunctionExit exit)
    {
        Lets(function.Body, layout.Regions.Root);
        if (!Flow.Completes(function.Body)) return false;
        assignments.DeclareAhead(layout.Regions.Root, function.Body.Lets.Count);
        assignments.Moves(exit.Destinations, exit.Sources, layout.Regions.Root);
        return true;
    }

    private string Text(Composite composite) => composite.ToText(expressions, types);

    /// <summary>A block that ends by moving its results into targets.</summary>
    public void Block(Block block, IEnumerable<Value> targets, IEnumerable<Value> results, Region region)
    {
        Lets(block, region);
        if (Flow.Completes(block)) assignments.Moves(targets, results, region);
    }

    /// <summary>Says what to do where a branch decides to exit.</summary>
    public void OnExit(Value flag, Action<Region> moves) => exits[flag] = moves;

    public void Lets(Block block, Region region)
    {
        foreach ((int position, Let let) in Flow.Reached(block).Where(place => layout.Inlining.IsStatement(place.Let)))
        {
            if (region.Parent is null && let.Origin is not null) sections.Enter(let.Origin.Sweep);
            assignments.DeclareAhead(region, position);
            writer.From(let.Operation is Constant ? null : Sections.Told(let.Origin), () => Refusal.At(let.Origin, () => Statement(let, region)));
        }
    }

    private void Statement(Let let, Region region)
    {
        switch (let.Operation)
        {
            case If branch when !layout.Inlining.IsConditional(let):
                If(branch, let);
                break;
            case For loop:
                loops.For(loop, let, region);
                break;
            case While loop:
                loops.While(loop, let, region);
                break;
            case Scope scope:
                Scope(scope, let);
                break;
            case Store store:
                assignments.Store(store);
                break;
            case Scatter scatter:
                writer.Line(expressions.Scatter(scatter));
                break;
            case AddEach added:
                writer.Line(expressions.AddEach(added));
                break;
            case Copy copy:
                writer.Line($"{Span(copy.Source)}.CopyTo({expressions.Exact(copy.Destination)});");
                break;
            case Fill fill:
                Fill(fill);
                break;
            case Product product:
                writer.Line($"{types.Loops}.AddProduct({string.Join(", ", Walk.Operands(product).Select(expressions.Loose))});");
                break;
            case Push push:
                writer.Line($"{expressions.Exact(push.Tape)}.Push({expressions.Loose(push.Element)});");
                break;
            case RuleCall { Rule.Result.Count: > 0 } call:
                assignments.RuleCall(call, let.Targets);
                break;
            case Pullback pullback:
                assignments.Pullback(pullback, let.Targets);
                break;
            case Pushforward pushforward:
                assignments.Pushforward(pushforward, let.Targets);
                break;
            case Throw thrown:
                writer.Line($"throw {expressions.Filled(thrown.Template, thrown.Arguments)};");
                break;
            case Call call:
                assignments.Call(call, let);
                break;
            default:
                assignments.Define(let);
                break;
        }
    }

    private void If(If branch, Let let)
    {
        Region[] regions = layout.Regions.Of(let);
        var decided = layout.Uses.Exits.Decided(let);
        List<SourceLine> then = writer.Capture(() => Arm(branch.Then, let, branch.Then.Results, decided?.Then, regions[0]));
        List<SourceLine> otherwise = writer.Capture(() => Arm(branch.Else, let, branch.Else.Results, decided?.Else, regions[1]));
        (bool thenLeaves, bool elseLeaves) = layout.Uses.Exits.Leaves(let);
        bool isNegated = then.Count == 0 || (elseLeaves && !thenLeaves);
        string condition = (isNegated ? expressions.Not(branch.Condition) : expressions.Exact(branch.Condition)).Text;
        if (isNegated) (then, otherwise) = (otherwise, then);
        if (then.Count == 0)
        {
            // Both arms leave the same values in the same variables.
            writer.Line($"_ = {expressions.Exact(branch.Condition)};");
            return;
        }

        bool isGuard = then.Count == 1 && IsJump(then[0].Text) && $"if ({condition}) {then[0].Text}".Length <= LongestLine;
        if (isGuard)
        {
            writer.Line($"if ({condition}) {then[0].Text}");
        }
        else
        {
            using (writer.OpenBlock($"if ({condition})")) writer.Lines(then);
        }

        if (otherwise.Count == 0) return;
        if (thenLeaves || elseLeaves)
        {
            writer.Lines(otherwise);
        }
        else if (IsOneIf(otherwise))
        {
            writer.Line("else " + otherwise[0].Text);
            writer.Lines(otherwise.Skip(1));
        }
        else
        {
            using (writer.OpenBlock("else")) writer.Lines(otherwise);
        }
    }

    /// <summary>An arm of a branch; where it decides a loop's exit, with what moves there and the break.</summary>
    private void Arm(Block arm, Let let, EquatableArray<Value> results, Value? flag, Region region)
    {
        void Leave(Region place) => exits[layout.Uses.Exits.Decided(let)!.Value.Flag](place);

        if (flag is not null && layout.Uses.Exits.IsFlag(flag))
        {
            OnExit(flag, place =>
            {
                assignments.Moves(let.Targets, results, place);
                Leave(place);
            });
        }

        Block(arm, let.Targets, results, region);
        if (flag is null || !layout.Uses.Exits.Breaks(flag) || !Flow.Completes(arm)) return;
        Leave(region);
        writer.Line("break;");
    }

    /// <summary>A statement that leaves, on one line: it stands beside its condition.</summary>
    private static bool IsJump(string line) => line == "break;" || line.StartsWith("throw ", StringComparison.Ordinal);

    /// <summary>Lines that are an if statement and nothing after it: unindented stand only its own parts.</summary>
    private static bool IsOneIf(List<SourceLine> lines) =>
        lines[0].Text.StartsWith("if (", StringComparison.Ordinal)
        && Enumerable.Range(1, lines.Count - 1).All(i => lines[i].Depth > 0 || lines[i].Text == "}" || IsElse(lines[i].Text) || (lines[i].Text == "{" && lines[i - 1].Text != "}"));

    private static bool IsElse(string line) => line.StartsWith("else", StringComparison.Ordinal);

    /// <summary>What the block allocates stands in a workspace of its own. (The runtime allows only the innermost one to be used.)</summary>
    private void Scope(Scope scope, Let let)
    {
        Region region = layout.Regions.Of(let)[0];
        string outer = expressions.Workspace;
        bool allocates = scope.Body.Lets.Any(inner => Allocates(inner.Operation));
        if (allocates) expressions.Workspace = layout.Names.Allocate("scope", region);
        using (writer.OpenBlock(allocates ? $"using ({types.Workspace} {expressions.Workspace} = {types.Workspace}.Enter())" : null))
        {
            Block(scope.Body, let.Targets, scope.Body.Results, region);
        }

        expressions.Workspace = outer;
    }

    /// <summary>A scope within allocates in its own workspace.</summary>
    private static bool Allocates(Operation operation) =>
        operation is Alloc or Stack || (operation is not IR.Scope && Walk.Blocks(operation).Any(static block => block.Lets.Any(static let => Allocates(let.Operation))));

    private void Fill(Fill fill)
    {
        bool isZero = layout.Uses.DefinitionOf(fill.Element)?.Operation is var element && (element is Splat splat ? layout.Uses.DefinitionOf(splat.Scalar)?.Operation : element) is Constant { Bits: 0 };
        var memory = (MemoryType)fill.Memory.Type;
        if (memory.Element is MemoryType) throw new Refusal("rows of rows cannot be filled as a whole; fill each row");
        string name = expressions.Exact(fill.Memory).At(Precedence.Primary);
        writer.Line((memory.Form, isZero) switch
        {
            (MemoryForm.Span or MemoryForm.Matrix, true) => $"{name}.Clear();",
            (_, true) => $"{types.InSystem("Array")}.Clear({name});",
            (MemoryForm.Span or MemoryForm.Matrix, _) => $"{name}.Fill({expressions.Loose(fill.Element)});",
            _ => $"{types.InSystem("Array")}.Fill({name}, {expressions.Loose(fill.Element)});",
        });
    }

    private string Span(Value memory) => memory.Type is MemoryType { Form: MemoryForm.Array }
        ? types.Extension("AsSpan", expressions.Exact(memory).At(Precedence.Primary), "")
        : expressions.Exact(memory).At(Precedence.Primary);
}

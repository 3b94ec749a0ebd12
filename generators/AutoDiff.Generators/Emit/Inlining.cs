using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Emit;

/// <summary>Which values are printed where they are used instead of becoming a variable: literals, lengths
/// and neighbours of indices everywhere, and what is used once, in its own block, unless evaluating it there could be told from evaluating it in its place.</summary>
internal sealed class Inlining
{
    private const int LargestExpression = 12;
    private const int LargestArm = 4;

    private readonly Uses uses;
    private readonly EffectAnalysis effects;
    private readonly HashSet<Value> everywhere = [];
    private readonly HashSet<Value> once = [];
    private readonly HashSet<Value> conditionals = [];

    /// <summary>Memory whose length is printed everywhere, and with it the memory.</summary>
    private readonly HashSet<Value> measured = [];

    /// <summary>Variables that nobody writes: parameters and the indices of loops.</summary>
    private readonly HashSet<Value> standing = [];

    private Inlining(Function function, Uses uses)
    {
        this.uses = uses;
        effects = new EffectAnalysis(function);
        standing.UnionWith(function.Parameters);
        HashSet<Value> kept = Literals.KeptFromFolding(function, uses);
        foreach (Let let in Walk.Lets(function.Body))
        {
            if (let.Operation is For loop) standing.Add(loop.Body.Arguments[0]);
            bool isShort = let.Operation is LaneCount || IsConstantSplat(let.Operation) || let.Operation is Constant or Length ? !kept.Contains(let.Target) : IsNeighbour(let.Operation);
            if (isShort && let.Target.Name is null) everywhere.Add(let.Target);
            if (let.Operation is Length length) measured.Add(length.Memory);
        }

        Run(function.Body, function.Results);
    }

    public static Inlining Of(Function function, Uses uses) => new(function, uses);

    public bool IsInline(Value value) => everywhere.Contains(value) || once.Contains(value);

    /// <summary>Is the let an <see cref="If"/> printed as <c>a ? b : c</c>?</summary>
    public bool IsConditional(Let let) => let.Operation is If && let.Targets.Any(conditionals.Contains);

    /// <summary>Does the let become a statement of its own?</summary>
    public bool IsStatement(Let let) => uses.IsKept(let) && !let.Targets.Any(IsInline);

    /// <summary>The arms' results and the target of a conditional expression.</summary>
    public (Value Target, Value Then, Value Else) Arms(Let let)
    {
        var branch = (If)let.Operation;
        int i = let.Targets.ToList().FindIndex(conditionals.Contains);
        return (let.Targets[i], branch.Then.Results[i], branch.Else.Results[i]);
    }

    /// <summary>The values whose variables are read where the value is printed.</summary>
    public IEnumerable<Value> Leaves(Value value) => IsInline(value) ? LeavesOf(uses.DefinitionOf(value)!) : [value];

    /// <summary>The values whose variables are read where the let's operation is printed as an expression.</summary>
    public IEnumerable<Value> LeavesOf(Let let)
    {
        if (!IsConditional(let)) return Walk.Operands(let.Operation).SelectMany(Leaves);
        (_, Value then, Value otherwise) = Arms(let);
        return Leaves(((If)let.Operation).Condition).Concat(Leaves(then)).Concat(Leaves(otherwise));
    }

    private bool IsConstantSplat(Operation operation) => operation is Splat splat && uses.DefinitionOf(splat.Scalar)?.Operation is Constant && everywhere.Contains(splat.Scalar);

    /// <summary>An index, a count or a length, plus or minus a constant: as short as a name for it.</summary>
    private bool IsNeighbour(Operation operation) =>
        operation is Apply { Primitive.Name: "Add" or "Subtract", Operands: [var x, var y] } && x.Type == ScalarType.Int32
        && (standing.Contains(x) || (everywhere.Contains(x) && uses.DefinitionOf(x)!.Operation is Length))
        && everywhere.Contains(y) && uses.DefinitionOf(y)!.Operation is Constant;

    /// <summary>Inner blocks first: whether a branch holds a statement decides whether an If is an expression.</summary>
    private void Run(Block block, IEnumerable<Value> results)
    {
        var positions = new Dictionary<Value, int>();
        for (int i = 0; i < block.Lets.Count; i++)
        {
            Let let = block.Lets[i];
            foreach (Value target in let.Targets) positions[target] = i;
            if (!uses.IsKept(let)) continue;
            foreach ((Block nested, IEnumerable<Value> nestedResults) in NestedBlocks(let)) Run(nested, nestedResults);
            if (IsExpression(let)) conditionals.Add(let.Targets.Single(uses.IsNeeded));
        }

        var placed = new Dictionary<int, int>();
        new Statement(this, block, positions, placed, block.Lets.Count).Place(results.Select(static result => (result, Slot.Quiet)));
        for (int i = block.Lets.Count - 1; i >= 0; i--)
        {
            if (IsStatement(block.Lets[i])) new Statement(this, block, positions, placed, i).Place(Slots.Of(block.Lets[i].Operation, uses));
        }
    }

    private IEnumerable<(Block, IEnumerable<Value>)> NestedBlocks(Let let)
    {
        switch (let.Operation)
        {
            case If branch:
                yield return (branch.Then, Needed(let.Targets, branch.Then.Results));
                yield return (branch.Else, Needed(let.Targets, branch.Else.Results));
                break;
            case Scope scope:
                yield return (scope.Body, Needed(let.Targets, scope.Body.Results));
                break;
            case For loop:
                int flags = loop.MayExit ? 1 : 0;
                yield return (loop.Body, [.. Needed(loop.Body.Arguments.Skip(1), loop.Body.Results.Skip(flags)), .. loop.Body.Results.Take(flags)]);
                break;
            case While loop:
                yield return (loop.Condition, [loop.Condition.Results[0], .. Needed(loop.Body.Arguments, loop.Condition.Results.Skip(1)), .. Needed(let.Targets, loop.Condition.Results.Skip(1))]);
                yield return (loop.Body, Needed(loop.Condition.Arguments, loop.Body.Results));
                break;
        }
    }

    private IEnumerable<Value> Needed(IEnumerable<Value> targets, IEnumerable<Value> sources) =>
        targets.Zip(sources, static (target, source) => (target, source)).Where(pair => uses.IsNeeded(pair.target)).Select(static pair => pair.source);

    private bool IsExpression(Let let)
    {
        if (let.Operation is not If branch || uses.Exits.Decided(let) is not null || let.Targets.Count(uses.IsNeeded) != 1) return false;
        Value target = let.Targets.Single(uses.IsNeeded);
        int i = let.Targets.ToList().IndexOf(target);
        return target.Type is ScalarType && IsArm(branch.Then, target, branch.Then.Results[i]) && IsArm(branch.Else, target, branch.Else.Results[i]);
    }

    /// <summary>A branch that keeps the variable as it is reads better as an if without an else.</summary>
    private bool IsArm(Block branch, Value target, Value result)
    {
        bool keepsVariable = target.Name is not null && target.Name == result.Name && !IsInline(result);
        return !keepsVariable && !branch.Lets.Any(IsStatement) && Size(result) <= LargestArm && !HoldsChoice(result);
    }

    private int Size(Value value) => IsInline(value) && uses.DefinitionOf(value)!.Operation is not (Constant or Length)
        ? 1 + Walk.Operands(uses.DefinitionOf(value)!.Operation).Sum(Size)
        : 0;

    private bool HoldsChoice(Value value) => IsInline(value) && uses.DefinitionOf(value) is { } let
        && (let.Operation is If or Apply { Primitive.Name: "Select" } || Walk.Operands(let.Operation).Any(HoldsChoice));

    /// <summary>One statement of a block, or its results, and what is moved into it.</summary>
    private sealed class Statement(Inlining inlining, Block block, Dictionary<Value, int> positions, Dictionary<int, int> placed, int root)
    {
        private readonly List<int> evaluatedHere = [];
        private int budget = LargestExpression;

        /// <summary>Last operands first, because what is evaluated later has fewer statements to move past.</summary>
        public void Place(IEnumerable<(Value Value, Slot Slot)> slots)
        {
            foreach ((Value value, Slot slot) in slots.Reverse())
            {
                if (!positions.TryGetValue(value, out int position) || !MayMove(value, position, slot)) continue;
                Let let = block.Lets[position];
                inlining.once.Add(value);
                placed[position] = root;
                evaluatedHere.Add(position);
                budget -= 1;
                if (inlining.IsConditional(let)) budget -= Arms(let);
                Place(Slots.Of(let.Operation, inlining.uses).Select(operand => (operand.Value, Tighter(slot, operand.Slot))));
            }
        }

        private int Arms(Let let)
        {
            (_, Value then, Value otherwise) = inlining.Arms(let);
            return inlining.Size(then) + inlining.Size(otherwise);
        }

        private bool MayMove(Value value, int position, Slot slot)
        {
            Let let = block.Lets[position];
            bool isExpression = let.Operation is Apply or Splat or Load or Slice or Row or Choose or Pop or OpaqueCall or RuleCall { Rule.Result.Count: 0 } || inlining.IsConditional(let);
            return isExpression && value.Name is null && budget > 0 && inlining.uses.CountOf(value) == 1 && !inlining.IsInline(value)
                && !inlining.measured.Contains(value) && Fits(let, slot) && MovesUnnoticed(position);
        }

        private bool Fits(Let let, Slot slot) => slot switch
        {
            Slot.Ordered => true,
            Slot.Quiet => (EffectAnalysis.Of(let.Operation) & ~(Effect.ReadsMemory | Effect.MayBeOutOfRange)) == 0,
            Slot.Pure => EffectAnalysis.Of(let.Operation) == Effect.None,
            Slot.Bound => let.Operation is Apply { Primitive.Name: "Add" or "Subtract" } apply && apply.Operands.All(IsSimple),
            Slot.Row => let.Operation is Row,
            _ => false,
        };

        private bool IsSimple(Value value) => inlining.everywhere.Contains(value) || !positions.ContainsKey(value) || value.Name is not null || inlining.uses.CountOf(value) > 1;

        private bool MovesUnnoticed(int position)
        {
            Operation moved = block.Lets[position].Operation;
            if (EffectAnalysis.Of(moved) == Effect.None) return true;
            for (int i = position + 1; i < root && i < block.Lets.Count; i++)
            {
                bool isEvaluatedLater = placed.TryGetValue(i, out int place) && (place > root || evaluatedHere.Contains(i));
                if (!isEvaluatedLater && !inlining.effects.Commute(moved, block.Lets[i].Operation)) return false;
            }

            return evaluatedHere.All(other => other > position || inlining.effects.Commute(moved, block.Lets[other].Operation));
        }

        private static Slot Tighter(Slot outer, Slot inner) => outer > inner ? outer : inner;
    }
}

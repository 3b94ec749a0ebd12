using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Emit;

/// <summary>Finds the innermost scope that holds every appearance of a variable, walking in the order of emission.</summary>
internal sealed class Placement
{
    private readonly Uses uses;
    private readonly Inlining inlining;
    private readonly Regions regions;
    private readonly IReadOnlyDictionary<Value, Variable> variables;
    private readonly Dictionary<Variable, (Region Region, int Position)> first = [];

    private Placement(Function function, FunctionExit exit, Uses uses, Inlining inlining, Regions regions, IReadOnlyDictionary<Value, Variable> variables)
    {
        this.uses = uses;
        this.inlining = inlining;
        this.regions = regions;
        this.variables = variables;
        Visit(function.Body, regions.Root);
        if (!Flow.Completes(function.Body)) return;
        int end = function.Body.Lets.Count;
        Moves(exit.Destinations, exit.Sources, regions.Root, end);
        foreach (Value result in exit.Read) Read(result, regions.Root, end);
    }

    public static void Run(Function function, FunctionExit exit, Uses uses, Inlining inlining, Regions regions, IReadOnlyDictionary<Value, Variable> variables)
    {
        var placement = new Placement(function, exit, uses, inlining, regions, variables);
        foreach (KeyValuePair<Variable, (Region Region, int Position)> pair in placement.first)
        {
            (Region region, int position) = pair.Value;
            Variable variable = pair.Key;
            variable.IsDeclaredAhead = region != variable.Region;
            for (; region != variable.Region; region = region.Parent!) position = region.Position;
            variable.Position = position;
        }
    }

    private void Visit(Block block, Region region)
    {
        foreach ((int position, Let let) in Flow.Reached(block).Where(place => inlining.IsStatement(place.Let))) Visit(let, region, position);
    }

    private void Visit(Let let, Region region, int position)
    {
        Region[] nested = regions.Of(let);
        switch (let.Operation)
        {
            case If branch when !inlining.IsConditional(let):
                Read(branch.Condition, region, position);
                Visit(branch.Then, let.Targets, branch.Then.Results, nested[0]);
                Visit(branch.Else, let.Targets, branch.Else.Results, nested[1]);
                break;
            case Scope scope:
                Visit(scope.Body, let.Targets, scope.Body.Results, nested[0]);
                break;
            case For loop:
                int flags = loop.MayExit ? 1 : 0;
                Moves(loop.Body.Arguments.Skip(1), loop.Initial, region, position);
                if (loop.MayExit) Write(let.Targets[0], region, position);
                foreach (Value bound in new[] { loop.Lower, loop.Upper, loop.Step }) Read(bound, region, position);
                Write(loop.Body.Arguments[0], nested[0], -1);
                Visit(loop.Body, loop.Body.Arguments.Skip(1), loop.Body.Results.Skip(flags), nested[0]);
                if (loop.MayExit) Read(loop.Body.Results[0], nested[0], loop.Body.Lets.Count);
                Moves(let.Targets.Skip(flags), loop.Body.Arguments.Skip(1), region, position);
                break;
            case While loop:
                Moves(loop.Condition.Arguments, loop.Initial, region, position);
                Visit(loop.Condition, nested[0]);
                int end = loop.Condition.Lets.Count;
                Read(loop.Condition.Results[0], nested[0], end);
                Moves(loop.Body.Arguments, loop.Condition.Results.Skip(1), nested[1], -1);
                Visit(loop.Body, loop.Condition.Arguments, loop.Body.Results, nested[1]);
                bool isSimple = WhileShape.IsSimple(loop, let, uses, inlining);
                Moves(let.Targets, loop.Condition.Results.Skip(1), isSimple ? region : nested[0], isSimple ? position : end);
                foreach (Value target in let.Targets) Write(target, region, position);
                break;
            default:
                foreach (Value leaf in inlining.LeavesOf(let)) Appears(leaf, region, position);
                foreach (Value target in let.Targets.Where(uses.IsNeeded)) Write(target, region, position);
                break;
        }
    }

    private void Visit(Block block, IEnumerable<Value> targets, IEnumerable<Value> results, Region region)
    {
        Visit(block, region);
        if (Flow.Completes(block)) Moves(targets, results, region, block.Lets.Count);
    }

    private void Moves(IEnumerable<Value> targets, IEnumerable<Value> sources, Region region, int position)
    {
        foreach ((Value target, Value source) in targets.Zip(sources, static (target, source) => (target, source)))
        {
            if (!variables.ContainsKey(target)) continue;
            Read(source, region, position);
            Write(target, region, position);
        }
    }

    private void Read(Value value, Region region, int position)
    {
        foreach (Value leaf in inlining.Leaves(value)) Appears(leaf, region, position);
    }

    private void Write(Value value, Region region, int position) => Appears(value, region, position);

    private void Appears(Value value, Region region, int position)
    {
        if (!variables.TryGetValue(value, out Variable? variable) || variable.IsDeclared) return;
        if (!first.ContainsKey(variable)) first[variable] = (region, position);
        variable.Region = variable.Region is null ? region : Common(variable.Region, region);
    }

    private static Region Common(Region x, Region y)
    {
        while (!x.IsWithin(y)) y = y.Parent!;
        return y;
    }
}

using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Emit;

/// <summary>Prints loops: what they carry in variables around them, their headers and their exits.</summary>
internal sealed class LoopEmitter(StatementEmitter statements, Layout layout, ExpressionEmitter expressions, AssignmentEmitter assignments, CSharpTypes types, SourceWriter writer)
{
    private readonly ForHeader headers = new(layout, expressions, types);

    public void For(For loop, Let let, Region region)
    {
        Region inner = layout.Regions.Of(let)[0];
        int flags = loop.MayExit ? 1 : 0;
        IEnumerable<Value> carried = loop.Body.Arguments.Skip(1);
        assignments.Moves(carried, loop.Initial, region);
        Variable? begun = loop.MayExit ? layout.VariableOf(let.Targets[0]) : null;
        if (begun is not null) writer.From(null, () => writer.Line($"{assignments.Declared(begun)} = 0;"));

        (string[] before, string header, string? first) = headers.Of(loop, region, inner);
        writer.From(null, () => writer.Lines(before));
        using (writer.OpenBlock(header))
        {
            if (first is not null) writer.Line(first);
            if (begun is not null) writer.Line($"{begun.Name}++;");
            assignments.DeclareAhead(inner, -1);
            Value? flag = loop.MayExit ? loop.Body.Results[0] : null;
            bool breaks = flag is not null && layout.Uses.Exits.IsFlag(flag);
            if (breaks) statements.OnExit(flag!, region => assignments.Moves(carried, loop.Body.Results.Skip(flags), region));
            statements.Lets(loop.Body, inner);
            if (Flow.Completes(loop.Body))
            {
                assignments.DeclareAhead(inner, loop.Body.Lets.Count);
                string? exit = loop.MayExit && !breaks ? ExitCondition(loop, inner) : null;
                assignments.Moves(carried, loop.Body.Results.Skip(flags), inner);
                if (exit is not null) writer.Line($"if ({exit}) break;");
            }
        }

        assignments.Moves(let.Targets.Skip(flags), carried, region);
    }

    public void While(While loop, Let let, Region region)
    {
        Region[] inner = layout.Regions.Of(let);
        IEnumerable<Value> passedOn = loop.Condition.Results.Skip(1);
        Value condition = loop.Condition.Results[0];
        assignments.Moves(loop.Condition.Arguments, loop.Initial, region);
        bool isSimple = WhileShape.IsSimple(loop, let, layout.Uses, layout.Inlining);
        using (writer.OpenBlock(isSimple ? $"while ({expressions.Exact(condition)})" : "while (true)"))
        {
            if (!isSimple)
            {
                statements.Lets(loop.Condition, inner[0]);
                if (!Flow.Completes(loop.Condition)) return;
                Exit(expressions.Not(condition), writer.Capture(() => assignments.Moves(let.Targets, passedOn, inner[0])));
            }

            assignments.Moves(loop.Body.Arguments, passedOn, inner[1]);
            statements.Block(loop.Body, loop.Condition.Arguments, loop.Body.Results, inner[1]);
        }

        if (isSimple) assignments.Moves(let.Targets, passedOn, region);
    }

    /// <summary>The condition that ends the loop, readable after the carried values have moved on.</summary>
    private string ExitCondition(For loop, Region inner)
    {
        Value goesOn = loop.Body.Results[0];
        bool readsCarried = layout.Inlining.Leaves(goesOn).Any(leaf => loop.Body.Arguments.Skip(1).Contains(leaf));
        if (!readsCarried) return expressions.Not(goesOn).Text;
        string name = layout.Names.Allocate("ends", inner);
        writer.Line($"bool {name} = {expressions.Not(goesOn)};");
        return name;
    }

    private void Exit(Code condition, List<SourceLine> moves)
    {
        if (moves.Count == 0)
        {
            writer.Line($"if ({condition}) break;");
            return;
        }

        using (writer.OpenBlock($"if ({condition})"))
        {
            writer.Lines(moves);
            writer.Line("break;");
        }
    }
}

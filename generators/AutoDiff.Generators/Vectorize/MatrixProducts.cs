using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Vectorize;

/// <summary>Three loops in each other whose innermost adds up products of elements of two matrices become a product of matrices, which is a kernel, and two loops in each other for what else they
/// do. That is for matrices that are large and there; otherwise the loops run as they are, and throw where they would have thrown.</summary>
internal sealed class MatrixProducts
{
    private readonly ProductPlanner planner;
    private readonly ValueNumbers numbers;
    private bool hasFound;

    private MatrixProducts(Function function) => (planner, numbers) = (new ProductPlanner(function), ValueNumbers.After(function));

    /// <summary>The function itself, where there is no product.</summary>
    public static Function Run(Function function)
    {
        var pass = new MatrixProducts(function);
        Block body = pass.Visit(function.Body);
        return pass.hasFound ? function with { Body = body } : function;
    }

    private Block Visit(Block block)
    {
        var builder = new Builder(numbers);
        foreach (Let let in block.Lets)
        {
            builder.Origin = let.Origin;
            if (let.Operation is For loop && planner.PlanOf(loop) is { } plan) Append(let, plan, builder);
            else builder.Append(let with { Operation = Walk.Rewrite(let.Operation, static value => value, Visit) });
        }

        return builder.ToBlock(block.Arguments, block.Results);
    }

    private void Append(Let let, ProductPlan plan, Builder builder)
    {
        hasFound = true;
        var sizes = new Dictionary<Value, Value>
        {
            [plan.Outer.Body.Arguments[0]] = plan.Outer.Upper,
            [plan.MiddleLoop.Body.Arguments[0]] = Count(plan, plan.MiddleLoop.Upper, builder),
            [plan.InnerLoop.Body.Arguments[0]] = Count(plan, plan.InnerLoop.Upper, builder),
        };
        Value condition = builder.Apply(Arithmetic.IsLargeProduct, [.. sizes.Values]);
        foreach (Value holds in Conditions(plan, sizes, builder)) condition = builder.Apply(Arithmetic.And, condition, holds);

        Builder then = builder.Nested();
        EquatableArray<Value> results = new ProductNest(let, plan, sizes, then).Append();
        Let original = FunctionCopy.Of(let, numbers);
        builder.DefineAll(let.Targets, new If(condition, then.ToBlock([], results), new Block([], [original], original.Targets)));
    }

    private static Value Count(ProductPlan plan, Value upper, Builder builder) => plan.Indices.Start(plan.Indices.Of(upper)!.Value, builder);

    /// <summary>All elements are there, and the targets have theirs in places of their own.</summary>
    private static IEnumerable<Value> Conditions(ProductPlan plan, Dictionary<Value, Value> sizes, Builder builder)
    {
        foreach (ProductTerm term in plan.Terms)
        {
            foreach ((ProductOperand? operand, Value row, Value column) in new[] { (term.Left, term.Row, term.Depth), (term.Right, term.Depth, term.Column), (term.Target, term.Row, term.Column) })
            {
                if (operand?.Memory is null) continue;
                foreach (Value holds in Holds(operand, row, column)) yield return holds;
            }

            if (term.Target is { Index: var index }) yield return builder.Apply(Arithmetic.IsDenseMatrix, sizes[term.Row], Stride(index, term.Row), sizes[term.Column], Stride(index, term.Column));
        }

        if (!plan.HasSums) yield break;
        foreach (ProductOperand load in plan.EarlyLoads)
        {
            foreach (Value holds in Holds(load, plan.Outer.Body.Arguments[0], plan.MiddleLoop.Body.Arguments[0])) yield return holds;
        }

        IEnumerable<Value> Holds(ProductOperand operand, Value row, Value column)
        {
            foreach (ProductWindow window in operand.Windows) yield return IsThere(plan.Indices.Start(window.Count, builder), window.Index, row, column);
            yield return IsThere(builder.Length(operand.Memory!), operand.Index, row, column);
        }

        Value IsThere(Value length, EquatableArray<IndexTerm> index, Value row, Value column) =>
            builder.Apply(Arithmetic.HoldsMatrix, length, plan.Indices.Start(index, builder), sizes[row], Stride(index, row), sizes[column], Stride(index, column));

        Value Stride(EquatableArray<IndexTerm> index, Value loop) => plan.Indices.Stride(index, loop, builder);
    }
}

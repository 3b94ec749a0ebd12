using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Vectorize;

/// <summary>A nest of loops as products of matrices, and what is left of it. Where the innermost loop carries sums, all numbers that the products need are computed first, and the rest
/// of the nest runs behind the products; otherwise it runs in front of them, and keeps these numbers.</summary>
/// <param name="sizes">How many iterations the loop of an index has.</param>
internal sealed class ProductNest(Let let, ProductPlan plan, Dictionary<Value, Value> sizes, Builder around)
{
    private readonly ValueNumbers numbers = around.Numbers;
    private readonly Dictionary<Value, Value> kept = [];
    private readonly List<Value> sums = [];

    private Value I => plan.Outer.Body.Arguments[0];

    private Value J => plan.MiddleLoop.Body.Arguments[0];

    /// <summary>Appends it in a scope of its own; the results of the nest.</summary>
    public EquatableArray<Value> Append()
    {
        Builder builder = around.Nested();
        foreach (Value number in plan.Terms.SelectMany(static term => new[] { term.Left, term.Right }).Select(static operand => operand.Number).OfType<Value>().Distinct())
        {
            kept[number] = Allocate(number, builder);
        }

        if (plan.HasSums) Prepare(builder);
        Let rest = FunctionCopy.Of(Rest(), numbers);
        if (!plan.HasSums) builder.Append(rest);
        builder.Origin = plan.Inner.Origin;
        foreach (ProductTerm term in plan.Terms) Multiply(term, builder);
        if (plan.HasSums) builder.Append(rest);

        EquatableArray<Value> results = let.Targets.Select(target => numbers.Create(target.Type, target.Name)).ToEquatableArray();
        around.DefineAll(results, new Scope(builder.ToBlock([], rest.Targets)));
        return results;
    }

    /// <summary>Room for a number of each iteration of the two outer loops.</summary>
    private Value Allocate(Value number, Builder builder)
    {
        Value rows = builder.Convert(sizes[I], ScalarType.Int64), columns = builder.Convert(sizes[J], ScalarType.Int64);
        return builder.Define(new MemoryType(number.Type, MemoryForm.Span), new Alloc(builder.Apply(Arithmetic.Capacity, rows, columns)), number.Name is { } name ? $"{name}s" : null);
    }

    private Value Place(Builder builder) => builder.Apply(Arithmetic.Add, builder.Apply(Arithmetic.Multiply, I, sizes[J]), J);

    private void Multiply(ProductTerm term, Builder builder) => builder.Do(new Product(
        Part(term.Left, term.Row, term.Depth, builder),
        Part(term.Right, term.Depth, term.Column, builder),
        term.Target is { } target ? Part(target, term.Row, term.Column, builder) : Own(sums[term.Carried], term.Row, builder),
        sizes[term.Row],
        sizes[term.Column],
        sizes[term.Depth]));

    private MatrixPart Part(ProductOperand operand, Value row, Value column, Builder builder) => operand.Number is { } number
        ? Own(kept[number], row, builder)
        : new(operand.Memory!, plan.Indices.Start(operand.Index, builder), plan.Indices.Stride(operand.Index, row, builder), plan.Indices.Stride(operand.Index, column, builder));

    /// <summary>What has been kept, with the iterations of a loop as the rows.</summary>
    private MatrixPart Own(Value memory, Value row, Builder builder) => row == I ? new(memory, builder.Int(0), sizes[J], builder.Int(1)) : new(memory, builder.Int(0), builder.Int(1), sizes[J]);

    /// <summary>Computes no more than what the products need.</summary>
    private void Prepare(Builder builder)
    {
        sums.AddRange(plan.Inner.Targets.Select(target => Allocate(target, builder)));
        Builder body = around.Nested(), middle = around.Nested();
        foreach (Let early in plan.Early) (plan.Outer.Body.Lets.Any(own => ReferenceEquals(own, early)) ? body : middle).Append(early);
        int before = middle.Lets.Count;
        Keep(middle);
        for (int i = 0; i < sums.Count; i++)
        {
            Value initial = plan.InnerLoop.Initial[i];
            if (plan.Indices.Definition(initial) is { Operation: Constant constant }) builder.Do(new Fill(sums[i], builder.Define(initial.Type, constant)));
            else if (plan.Indices.IsOutside(initial)) builder.Do(new Fill(sums[i], initial));
            else middle.Store(sums[i], Place(middle), initial, inRange: true);
        }

        if (middle.Lets.Count == before) return;
        body.Do(new For(plan.Outer.Lower, sizes[J], plan.Outer.Step, [], middle.ToBlock([J], [])));
        builder.Append(FunctionCopy.Of(new Let([], plan.Outer with { Initial = [], Reversed = false, Body = body.ToBlock([I], []) }, let.Origin), numbers));
    }

    private void Keep(Builder body)
    {
        foreach (KeyValuePair<Value, Value> pair in kept) body.Store(pair.Value, Place(body), pair.Key, inRange: true);
    }

    /// <summary>The nest without its innermost loop: there, sums are loaded, or numbers kept.</summary>
    private Let Rest()
    {
        Builder body = around.Nested();
        foreach (Let own in plan.MiddleLoop.Body.Lets)
        {
            body.Origin = own.Origin;
            if (!ReferenceEquals(own, plan.Inner))
            {
                body.Append(Found(own));
                continue;
            }

            if (!plan.HasSums) Keep(body);
            for (int i = 0; i < sums.Count; i++) body.DefineAll([own.Targets[i]], new Load(sums[i], Place(body), InRange: true));
        }

        For middle = plan.MiddleLoop with { Body = body.ToBlock(plan.MiddleLoop.Body.Arguments, plan.MiddleLoop.Body.Results) };
        IEnumerable<Let> lets = plan.Outer.Body.Lets.Select(own => ReferenceEquals(own, plan.Middle) ? own with { Operation = middle } : Found(own));
        return let with { Operation = plan.Outer with { Body = plan.Outer.Body with { Lets = lets.ToEquatableArray() } } };
    }

    private Let Found(Let own) => own.Operation is Load load && plan.There.Contains(own) ? own with { Operation = load with { InRange = true } } : own;
}

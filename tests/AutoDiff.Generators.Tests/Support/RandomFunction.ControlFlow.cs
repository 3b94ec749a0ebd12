using System;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Tests.Support;

/// <summary>Statements that hold others.</summary>
internal sealed partial class RandomFunction
{
    /// <summary>A comparison of a number, active or not, with a constant.</summary>
    private Value Condition(Builder builder, Visible scope) =>
        builder.Apply(Arithmetic.Less, Pick(scope.Numbers), builder.Number(ScalarType.Double, (random.NextDouble() * 2) - 1));

    private void Branch(Builder builder, Visible scope, int depth)
    {
        if (random.Next(6) == 0)
        {
            Guard(builder, scope);
            return;
        }

        Value condition = Condition(builder, scope);
        int results = random.Next(3);
        Block Arm()
        {
            Builder inner = builder.Nested();
            Visible nested = scope.Nested();
            Statements(inner, nested, depth + 1);
            return inner.ToBlock([], PickSeveral(nested, results).ToEquatableArray());
        }

        Block then = Arm(), otherwise = Arm();
        scope.Numbers.AddRange(builder.DefineAll(CreateSeveral(results).ToEquatableArray(), new If(condition, then, otherwise)));
    }

    /// <summary>A branch that throws and passes nothing on, which is never taken.</summary>
    private void Guard(Builder builder, Visible scope)
    {
        Value condition = builder.Apply(Arithmetic.Less, builder.Number(ScalarType.Double, 1e9), Pick(scope.Numbers));
        Builder fails = builder.Nested(), goesOn = builder.Nested();
        Statements(fails, scope.Nested(), 3);
        fails.Do(new Throw("new global::System.InvalidOperationException()", []));
        Visible nested = scope.Nested();
        Statements(goesOn, nested, 3);
        If guard = new(condition, fails.ToBlock([], []), goesOn.ToBlock([], [Pick(nested.Numbers)]));
        scope.Numbers.AddRange(builder.DefineAll([.. CreateSeveral(1)], guard));
    }

    private void For(Builder builder, Visible scope, int depth)
    {
        bool mayExit = random.Next(4) == 0, triangular = scope.Indices.Count > 0 && random.Next(3) == 0;
        int bound = random.Next(Size + 1), step = random.Next(4) == 0 ? 2 : 1;
        bool down = !triangular && random.Next(4) == 0;
        bool toLength = !triangular && !down && random.Next(3) == 0;
        Value lower = builder.Int(down ? bound - 1 : 0), upper;
        if (triangular)
        {
            BoundedIndex outer = Pick(scope.Indices);
            (upper, bound) = (outer.Value, outer.Bound - 1);
        }
        else
        {
            if (toLength) bound = Size;
            upper = toLength ? builder.Length(x) : builder.Int(down ? -1 : bound);
        }

        int carriedCount = random.Next(3);
        Value[] initial = PickSeveral(scope, carriedCount), carried = CreateSeveral(carriedCount), targets = CreateSeveral(carriedCount);
        Value index = numbers.Create(ScalarType.Int32, "i");
        Builder inner = builder.Nested();
        Visible nested = scope.Nested();
        nested.Indices.Add(new BoundedIndex(index, Math.Max(bound, 1)));
        nested.Numbers.AddRange(carried);
        Statements(inner, nested, depth + 1);
        Value[] flag = mayExit ? [Condition(inner, nested)] : [], begun = mayExit ? [numbers.Create(ScalarType.Int32)] : [];
        Block body = inner.ToBlock([index, .. carried], [.. flag, .. PickSeveral(nested, carriedCount)]);
        var loop = new For(lower, upper, builder.Int(down ? -step : step), initial.ToEquatableArray(), body, MayExit: mayExit);
        builder.DefineAll([.. begun, .. targets], loop);
        scope.Numbers.AddRange(targets);
        if (mayExit) scope.Indices.Add(new BoundedIndex(begun[0], Math.Max(bound, 0) + 1));
    }

    /// <summary>A loop that ends after a few iterations or when its condition says so. The condition may do all of the work, some of it or none.</summary>
    private void While(Builder builder, Visible scope, int depth)
    {
        int bound = random.Next(1, Size), carriedCount = random.Next(3);
        Value[] initial = PickSeveral(scope, carriedCount), tested = CreateSeveral(carriedCount), carried = CreateSeveral(carriedCount), targets = CreateSeveral(carriedCount);
        Value atTest = numbers.Create(ScalarType.Int32, "k"), inBody = numbers.Create(ScalarType.Int32, "k"), last = numbers.Create(ScalarType.Int32, "k");

        Builder condition = builder.Nested();
        Visible atCondition = scope.Nested();
        atCondition.Indices.Add(new BoundedIndex(atTest, bound + 1));
        atCondition.Numbers.AddRange(tested);
        bool works = random.Next(2) == 0;
        if (works) Statements(condition, atCondition, depth + 1);
        Value goesOn = condition.Apply(Arithmetic.Less, atTest, condition.Int(bound));
        if (random.Next(2) == 0) goesOn = condition.Apply(Arithmetic.And, goesOn, Condition(condition, atCondition));
        Value[] passedOn = works ? PickSeveral(atCondition, carriedCount) : tested;
        Block first = condition.ToBlock([atTest, .. tested], [goesOn, atTest, .. passedOn]);

        Builder body = builder.Nested();
        Visible nested = scope.Nested();
        nested.Indices.Add(new BoundedIndex(inBody, bound));
        nested.Numbers.AddRange(carried);
        if (!works || random.Next(2) == 0) Statements(body, nested, depth + 1);
        Value next = body.Apply(Arithmetic.Add, inBody, body.Int(1));
        Block second = body.ToBlock([inBody, .. carried], [next, .. PickSeveral(nested, carriedCount)]);

        builder.DefineAll([last, .. targets], new While([builder.Int(0), .. initial], first, second));
        scope.Indices.Add(new BoundedIndex(last, bound + 1));
        scope.Numbers.AddRange(targets);
    }
}

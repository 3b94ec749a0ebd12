using System.Linq;
using AutoDiff.Generators.Frontend;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Tests.Support;

/// <summary>Functions that call each other and themselves, to a depth that one of their arguments bounds.</summary>
internal sealed partial class RandomFunction
{
    private const int DeepestCall = 2;

    private static readonly string[] HelperNames = ["G", "H"];

    /// <summary>How deep the function that is called may go on calling; null where nothing is called.</summary>
    private Value? callsLeft;

    /// <summary>A function as <see cref="Create"/> makes it, which calls others. They may be given the same memory twice.</summary>
    public static Module CreateModule(int seed)
    {
        Function[] helpers = [.. HelperNames.Select((name, i) => Helper(name, (seed * (HelperNames.Length + 1)) + i + 1))];
        return ReadOnlyArguments.Run(new Module(Create(seed, inPlace: false, DeepestCall), helpers.ToEquatableArray()).Reachable());
    }

    private static Function Helper(string name, int seed)
    {
        var maker = new RandomFunction(seed, inPlace: seed % 2 == 0);
        Value a = maker.numbers.Create(ScalarType.Double, "a"), left = maker.numbers.Create(ScalarType.Int32, "left");
        var builder = new Builder(maker.numbers);
        Value isLast = builder.Apply(Arithmetic.Less, left, builder.Int(1));
        Builder last = builder.Nested(), goesOn = builder.Nested();
        Block shortcut = last.ToBlock([], [last.Apply(PrimitiveTable.Find("Sin")!, a)]);
        maker.callsLeft = goesOn.Apply(Arithmetic.Subtract, left, goesOn.Int(1));
        var scope = new Visible([a], [], [new(maker.x, Size, IsWritable: false), new(maker.r, Size, IsWritable: true)]);
        maker.Call(goesOn, scope);
        maker.Statements(goesOn, scope, 2);
        Block rest = goesOn.ToBlock([], [maker.Pick(scope.Numbers)]);
        EquatableArray<Value> results = builder.DefineAll([maker.numbers.Create(ScalarType.Double)], new If(isLast, shortcut, rest));
        ParameterRole[] roles = [ParameterRole.Active, ParameterRole.Active, ParameterRole.Active, ParameterRole.Constant];
        return new Function(name, roles.ToEquatableArray(), builder.ToBlock([maker.x, maker.r, a, left], results), MayOverlap: true);
    }

    private void Call(Builder builder, Visible scope)
    {
        Memory[] whole = [.. scope.Memories.Where(static memory => memory.Length == Size)];
        Value read = random.Next(8) > 0 ? x : Pick(whole).Value, written = Pick(whole.Where(static memory => memory.IsWritable).ToArray()).Value;
        scope.Numbers.Add(builder.Define(ScalarType.Double, new Call(Pick(HelperNames), [read, written, Pick(scope.Numbers), callsLeft!]), Name()));
    }
}

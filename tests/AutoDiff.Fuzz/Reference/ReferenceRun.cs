using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators;
using AutoDiff.Generators.Frontend;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Tests.Support;

namespace AutoDiff.Fuzz.Reference;

/// <summary>The method as it was lowered, interpreted once along a direction: what it yields, how that moves, and what comes of pulling it back. None of the compiler's transforms has a hand in it.</summary>
internal sealed class ReferenceRun
{
    private readonly MethodUnderTest method;
    private readonly WengertList list;
    private readonly Traced[][] arguments;
    private readonly Traced[] returned;
    private readonly Traced[][] left;

    /// <param name="direction">For each varied argument, in their order.</param>
    /// <param name="isSingle">The method computes in single precision somewhere.</param>
    public ReferenceRun(MethodUnderTest method, MethodModel model, object[] arguments, object[] direction, bool isSingle, Rounding rounding)
    {
        this.method = method;
        list = new WengertList(rounding, Range);
        var tangents = new Queue<object>(direction);
        object?[][] leaves = [.. arguments.Select((argument, i) => Leaves(argument, method.Parameters[i].IsVaried ? tangents.Dequeue() : null).ToArray())];
        this.arguments = [.. leaves.Select(NumbersOf)];
        var interpreter = new Interpreter(new TracedNumbers(list, rounding, Range, isSingle));
        Module normal = model.Module.Select(PassPipeline.Normal);
        foreach (Function helper in normal.Helpers) interpreter.With(helper);
        returned = [.. interpreter.Invoke(normal.Root, [.. leaves.SelectMany(static own => own)]).OfType<Traced>()];
        left = [.. leaves.Select(NumbersOf)];
    }

    /// <summary>Of all numbers on the way.</summary>
    public NumberRange Range { get; } = new();

    /// <summary>What is returned, and what is left in written memory.</summary>
    public double[] Outputs => [.. OutputNumbers.Select(static output => output.Jet.Number)];

    /// <summary>The same of their tangents.</summary>
    public double[] Tangents => [.. OutputNumbers.Select(static output => output.Jet.Slope)];

    private IEnumerable<Traced> OutputNumbers => returned.Concat(Written.SelectMany(i => left[i]));

    private IEnumerable<int> Written => Enumerable.Range(0, left.Length).Where(i => method.Parameters[i].IsWritten);

    /// <summary>The adjoint of each number of the varied arguments, and its slope.</summary>
    /// <param name="seeds">The adjoints of the outputs, or as many of the first ones as are not zero.</param>
    public Jet[] PullBack(IEnumerable<double> seeds)
    {
        Jet[] adjoints = list.PullBack(OutputNumbers.Zip(seeds, static (output, seed) => (output.Entry, seed)));
        return [.. arguments.Where((_, i) => method.Parameters[i].IsVaried).SelectMany(static own => own).Select(input => adjoints[input.Entry])];
    }

    /// <summary>What the function takes for an argument: of a struct each field, of memory of structs one array for each field.</summary>
    /// <param name="tangent">Null if it does not move.</param>
    private IEnumerable<object?> Leaves(object argument, object? tangent)
    {
        if (argument is Array { Rank: 1 } structs && structs.GetType().GetElementType() is { IsValueType: true, IsPrimitive: false } element)
        {
            object?[][] rows = [.. Enumerable.Range(0, structs.Length).Select(i => Leaves(structs.GetValue(i)!, (tangent as Array)?.GetValue(i)).ToArray())];
            int fields = Leaves(Activator.CreateInstance(element)!, null).Count();
            return Enumerable.Range(0, fields).Select(field => rows.Select(row => row[field]).ToArray());
        }

        if (NumberArrays.IsStruct(argument.GetType())) return NumberArrays.AllFields(argument.GetType()).SelectMany(field => Leaves(field.GetValue(argument)!, tangent is null ? null : field.GetValue(tangent)));
        return [Leaf(argument, tangent)];
    }

    private object Leaf(object argument, object? tangent)
    {
        switch (argument)
        {
            case double or float:
            {
                double number = Convert.ToDouble(argument, null);
                return tangent is null ? Traced.Constant(number) : new Traced(new Jet(number, Convert.ToDouble(tangent, null)), list.Add([], [], isSingle: false));
            }

            case Array { Rank: 2 } matrix:
            {
                var leaf = new object[matrix.GetLength(0), matrix.GetLength(1)];
                for (int i = 0; i < leaf.GetLength(0); i++)
                {
                    for (int j = 0; j < leaf.GetLength(1); j++) leaf[i, j] = Leaf(matrix.GetValue(i, j)!, (tangent as Array)?.GetValue(i, j));
                }

                return leaf;
            }

            case int[] or bool[]:
                return ((Array)argument).Clone();
            case Array array:
                object[] elements = [.. Enumerable.Range(0, array.Length).Select(i => Leaf(array.GetValue(i)!, (tangent as Array)?.GetValue(i)))];
                return array.GetType().GetElementType()!.IsArray ? elements.Cast<object[]>().ToArray() : elements;
            default:
                return argument;
        }
    }

    /// <summary>In the order in which the numbers of the argument are flattened.</summary>
    private static Traced[] NumbersOf(object?[] leaves) => leaves switch
    {
        [object[,] matrix] => [.. matrix.Cast<Traced>()],
        [object[][] rows] => [.. rows.SelectMany(static row => row.Cast<Traced>())],
        [Array, ..] => [.. Enumerable.Range(0, ((Array)leaves[0]!).Length).SelectMany(i => leaves.Select(leaf => ((Array)leaf!).GetValue(i)).OfType<Traced>())],
        _ => [.. leaves.OfType<Traced>()],
    };
}

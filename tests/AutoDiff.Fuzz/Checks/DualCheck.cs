using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using AutoDiff.Generators;
using AutoDiff.Generators.Frontend;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Tests.Support;

namespace AutoDiff.Fuzz.Checks;

/// <summary>Holds a pushforward to dual numbers: the method as it was lowered, interpreted with a table of derivatives that is not the compiler's.</summary>
internal sealed class DualCheck(MethodUnderTest method, MethodModel model, object[] arguments)
{
    public void Run()
    {
        int[] added = [.. Enumerable.Range(0, arguments.Length).Where(i => method.Parameters[i].IsVaried || method.Parameters[i].IsWritten)];
        var random = new Random(11);
        object[] tangents = [.. added.Select(i => NumberArrays.Map(arguments[i], (_, _) => random.Next(-8, 9) / 8.0))];
        MethodUnderTest.Outcome forward = method.Jvp(arguments, tangents);

        object?[] leaves = [.. arguments.SelectMany((argument, i) => Leaves(argument, method.Parameters[i].IsVaried ? tangents[Array.IndexOf(added, i)] : null))];
        object?[] results = Interpret(leaves);

        List<double> expected = [.. results.OfType<Dual>().Select(dual => dual.Tangent)];
        List<double> actual = [.. forward.Value is ITuple pair ? NumberArrays.Flatten(pair[1]) : []];
        for (int i = 0, leaf = 0; i < arguments.Length; i++)
        {
            int count = Leaves(arguments[i], null).Count();
            object?[] own = leaves[leaf..(leaf += count)];
            if (!method.Parameters[i].IsWritten) continue;
            expected.AddRange(TangentsOf(own));
            actual.AddRange(NumberArrays.Flatten(forward.Adjoints[Array.IndexOf(added, i)]));
        }

        Agreement.Require("Jvp against dual numbers: tangent", actual, expected, Agreement.ToleranceOf(method));
    }

    private object?[] Interpret(object?[] leaves)
    {
        var interpreter = new Interpreter(new DualNumbers());
        Module normal = model.Module.Select(PassPipeline.Normal);
        foreach (Function helper in normal.Helpers) interpreter.With(helper);
        return interpreter.Invoke(normal.Root, leaves);
    }

    /// <summary>What the function takes for an argument: of a struct each field, of memory of structs one array for each field.</summary>
    private static IEnumerable<object?> Leaves(object argument, object? tangent)
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

    private static object Leaf(object argument, object? tangent)
    {
        switch (argument)
        {
            case double or float:
                return new Dual(argument, tangent is null ? 0 : Convert.ToDouble(tangent, null));
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

    /// <summary>Element by element, as the numbers of the argument are flattened.</summary>
    private static IEnumerable<double> TangentsOf(object?[] leaves) => leaves switch
    {
        [object[,] matrix] => matrix.Cast<Dual>().Select(dual => dual.Tangent),
        [object[][] rows] => rows.SelectMany(row => row.Cast<Dual>()).Select(dual => dual.Tangent),
        _ => Enumerable.Range(0, ((Array)leaves[0]!).Length).SelectMany(i => leaves.Select(leaf => ((Array)leaf!).GetValue(i)).OfType<Dual>()).Select(dual => dual.Tangent),
    };
}

using System;
using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Generators.Tests.Support;

/// <summary>Numbers in arrays of any shape, or alone: <c>T</c>, <c>T[]</c>, <c>T[,]</c>, <c>T[][]</c>.</summary>
internal static class NumberArrays
{
    /// <summary>All numbers in order.</summary>
    public static double[] Flatten(object? numbers) => numbers is Array array ? [.. array.Cast<object>().SelectMany(Flatten)] : [Convert.ToDouble(numbers, null)];

    /// <summary>The same shape and type with other numbers, which depend on their position and what stood there.</summary>
    public static object Map(object numbers, Func<int, double, double> map)
    {
        int position = 0;
        return Visit(numbers);

        object Visit(object value)
        {
            if (value is not Array array) return Convert.ChangeType(map(position++, Convert.ToDouble(value, null)), value.GetType(), null);
            var mapped = (Array)array.Clone();
            foreach (int[] index in Indices(array)) mapped.SetValue(Visit(array.GetValue(index)!), index);
            return mapped;
        }
    }

    /// <summary>A copy, of the arrays in arrays too.</summary>
    public static object? Copy(object? value)
    {
        if (value is not Array array) return value;
        var copy = (Array)array.Clone();
        foreach (int[] index in Indices(array))
        {
            if (array.GetValue(index) is Array row) copy.SetValue(Copy(row), index);
        }

        return copy;
    }

    /// <summary>What an array of any shape is made of at last; the type itself where it is none.</summary>
    public static Type ElementOf(Type type) => type.IsArray ? ElementOf(type.GetElementType()!) : type;

    private static IEnumerable<int[]> Indices(Array array) => array.Rank == 1
        ? Enumerable.Range(0, array.Length).Select(i => new[] { i })
        : Enumerable.Range(0, array.Length).Select(i => new[] { i / array.GetLength(1), i % array.GetLength(1) });
}

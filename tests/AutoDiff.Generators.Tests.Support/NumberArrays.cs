using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace AutoDiff.Generators.Tests.Support;

/// <summary>Numbers in arrays of any shape, or alone: <c>T</c>, <c>T[]</c>, <c>T[,]</c>, <c>T[][]</c>. A struct or tuple counts as its
/// floating-point fields.</summary>
internal static class NumberArrays
{
    /// <summary>All numbers in order.</summary>
    public static double[] Flatten(object? numbers) => numbers switch
    {
        double[] alone => [.. alone],
        float[] alone => [.. alone.Select(static number => (double)number)],
        double number => [number],
        Array array => [.. array.Cast<object>().SelectMany(Flatten)],
        not null when IsStruct(numbers.GetType()) => [.. Fields(numbers.GetType()).SelectMany(field => Flatten(field.GetValue(numbers)))],
        _ => [Convert.ToDouble(numbers, null)],
    };

    /// <summary>Is it a float or double, or a struct that holds one?</summary>
    public static bool IsFloating(Type type) => type == typeof(double) || type == typeof(float) || (IsStruct(type) && Fields(type).Any());

    /// <summary>The first floating-point type in it.</summary>
    public static Type? FloatingIn(Type type) => IsStruct(type) ? Fields(type).Select(field => FloatingIn(field.FieldType)).FirstOrDefault() : IsFloating(type) ? type : null;

    /// <summary>Of all fields of a struct, whatever they are.</summary>
    public static IEnumerable<FieldInfo> AllFields(Type type) => type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);

    public static bool IsStruct(Type type) => type is { IsValueType: true, IsPrimitive: false, IsEnum: false };

    /// <summary>The fields of a struct that are, or hold, floating-point numbers.</summary>
    private static IEnumerable<FieldInfo> Fields(Type type) => AllFields(type).Where(field => IsFloating(field.FieldType));

    /// <summary>The same shape and type with other numbers, which depend on their position and what stood there.</summary>
    public static object Map(object numbers, Func<int, double, double> map)
    {
        int position = 0;
        return Visit(numbers);

        object Visit(object value)
        {
            if (IsStruct(value.GetType()))
            {
                object changed = System.Runtime.CompilerServices.RuntimeHelpers.GetObjectValue(value)!;
                foreach (FieldInfo field in Fields(value.GetType())) field.SetValue(changed, Visit(field.GetValue(value)!));
                return changed;
            }

            if (value is double[] plain) return Array.ConvertAll(plain, number => map(position++, number));
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
        if (array.GetType().GetElementType() is { IsArray: false }) return copy;
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

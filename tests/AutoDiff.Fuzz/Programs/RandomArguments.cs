using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace AutoDiff.Fuzz.Programs;

/// <summary>Arguments for a method by the types of its parameters. Each depends on the seed and the first letter of its parameter's name alone, so that
/// a program that has lost some of its parameters, or given them longer names, still gets the same.</summary>
internal static class RandomArguments
{
    /// <summary>Lengths around those of vectors, and of what is made of several.</summary>
    private static readonly int[] Lengths = [0, 1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 1000];

    /// <summary>How long memory is at most where the program does not say.</summary>
    private const int Usual = 9;

    /// <summary>At a length that suits every program, and at two others.</summary>
    public static IEnumerable<object[]> Of(MethodInfo method, int seed)
    {
        var random = new Random(seed);
        int longest = method.DeclaringType!.GetField(GeneratedProgram.Longest)?.GetRawConstantValue() as int? ?? Usual;
        int[] possible = [.. Lengths.Where(length => length <= longest)], lengths = [random.Next(3, 6), possible[random.Next(possible.Length)], random.Next(3)];
        return lengths.Distinct().Select((length, i) => Of(method, unchecked(seed + (i * 7919)), length));
    }

    private static object[] Of(MethodInfo method, int seed, int length) =>
        [.. method.GetParameters().Select(parameter => Value(Unspanned(parameter.ParameterType), new Random(unchecked((seed * 31) + parameter.Name![0])), length))];

    private static Type Unspanned(Type type) => type.IsByRefLike ? type.GetGenericArguments()[0].MakeArrayType() : type;

    private static object Value(Type type, Random random, int length)
    {
        if (type == typeof(double) || type == typeof(float)) return Convert.ChangeType(random.Next(-12, 13) * 0.125 + ((random.NextDouble() - 0.5) / 8), type, null);
        if (type == typeof(int)) return random.Next(4);
        if (type == typeof(int[])) return Enumerable.Range(0, length).Select(_ => random.Next(length)).ToArray();
        if (type.IsArray && type.GetArrayRank() == 2)
        {
            var matrix = Array.CreateInstance(type.GetElementType()!, length, length);
            for (int i = 0; i < matrix.Length; i++) matrix.SetValue(Value(type.GetElementType()!, random, length), i / length, i % length);
            return matrix;
        }

        if (type.IsArray)
        {
            var array = Array.CreateInstance(type.GetElementType()!, length);
            for (int i = 0; i < length; i++) array.SetValue(Value(type.GetElementType()!, random, length), i);
            return array;
        }

        object made = Activator.CreateInstance(type)!;
        foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)) field.SetValue(made, Value(field.FieldType, random, length));
        return made;
    }
}

using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Reflection;

namespace AutoDiff.Generators.Tests.Support;

/// <summary>All that an object reaches through fields and elements.</summary>
internal static class ObjectGraph
{
    private static readonly ConcurrentDictionary<Type, FieldInfo[]> Fields = new();

    /// <summary>The path to some object of such a type, as <c>MethodModel.body.lets[2].origin: SourceLocation</c>; null where there is none.</summary>
    public static string? Find(object root, Func<Type, bool> isWanted)
    {
        var visited = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var pending = new Stack<(object Value, string Path)>([(root, root.GetType().Name)]);
        while (pending.TryPop(out (object Value, string Path) next))
        {
            (object value, string path) = next;
            Type type = value.GetType();
            if (isWanted(type)) return $"{path}: {type.Name}";
            if (IsLeaf(type) || !visited.Add(value)) continue;
            foreach ((object reached, string step) in Reached(value, type)) pending.Push((reached, path + step));
        }

        return null;
    }

    private static IEnumerable<(object Value, string Step)> Reached(object value, Type type)
    {
        if (value is Array array)
        {
            int index = 0;
            foreach (object? element in (IEnumerable)array)
            {
                if (element is not null) yield return (element, $"[{index}]");
                index++;
            }
        }

        foreach (FieldInfo field in Fields.GetOrAdd(type, FieldsOf))
        {
            if (field.GetValue(value) is { } content) yield return (content, $".{field.Name}");
        }
    }

    // Metadata and threads lead to the whole process.
    private static bool IsLeaf(Type type) =>
        type.IsPrimitive || type.IsEnum || type.IsPointer || type == typeof(string)
        || typeof(MemberInfo).IsAssignableFrom(type)
        || type.Namespace?.StartsWith("System.Threading", StringComparison.Ordinal) == true;

    private static FieldInfo[] FieldsOf(Type type)
    {
        List<FieldInfo> fields = [];
        for (Type? level = type; level is not null; level = level.BaseType)
        {
            foreach (FieldInfo field in level.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (!field.FieldType.IsPointer && !field.FieldType.IsByRefLike && !field.FieldType.IsFunctionPointer) fields.Add(field);
            }
        }

        return [.. fields];
    }
}

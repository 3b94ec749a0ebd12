using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Primitives;

/// <summary>Every scalar primitive, by name and by the method of the framework that it is.</summary>
internal static class PrimitiveTable
{
    /// <summary>What has a name in the framework, family by family.</summary>
    public static IReadOnlyList<ScalarPrimitive> Functions { get; } =
    [
        .. Exponentials.All, .. Powers.All, .. Trigonometry.All, .. Hyperbolics.All, .. Rounding.All, .. Selection.All, .. Linear.All,
    ];

    private static readonly Dictionary<string, ScalarPrimitive> ByName = Arithmetic.All.Concat(Functions).Concat(Definitions.All).ToDictionary(static primitive => primitive.Name);

    public static IEnumerable<ScalarPrimitive> All => ByName.Values;

    public static ScalarPrimitive? Find(string name) => ByName.TryGetValue(name, out ScalarPrimitive? primitive) ? primitive : null;

    /// <summary>The primitive that a method of the framework is; null where it is none. Types are spelled as C# displays them:
    /// <c>System.Math</c>, <c>double</c>, <c>System.MidpointRounding</c>.</summary>
    public static ScalarPrimitive? Find(string containingType, string method, IReadOnlyList<string> parameterTypes) =>
        FrameworkFunctions.Find(containingType, method, parameterTypes);

    /// <summary>The method that computes a function on numbers of the given kind.</summary>
    public static CSharpMethod Spelling(ScalarPrimitive function, ScalarKind kind) => FrameworkFunctions.Spelling(function, kind);
}

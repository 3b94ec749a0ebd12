using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Generators.Primitives;

/// <summary>Every scalar primitive, by name.</summary>
internal static class PrimitiveTable
{
    private static readonly Dictionary<string, ScalarPrimitive> ByName = Arithmetic.All.Concat(Functions.All).ToDictionary(static primitive => primitive.Name);

    public static IEnumerable<ScalarPrimitive> All => ByName.Values;

    public static ScalarPrimitive? Find(string name) => ByName.TryGetValue(name, out ScalarPrimitive? primitive) ? primitive : null;
}

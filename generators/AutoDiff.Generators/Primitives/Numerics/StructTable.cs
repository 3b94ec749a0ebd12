using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Generators.Primitives;

/// <summary>What is looked into of the structs of <c>System.Numerics</c>, whose code is not at hand.</summary>
internal static class StructTable
{
    private static readonly Dictionary<string, StructFunction> ByName =
        VectorTable.All.Concat(QuaternionTable.All).Concat(ComplexTable.All).ToDictionary(static function => function.Name);

    public static StructFunction? Find(string name) => ByName.TryGetValue(name, out StructFunction? function) ? function : null;
}

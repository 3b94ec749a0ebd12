using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Vectorize;

/// <summary>Memory of which nobody may ask what it holds where the function throws: the function's own, and what was added for derivatives.</summary>
internal static class Unspecified
{
    public static HashSet<Value> In(Function function)
    {
        HashSet<Value> memory = [.. function.Parameters.Where((_, i) => i < function.Roles.Count && function.Roles[i] is ParameterRole.Adjoint or ParameterRole.Tangent)];
        memory.UnionWith(Walk.Lets(function.Body).Where(static let => let.Operation is Alloc or Stack).Select(static let => let.Target));
        return memory;
    }
}

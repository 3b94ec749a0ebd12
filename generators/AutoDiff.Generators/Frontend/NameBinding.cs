using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generators.Frontend;

/// <summary>Do the simple names that generated code uses mean there what they should?</summary>
internal static class NameBinding
{
    private static readonly HashSet<string> Names = ["Math", "MathF", "Span", "ReadOnlySpan", "Workspace", "MatrixSpan", "TapeStack", "Guard", "Loops", "Lanes", "Vector", "VectorMath", "MethodImpl", "MethodImplAttribute", "MethodImplOptions", "Diff"];

    /// <summary>Members of the containing types and of the namespaces around them come before what the file imports.</summary>
    public static bool NeedsQualification(IMethodSymbol method)
    {
        if (method.Parameters.Any(static parameter => Names.Contains(parameter.Name))) return true;
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            for (INamedTypeSymbol? level = type; level is { SpecialType: not SpecialType.System_Object }; level = level.BaseType)
            {
                IEnumerable<string> declared = [level.Name, .. level.TypeParameters.Select(static parameter => parameter.Name), .. level.MemberNames, .. level.GetTypeMembers().Select(static member => member.Name)];
                if (declared.Any(Names.Contains)) return true;
            }
        }

        for (INamespaceSymbol? scope = method.ContainingNamespace; scope is not null; scope = scope.ContainingNamespace)
        {
            if (!IsImported(scope) && Names.Any(name => scope.GetMembers(name).Any())) return true;
        }

        return false;
    }

    private static bool IsImported(INamespaceSymbol scope) => scope is { Name: "System" or "AutoDiff", ContainingNamespace.IsGlobalNamespace: true };
}

using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>The variables around a local function that it, or a local function that it calls, reads or writes.</summary>
/// <param name="Variables">In the order of their first appearances.</param>
/// <param name="Written">One that is written, if there is one.</param>
internal sealed record CapturedVariables(IReadOnlyList<ISymbol> Variables, ISymbol? Written)
{
    public static CapturedVariables Of(IMethodSymbol method, CallGraph calls, MethodBodies bodies)
    {
        List<ISymbol> variables = [];
        ISymbol? written = null;
        IMethodSymbol[] functions = [.. calls.Reachable(method).Where(static callee => callee.MethodKind == MethodKind.LocalFunction)];
        foreach (IOperation reference in functions.SelectMany(function => bodies.Of(function)?.Descendants() ?? []))
        {
            if (Variable(reference) is not { } variable || !IsAround(variable, method)) continue;
            if (!variables.Contains(variable, SymbolEqualityComparer.Default)) variables.Add(variable);
            if (IsWritten(reference)) written ??= variable;
        }

        return new CapturedVariables(variables, written);
    }

    private static ISymbol? Variable(IOperation operation) => operation switch
    {
        ILocalReferenceOperation { Local: { IsConst: false } local } => local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    /// <summary>What a function that is called here declares, or has around it, is new in every call.</summary>
    private static bool IsAround(ISymbol variable, IMethodSymbol method)
    {
        for (ISymbol? container = method.ContainingSymbol; container is IMethodSymbol; container = container.ContainingSymbol)
        {
            if (SymbolEqualityComparer.Default.Equals(container, variable.ContainingSymbol)) return true;
        }

        return false;
    }

    /// <summary>Assigned to, or handed over so that it may be.</summary>
    private static bool IsWritten(IOperation reference) => reference.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target == reference,
        IIncrementOrDecrementOperation => true,
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => true,
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.IsRef: true } } => true,
        ITupleOperation tuple => IsWritten(tuple),
        _ => false,
    };
}

using System.Linq;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generators.Frontend;

/// <summary>The method whose body is being lowered: the annotated one, or one whose body takes the place of a call.</summary>
/// <param name="Receiver">What <c>this</c> is in it, as C#.</param>
/// <param name="This">Where it stands, if it is a struct that is split; a method may change it.</param>
/// <param name="Caller">Null for the annotated method.</param>
internal sealed record Frame(IMethodSymbol Method, Carried Receiver, Place? This = null, Frame? Caller = null)
{
    /// <summary>What the method's variables hold at its end is seen: they, or its parameters, are somebody else's.</summary>
    public bool LeavesVariables => Caller is not null || Method.Parameters.Any(static parameter => parameter.RefKind is RefKind.Ref or RefKind.Out);

    /// <summary>The method, or one that called it, is the given one.</summary>
    public bool IsIn(IMethodSymbol method) => SymbolEqualityComparer.Default.Equals(Method, method) || Caller?.IsIn(method) == true;
}

using System.Linq;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generators.Frontend;

/// <summary>The attributes that methods and rules are found by.</summary>
internal static class RuleAttributes
{
    public const string CustomVjp = "AutoDiff.CustomVjpAttribute";
    public const string CustomJvp = "AutoDiff.CustomJvpAttribute";
    public const string VjpOf = "AutoDiff.VjpOfAttribute";
    public const string JvpOf = "AutoDiff.JvpOfAttribute";
    public const string Unread = "AutoDiff.UnreadAttribute";
    public const string SkippedIfConstant = "AutoDiff.SkippedIfConstantAttribute";
    public const string Differentiable = "AutoDiff.DifferentiableAttribute";

    public static AttributeData? Of(ISymbol symbol, string name) => symbol.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.ToDisplayString() == name);
}

using AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Generators.Frontend;

/// <summary>What the declaration of a differentiable method says, whatever its body is.</summary>
/// <param name="Derivatives">The members that are generated: not those that rules take the place of.</param>
/// <param name="Pullback">The rule that it has; null where its body is differentiated.</param>
internal sealed record DeclaredMethod(MethodSignature Signature, Derivatives Derivatives, CustomRule? Pullback, CustomRule? Pushforward)
{
    /// <summary>Null where nothing can be generated, which is reported.</summary>
    public static DeclaredMethod? Of(IMethodSymbol method, MethodDeclarationSyntax syntax, Compilation compilation, MethodBodies bodies, AttributeData attribute, Fence fence)
    {
        SignatureReader reader = new(method, syntax, compilation, bodies, fence);
        Derivatives derivatives = reader.ReadDerivatives(attribute);
        MethodSignature signature = reader.Read();
        CustomRules rules = CustomRules.Of(Specialization.CompilationOf(method) ?? compilation);
        RuleBinding? binding = rules.Find(method);
        if (binding is { Rule: null }) fence.Invalid();
        if (binding?.Rule is { } given && TakesPlaceOf(given, RuleAttributes.CustomVjp)) derivatives &= ~Derivatives.Vjp;
        CustomRule? pushforward = rules.FindTangent(method);
        if (pushforward is not null && TakesPlaceOf(pushforward, RuleAttributes.CustomJvp)) derivatives &= ~Derivatives.Jvp;
        return fence.IsBroken ? null : new DeclaredMethod(signature, derivatives, binding?.Rule, pushforward);
    }

    /// <summary>The rule that the method names, or that is called like the member which would be generated, is that member.</summary>
    private static bool TakesPlaceOf(CustomRule rule, string attribute) =>
        RuleAttributes.Of(rule.Method, attribute) is not null
        || (rule.Rule.Name == $"{rule.Method.Name}{rule.Kind}" && SymbolEqualityComparer.Default.Equals(rule.Rule.ContainingType, rule.Method.ContainingType));
}

using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using AutoDiff.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Generators.Frontend;

/// <summary>The rules that methods are given in one compilation: by a rule of the compilation that names the method, by the
/// method's own attribute, or, in a referenced assembly, by what was generated for it there.</summary>
internal sealed class CustomRules
{
    private static readonly ConditionalWeakTable<Compilation, CustomRules> Known = new();

    /// <summary>The methods of a tree that may be rules for others. Most trees stay the same from one compilation to the next.</summary>
    private static readonly ConditionalWeakTable<SyntaxTree, MethodDeclarationSyntax[]> Candidates = new();

    private readonly Compilation compilation;
    private readonly Dictionary<ISymbol, CustomRule> foreign = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, CustomRule> foreignTangents = new(SymbolEqualityComparer.Default);

    private CustomRules(Compilation compilation)
    {
        this.compilation = compilation;
        foreach (MethodDeclarationSyntax syntax in compilation.SyntaxTrees.SelectMany(static tree => Candidates.GetValue(tree, Find)))
        {
            if (compilation.GetSemanticModel(syntax.SyntaxTree).GetDeclaredSymbol(syntax) is not IMethodSymbol rule) continue;
            Add(RuleKind.Vjp, RuleAttributes.VjpOf, rule, foreign);
            Add(RuleKind.Jvp, RuleAttributes.JvpOf, rule, foreignTangents);
        }
    }

    public static CustomRules Of(Compilation compilation) => Known.GetValue(compilation, static compilation => new CustomRules(compilation));

    /// <summary>Null where the method has no rule; an invalid binding where it has one that does not fit, which is reported at its attribute.</summary>
    public RuleBinding? Find(IMethodSymbol method)
    {
        if (foreign.TryGetValue(method, out CustomRule? rule)) return RuleBinding.Found(rule);
        if (RuleAttributes.Of(method, RuleAttributes.CustomVjp) is { } attribute)
        {
            RuleBinding own = RuleBinder.Own(RuleKind.Vjp, method, attribute);
            if (own.Rule is not null || !IsElsewhere(method)) return own;
        }

        return IsElsewhere(method) && RuleAttributes.Of(method, RuleAttributes.Differentiable) is not null ? RuleBinder.Generated(method) : null;
    }

    /// <summary>The same for the rule that pushes tangents forward.</summary>
    public CustomRule? FindTangent(IMethodSymbol method)
    {
        if (foreignTangents.TryGetValue(method, out CustomRule? rule)) return rule;
        if (RuleAttributes.Of(method, RuleAttributes.CustomJvp) is { } attribute) return RuleBinder.Own(RuleKind.Jvp, method, attribute).Rule;
        return IsElsewhere(method) && RuleAttributes.Of(method, RuleAttributes.Differentiable) is not null ? RuleBinder.GeneratedTangent(method)?.Rule : null;
    }

    /// <summary>The method has no rule but what was generated for it in another assembly.</summary>
    public bool IsGenerated(IMethodSymbol method) =>
        IsElsewhere(method) && !foreign.ContainsKey(method) && RuleAttributes.Of(method, RuleAttributes.CustomVjp) is null && RuleAttributes.Of(method, RuleAttributes.Differentiable) is not null;

    /// <summary>The rule that another one keeps from being used.</summary>
    public RuleProblem? Conflict(CustomRule rule)
    {
        string? name = foreign.TryGetValue(rule.Method, out CustomRule? first) && !SymbolEqualityComparer.Default.Equals(first.Rule, rule.Rule) ? first.Rule.Name : null;
        if (!IsElsewhere(rule.Method) && RuleAttributes.Of(rule.Method, RuleAttributes.CustomVjp) is { ConstructorArguments: [{ Value: string own }] }) name = own;
        return name is null ? null : new RuleProblem(DiagnosticIds.RuleDuplicate, [rule.Method.Name, name]);
    }

    private static void Add(RuleKind kind, string attributeName, IMethodSymbol rule, Dictionary<ISymbol, CustomRule> rules)
    {
        if (RuleAttributes.Of(rule, attributeName) is { } attribute && RuleBinder.Of(kind, rule, attribute).Rule is { } found && !rules.ContainsKey(found.Method)) rules.Add(found.Method, found);
    }

    private bool IsElsewhere(IMethodSymbol method) => !SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, compilation.Assembly);

    /// <summary>The attribute has two arguments, the first a type: whatever it is called here.</summary>
    private static MethodDeclarationSyntax[] Find(SyntaxTree tree) =>
    [
        .. tree.GetRoot().DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
            .OfType<MethodDeclarationSyntax>()
            .Where(static method => method.AttributeLists.SelectMany(static list => list.Attributes).Any(static attribute => attribute.ArgumentList?.Arguments is [{ Expression: TypeOfExpressionSyntax }, _])),
    ];
}

using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text;
using AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Generators.Frontend;

/// <summary>A member that is generated for a method of the compilation.</summary>
internal sealed record DeclaredDerivative(DerivativeKind Kind, IMethodSymbol Method, MethodDeclarationSyntax Syntax, SemanticModel Semantics, AttributeData Attribute);

/// <summary>The user's compilation with declarations of all members that are about to be generated, so that calls of them mean
/// something. It is made only where some call means nothing without.</summary>
internal sealed class DeclaredDerivatives
{
    private static readonly ConditionalWeakTable<Compilation, DeclaredDerivatives> Known = new();

    /// <summary>By the file with the declarations.</summary>
    private static readonly ConditionalWeakTable<SyntaxTree, DeclaredDerivatives> ByFile = new();

    /// <summary>The methods of a tree that may be marked. Most trees stay the same from one compilation to the next.</summary>
    private static readonly ConditionalWeakTable<SyntaxTree, MethodDeclarationSyntax[]> Candidates = new();

    /// <summary>By where the declaration of the member begins.</summary>
    private readonly Dictionary<int, (DerivativeKind Kind, MethodDeclarationSyntax Syntax, string? Type)> members = [];
    private readonly StringBuilder text = new("#nullable enable\n");
    private readonly Compilation completed;

    private DeclaredDerivatives(Compilation compilation)
    {
        foreach (MethodDeclarationSyntax syntax in compilation.SyntaxTrees.SelectMany(static tree => Candidates.GetValue(tree, Find)))
        {
            SemanticModel semantics = compilation.GetSemanticModel(syntax.SyntaxTree);
            if (semantics.GetDeclaredSymbol(syntax) is not IMethodSymbol method || RuleAttributes.Of(method, RuleAttributes.Differentiable) is not { } attribute) continue;
            if (!GenericMethods.IsGeneric(method, compilation)) Declare(method, syntax, syntax, semantics, attribute, null);
            else foreach ((ITypeSymbol type, Specialization made) in GenericMethods.Overloads(method, compilation)) Declare(made.Method, made.Syntax, syntax, made.Semantics, attribute, type.Name);
        }

        SyntaxTree declarations = CSharpSyntaxTree.ParseText(text.ToString(), (CSharpParseOptions)compilation.SyntaxTrees.First().Options);
        ByFile.Add(declarations, this);
        completed = compilation.AddSyntaxTrees(declarations);
    }

    public static Compilation Complete(Compilation compilation) => Known.GetValue(compilation, static compilation => new DeclaredDerivatives(compilation)).completed;

    /// <summary>What a method of a completed compilation stands for; null where it is no member that is to be generated.</summary>
    public static DeclaredDerivative? Find(IMethodSymbol member) =>
        member.OriginalDefinition.DeclaringSyntaxReferences is [var declaration] && ByFile.TryGetValue(declaration.SyntaxTree, out DeclaredDerivatives? declared) ? declared.At(declaration.Span.Start) : null;

    private DeclaredDerivative? At(int position)
    {
        (DerivativeKind kind, MethodDeclarationSyntax syntax, string? type) = members[position];
        SemanticModel semantics = completed.GetSemanticModel(syntax.SyntaxTree);
        if (semantics.GetDeclaredSymbol(syntax) is not IMethodSymbol method || RuleAttributes.Of(method, RuleAttributes.Differentiable) is not { } attribute) return null;
        if (type is null) return new DeclaredDerivative(kind, method, syntax, semantics, attribute);
        Specialization made = GenericMethods.Overloads(method, completed).First(overload => overload.Type.Name == type).Method;
        return new DeclaredDerivative(kind, made.Method, made.Syntax, made.Semantics, attribute);
    }

    private void Declare(IMethodSymbol method, MethodDeclarationSyntax syntax, MethodDeclarationSyntax origin, SemanticModel semantics, AttributeData attribute, string? type)
    {
        if (DeclaredMethod.Of(method, syntax, semantics.Compilation, new MethodBodies(semantics), attribute, new Fence()) is not { Signature: var signature } declared) return;
        if (signature.Namespace.Length > 0) text.Append($"namespace {signature.Namespace}\n{{\n");
        foreach (string container in signature.ContainingTypes) text.Append($"{container}\n{{\n");
        foreach (DerivativeKind kind in declared.Derivatives.Kinds())
        {
            members.Add(text.Length, (kind, origin, type));
            text.Append(GeneratedMembers.Declaration(signature, kind)).Append('\n');
        }

        foreach (string _ in signature.ContainingTypes) text.Append("}\n");
        if (signature.Namespace.Length > 0) text.Append("}\n");
    }

    private static MethodDeclarationSyntax[] Find(SyntaxTree tree) =>
    [
        .. tree.GetRoot().DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
            .OfType<MethodDeclarationSyntax>()
            .Where(static method => method.AttributeLists.Count > 0),
    ];
}

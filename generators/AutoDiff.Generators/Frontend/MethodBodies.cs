using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>The bodies of methods whose source is in the compilation.</summary>
internal sealed class MethodBodies(SemanticModel semantics)
{
    private readonly Dictionary<IMethodSymbol, IBlockOperation?> bodies = new(SymbolEqualityComparer.Default);
    private CallGraph? graph;
    private readonly Dictionary<SyntaxTree, SemanticModel> models = new() { [semantics.SyntaxTree] = semantics };

    public Compilation Compilation => semantics.Compilation;

    public CallGraph Graph => graph ??= new CallGraph(this);

    /// <summary>Null where there is none to look into: no source, or one that another may take the place of.</summary>
    public IBlockOperation? Of(IMethodSymbol method)
    {
        IMethodSymbol definition = Implementation(method);
        if (!bodies.TryGetValue(definition, out IBlockOperation? body)) bodies[definition] = body = Find(definition);
        return body;
    }

    /// <summary>The definition that holds the body: of an extension method in its unreduced form, of a partial one the implementing part.</summary>
    public static IMethodSymbol Implementation(IMethodSymbol method)
    {
        IMethodSymbol definition = (method.ReducedFrom ?? method).OriginalDefinition;
        return definition.PartialImplementationPart ?? definition;
    }

    private IBlockOperation? Find(IMethodSymbol method)
    {
        if (method.IsAbstract || method.IsExtern || method.IsAsync || method.DeclaringSyntaxReferences.FirstOrDefault() is not { } reference || !semantics.Compilation.ContainsSyntaxTree(reference.SyntaxTree)) return null;
        SyntaxNode syntax = reference.GetSyntax();
        return Model(syntax.SyntaxTree).GetOperation(syntax) switch
        {
            IMethodBodyOperation body => body.BlockBody ?? body.ExpressionBody,
            ILocalFunctionOperation local => local.Body ?? local.IgnoredBody,
            IBlockOperation block => block,
            _ => syntax is ArrowExpressionClauseSyntax arrow ? Model(syntax.SyntaxTree).GetOperation(arrow) as IBlockOperation : null,
        };
    }

    private SemanticModel Model(SyntaxTree tree)
    {
        if (!models.TryGetValue(tree, out SemanticModel? model)) models[tree] = model = semantics.Compilation.GetSemanticModel(tree);
        return model;
    }
}

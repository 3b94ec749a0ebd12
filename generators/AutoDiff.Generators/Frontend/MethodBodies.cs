using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>What a constructor does, in this order.</summary>
/// <param name="Chained">The constructor that it calls first.</param>
/// <param name="Initializers">Of the fields and properties.</param>
/// <param name="Positional">The properties of a record that are given by parameters.</param>
internal sealed record ConstructorCode(
    IInvocationOperation? Chained,
    IReadOnlyList<(IFieldSymbol Field, IOperation Value)> Initializers,
    IReadOnlyList<(IFieldSymbol Field, IParameterSymbol Parameter)> Positional,
    IBlockOperation? Body);

/// <summary>The bodies of methods whose source is in the compilation.</summary>
internal sealed class MethodBodies(SemanticModel semantics)
{
    private readonly Dictionary<IMethodSymbol, IBlockOperation?> bodies = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IMethodSymbol, ConstructorCode?> constructors = new(SymbolEqualityComparer.Default);
    private MutatingMethods? mutating;
    private CallGraph? graph;
    private readonly Dictionary<SyntaxTree, SemanticModel> models = new() { [semantics.SyntaxTree] = semantics };

    public Compilation Compilation => semantics.Compilation;

    public MutatingMethods Mutating => mutating ??= new MutatingMethods(this);

    public CallGraph Graph => graph ??= new CallGraph(this);

    /// <summary>Null where there is none to look into: no source, or one that another may take the place of.</summary>
    public IBlockOperation? Of(IMethodSymbol method)
    {
        IMethodSymbol definition = Implementation(method);
        if (!bodies.TryGetValue(definition, out IBlockOperation? body)) bodies[definition] = body = Find(definition);
        return body;
    }

    /// <summary>Null where it is not in the compilation.</summary>
    public ConstructorCode? Constructor(IMethodSymbol constructor)
    {
        IMethodSymbol definition = constructor.OriginalDefinition;
        if (!constructors.TryGetValue(definition, out ConstructorCode? code)) constructors[definition] = code = FindConstructor(definition);
        return code;
    }

    public bool IsKnown(IMethodSymbol method) => method.MethodKind == MethodKind.Constructor ? Constructor(method) is not null : Of(method) is not null;

    /// <summary>All that runs in the frame of a method.</summary>
    public IEnumerable<IOperation> Code(IMethodSymbol method)
    {
        if (method.MethodKind != MethodKind.Constructor) return Of(method) is { } body ? [body] : [];
        if (Constructor(method) is not { } constructor) return [];
        IEnumerable<IOperation> initializers = constructor.Initializers.Select(static initializer => initializer.Value);
        return new IOperation?[] { constructor.Chained, constructor.Body }.OfType<IOperation>().Concat(initializers);
    }

    /// <summary>The method that an assignment, or a foreach, takes a value apart with; null of tuples.</summary>
    public IMethodSymbol? Deconstruction(SyntaxNode deconstruction) => deconstruction switch
    {
        AssignmentExpressionSyntax assignment => Model(assignment.SyntaxTree).GetDeconstructionInfo(assignment).Method,
        ForEachVariableStatementSyntax loop => Model(loop.SyntaxTree).GetDeconstructionInfo(loop).Method,
        _ => null,
    };

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

    private ConstructorCode? FindConstructor(IMethodSymbol constructor)
    {
        if (constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not { } syntax) return null;
        IMethodBodyBaseOperation? body = syntax is ConstructorDeclarationSyntax ? Model(syntax.SyntaxTree).GetOperation(syntax) as IMethodBodyBaseOperation : null;
        IOperation? first = (body as IConstructorBodyOperation)?.Initializer;
        if (first is IExpressionStatementOperation { Operation: var call }) first = call;
        List<(IFieldSymbol, IOperation)> initializers = [];
        List<(IFieldSymbol, IParameterSymbol)> positional = [];
        foreach (IFieldSymbol field in constructor.ContainingType.GetMembers().OfType<IFieldSymbol>().Where(static field => !field.IsStatic))
        {
            if (first is not null) break;
            switch ((field.AssociatedSymbol ?? field).DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax())
            {
                case VariableDeclaratorSyntax { Initializer: { } value } when Initial(value) is { } initial:
                    initializers.Add((field, initial));
                    break;
                case PropertyDeclarationSyntax { Initializer: { } value } when Initial(value) is { } initial:
                    initializers.Add((field, initial));
                    break;
                case ParameterSyntax when syntax is TypeDeclarationSyntax:
                    positional.Add((field, constructor.Parameters.First(parameter => parameter.Name == field.AssociatedSymbol!.Name)));
                    break;
            }
        }

        return new ConstructorCode(first as IInvocationOperation, initializers, positional, body?.BlockBody ?? body?.ExpressionBody);
    }

    private IOperation? Initial(EqualsValueClauseSyntax clause) => (Model(clause.SyntaxTree).GetOperation(clause) as ISymbolInitializerOperation)?.Value;

    private SemanticModel Model(SyntaxTree tree)
    {
        if (!models.TryGetValue(tree, out SemanticModel? model)) models[tree] = model = semantics.Compilation.GetSemanticModel(tree);
        return model;
    }
}

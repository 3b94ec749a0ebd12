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
    private NumberFunctions? numbers;
    private readonly Dictionary<(Compilation, SyntaxTree), SemanticModel> models = new() { [(semantics.Compilation, semantics.SyntaxTree)] = semantics };

    public MutatingMethods Mutating => mutating ??= new MutatingMethods(this);

    public CallGraph Graph => graph ??= new CallGraph(this);

    public NumberFunctions Numbers => numbers ??= new NumberFunctions(this);

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
    public static IMethodSymbol? Deconstruction(IOperation deconstruction) => deconstruction.Syntax switch
    {
        AssignmentExpressionSyntax assignment => deconstruction.SemanticModel!.GetDeconstructionInfo(assignment).Method,
        ForEachVariableStatementSyntax loop => deconstruction.SemanticModel!.GetDeconstructionInfo(loop).Method,
        _ => null,
    };

    /// <summary>What a member of an extension block is called on, where its code reads it. It is a parameter of the block.</summary>
    public IParameterSymbol? ExtensionParameter(IMethodSymbol method) =>
        Code(method).SelectMany(static code => code.DescendantsAndSelf()).OfType<IParameterReferenceOperation>().Select(static reference => reference.Parameter).FirstOrDefault(static parameter => parameter.ContainingSymbol is INamedTypeSymbol);

    /// <summary>Is it declared in an extension block? Only the compiler that runs may know this kind of type.</summary>
    public static bool IsOfExtensionBlock(ISymbol member) => (int)member.ContainingType.TypeKind == 14;

    /// <summary>The definition that holds the body: of an extension method in its unreduced form, of a partial one the implementing part.</summary>
    public static IMethodSymbol Implementation(IMethodSymbol method)
    {
        IMethodSymbol definition = (method.ReducedFrom ?? method).OriginalDefinition;
        return definition.PartialImplementationPart ?? definition;
    }

    private IBlockOperation? Find(IMethodSymbol method)
    {
        if (method.IsAbstract || method.IsExtern || method.IsAsync || method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not { } syntax || Model(method, syntax) is not { } model) return null;
        return model.GetOperation(syntax) switch
        {
            IMethodBodyOperation body => body.BlockBody ?? body.ExpressionBody,
            ILocalFunctionOperation local => local.Body ?? local.IgnoredBody,
            IBlockOperation block => block,
            _ => syntax is ArrowExpressionClauseSyntax arrow ? model.GetOperation(arrow) as IBlockOperation : null,
        };
    }

    private ConstructorCode? FindConstructor(IMethodSymbol constructor)
    {
        if (constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not { } syntax || Model(constructor, syntax) is not { } model) return null;
        IMethodBodyBaseOperation? body = syntax is ConstructorDeclarationSyntax ? model.GetOperation(syntax) as IMethodBodyBaseOperation : null;
        IOperation? first = (body as IConstructorBodyOperation)?.Initializer;
        if (first is IExpressionStatementOperation { Operation: var call }) first = call;
        List<(IFieldSymbol, IOperation)> initializers = [];
        List<(IFieldSymbol, IParameterSymbol)> positional = [];
        foreach (IFieldSymbol field in constructor.ContainingType.GetMembers().OfType<IFieldSymbol>().Where(static field => !field.IsStatic))
        {
            if (first is not null) break;
            switch ((field.AssociatedSymbol ?? field).DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax())
            {
                case VariableDeclaratorSyntax { Initializer: { } value } when Initial(field, value) is { } initial:
                    initializers.Add((field, initial));
                    break;
                case PropertyDeclarationSyntax { Initializer: { } value } when Initial(field, value) is { } initial:
                    initializers.Add((field, initial));
                    break;
                case ParameterSyntax when syntax is TypeDeclarationSyntax:
                    positional.Add((field, constructor.Parameters.First(parameter => parameter.Name == field.AssociatedSymbol!.Name)));
                    break;
            }
        }

        return new ConstructorCode(first as IInvocationOperation, initializers, positional, body?.BlockBody ?? body?.ExpressionBody);
    }

    private IOperation? Initial(IFieldSymbol field, EqualsValueClauseSyntax clause) => (Model(field, clause)?.GetOperation(clause) as ISymbolInitializerOperation)?.Value;

    /// <summary>What is known of the source of a symbol; null where it is another project's.</summary>
    private SemanticModel? Model(ISymbol symbol, SyntaxNode source)
    {
        if (Specialization.CompilationOf(symbol) is not { } compilation || Specialization.Root(compilation) != Specialization.Root(semantics.Compilation)) return null;
        (Compilation, SyntaxTree) key = (compilation, source.SyntaxTree);
        if (!models.TryGetValue(key, out SemanticModel? model)) models[key] = model = compilation.GetSemanticModel(source.SyntaxTree);
        return model;
    }
}

using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using AutoDiff.Generators.Diagnostics;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>Calls of differentiable methods of referenced assemblies: what such a method computes stands in an attribute of its
/// assembly, and takes the place of the call.</summary>
internal sealed class PortableMethods(LoweringContext context)
{
    private static readonly ConditionalWeakTable<IAssemblySymbol, Dictionary<string, (int Version, string Description)>> Known = new();

    /// <summary>Null where the method is not described, or not so that it can be read.</summary>
    public Lowered? TryLower(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod.ReducedFrom ?? call.TargetMethod;
        if (Find(call, method, call.TargetMethod.TypeArguments) is not { } function) return null;
        var lowered = new Lowered[method.Parameters.Length];
        foreach (IArgumentOperation argument in call.Arguments) lowered[argument.Parameter!.Ordinal] = context.Expressions.Lower(argument.Value);
        Value[] arguments = [.. lowered.SelectMany(static value => value.Leaves).Select((value, i) => Argument(value, function.Roles[i]))];
        IReadOnlyList<Value>? results = null;
        Location place = Specialization.Original(call.Syntax.GetLocation());
        function = function with { Body = Resolved(function.Body, place) };
        context.At(call, () => results = [.. FunctionCopy.Append(context.Builder, function, arguments)]);
        int next = 0;
        return method.ReturnsVoid ? context.Placeholder(call.Type) : TypeLowering.Build(call.Type!, _ => results![next++]);
    }

    /// <summary>What the method computes; null where it is not described, or not so that it can be read.</summary>
    public Function? Find(IInvocationOperation call, IMethodSymbol method, ImmutableArray<ITypeSymbol> types)
    {
        if (!method.IsStatic || !method.DeclaringSyntaxReferences.IsEmpty || Id(method, types) is not { } id) return null;
        if (!Known.GetValue(method.ContainingAssembly, Read).TryGetValue(id, out (int Version, string Description) found)) return null;
        Function? function = found.Version == PortableFormat.Version ? PortableFormat.Read(found.Description, PrimitiveTable.Find) : null;
        int[] leaves = [.. method.Parameters.Select(static parameter => SplitTypes.LeafNames(parameter.Type, "").Count())];
        if (function is not null && function.Parameters.Count == leaves.Sum()) return function;
        context.Fence.Inform(DiagnosticIds.DescriptionNotRead, Specialization.Original(call.Syntax.GetLocation()), method.Name, method.ContainingAssembly.Name);
        return null;
    }

    private Block Resolved(Block block, Location place) => block with { Lets = block.Lets.Select(let => let with { Operation = Resolved(let.Operation, place) }).ToEquatableArray() };

    private Operation Resolved(Operation operation, Location place) => operation is RuleCall call
        ? call with { Rule = context.Rules.Resolved(call.Rule, place) }
        : Walk.Rewrite(operation, static value => value, block => Resolved(block, place));

    /// <summary>What the method declares a constant has no derivative through it.</summary>
    private Value Argument(Value value, ParameterRole role) => role == ParameterRole.Constant ? context.Constants.Of(value) : value;

    /// <summary>A generic method is described once for each choice of types, as if it were declared with them.</summary>
    private static string? Id(IMethodSymbol method, ImmutableArray<ITypeSymbol> types)
    {
        string? id = method.OriginalDefinition.GetDocumentationCommentId()?.Replace($"``{types.Length}(", "(");
        for (int i = 0; i < types.Length; i++) id = id?.Replace($"``{i}", types[i].GetDocumentationCommentId()?.Substring(2));
        return id;
    }

    private static Dictionary<string, (int, string)> Read(IAssemblySymbol assembly)
    {
        Dictionary<string, (int, string)> methods = [];
        foreach (AttributeData attribute in assembly.GetAttributes().Where(static attribute => attribute.AttributeClass?.ToDisplayString() == PortableFormat.AttributeName))
        {
            if (attribute.ConstructorArguments is [{ Value: int version }, { Value: string method }, { Value: string description }]) methods[method] = (version, description);
        }

        return methods;
    }
}

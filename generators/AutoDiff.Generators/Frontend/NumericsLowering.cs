using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>Vectors, quaternions and complex numbers of System.Numerics: their methods by the <see cref="StructTable"/>.</summary>
internal sealed class NumericsLowering(LoweringContext context)
{
    public static bool Knows(IMethodSymbol method) => Find(method) is not null;

    /// <summary>Null where it is not in the table.</summary>
    public Lowered? TryLower(IInvocationOperation call)
    {
        if (Find(call.TargetMethod) is not { } function) return null;
        Lowered[] receiver = call.Instance is { } instance ? [context.Expressions.Lower(instance)] : [];
        return Run(function, call.TargetMethod.ReturnType, [.. receiver, .. InOrder(call.Arguments)]);
    }

    public Lowered? TryCreate(IObjectCreationOperation creation) =>
        Find(creation.Constructor!) is { } function ? Run(function, creation.Type!, InOrder(creation.Arguments)) : null;

    /// <summary>The value of an operator or accessor that is in the table.</summary>
    public Lowered Run(IMethodSymbol method, params Lowered[] operands) => Run(Find(method)!, method.ReturnType, operands);

    private Lowered Run(StructFunction function, ITypeSymbol type, Lowered[] operands)
    {
        Queue<Term> components = new(function.Lower([.. operands.Select(operand => operand.Leaves.Select(leaf => Term.Of(context.Builder, leaf)).ToArray())]));
        return TypeLowering.Build(type, leaf => components.Dequeue().ToValue(context.Builder, leaf));
    }

    /// <summary>In the order of the parameters, evaluated in that in which they are written.</summary>
    private Lowered[] InOrder(IReadOnlyList<IArgumentOperation> arguments)
    {
        var values = new Lowered[arguments.Count];
        foreach (IArgumentOperation argument in arguments) values[argument.Parameter!.Ordinal] = context.Expressions.Lower(argument.Value);
        return values;
    }

    private static StructFunction? Find(IMethodSymbol method)
    {
        if (!FrameworkStructs.IsOfNumerics(method.ContainingType)) return null;
        IEnumerable<string> receiver = method.IsStatic || method.MethodKind == MethodKind.Constructor ? [] : [method.ContainingType.Name];
        return StructTable.Find($"{method.ContainingType.Name}.{method.Name}({string.Join(",", receiver.Concat(method.Parameters.Select(static parameter => parameter.Type.Name)))})");
    }
}

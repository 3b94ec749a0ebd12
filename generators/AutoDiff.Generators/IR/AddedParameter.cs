using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Generators.IR;

/// <summary>What a parameter is that a generated member has beside the method's own.</summary>
internal enum AddedRole
{
    /// <summary>The adjoint of the value that is returned.</summary>
    Seed,

    /// <summary>The tangent of a parameter: <c>v</c>.</summary>
    Tangent,

    /// <summary>The adjoint of a parameter: <c>d</c>.</summary>
    Adjoint,

    /// <summary>The tangent of that: <c>h</c>.</summary>
    Product,

    /// <summary>A Jacobian or Hessian.</summary>
    Matrix,
}

/// <summary>A parameter that a generated member has after the method's own.</summary>
/// <param name="Type">Its type; of a scalar, a struct and the seed the one that the method has for it.</param>
/// <param name="Primal">The parameter that it belongs to.</param>
internal sealed record AddedParameter(AddedRole Role, string Name, IrType Type, SignatureParameter? Primal = null)
{
    /// <summary>What the member of a kind adds, in order.</summary>
    public static IEnumerable<AddedParameter> Of(MethodSignature signature, DerivativeKind kind)
    {
        bool returns = signature.ReturnType != "void";
        AddedRole[] roles = kind switch
        {
            DerivativeKind.Vjp when returns => [AddedRole.Seed, AddedRole.Adjoint],
            DerivativeKind.Gradient or DerivativeKind.Vjp => [AddedRole.Adjoint],
            DerivativeKind.Jvp => [AddedRole.Tangent],
            DerivativeKind.Hvp => [AddedRole.Tangent, AddedRole.Adjoint, AddedRole.Product],
            DerivativeKind.Hessian => [AddedRole.Adjoint, AddedRole.Matrix],
            _ => [AddedRole.Matrix],
        };
        bool hasOutputs = kind is DerivativeKind.Vjp or DerivativeKind.Jvp;
        SignatureParameter[] differentiated = [.. signature.Parameters.Where(parameter => parameter.Role == ParameterRole.Active || (hasOutputs && parameter.Role == ParameterRole.Output))];
        foreach (AddedRole role in roles)
        {
            switch (role)
            {
                case AddedRole.Seed:
                    yield return new AddedParameter(role, "seed", Widest(signature));
                    break;
                case AddedRole.Matrix:
                    yield return new AddedParameter(role, kind == DerivativeKind.Hessian ? "hessian" : "jacobian", new MemoryType(Widest(signature), MemoryForm.Span));
                    break;
                default:
                    foreach (SignatureParameter parameter in differentiated) yield return new AddedParameter(role, Prefixed(Letter(role), parameter.Name), TypeFor(role, parameter.IrType), parameter);
                    break;
            }
        }
    }

    /// <summary>The name of what is added for a parameter: <c>dWeight</c> for <c>weight</c>.</summary>
    public static string Prefixed(char letter, string name) => letter + (name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name.Substring(1));

    private static char Letter(AddedRole role) => role switch
    {
        AddedRole.Tangent => 'v',
        AddedRole.Product => 'h',
        _ => 'd',
    };

    /// <summary>A tangent is read where its parameter is; all else is a span, unless it has rows.</summary>
    private static IrType TypeFor(AddedRole role, IrType type) => type switch
    {
        MemoryType { Form: MemoryForm.Matrix } or MemoryType { IsJagged: true } => type,
        MemoryType { Form: MemoryForm.ReadOnlySpan } when role == AddedRole.Tangent => type,
        MemoryType memory => memory with { Form = MemoryForm.Span },
        _ => type,
    };

    /// <summary>The widest floating type among parameters and results.</summary>
    public static ScalarType Widest(MethodSignature signature)
    {
        IEnumerable<IrType> results = signature.ReturnShape?.Leaves.Select(static leaf => (IrType)leaf.Type) ?? [signature.ReturnType == "double" ? ScalarType.Double : ScalarType.Single];
        IEnumerable<IrType> parameters = signature.Parameters.Where(static parameter => parameter.Role is ParameterRole.Active or ParameterRole.Output)
            .SelectMany(static parameter => parameter.Leaves)
            .Select(static leaf => leaf is MemoryType memory ? memory.Leaf : leaf);
        return results.Concat(parameters).Contains(ScalarType.Double) ? ScalarType.Double : ScalarType.Single;
    }
}

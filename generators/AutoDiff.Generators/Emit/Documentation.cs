using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Emit;

/// <summary>Documentation comments of generated members.</summary>
internal static class Documentation
{
    public static IEnumerable<string> Of(MethodSignature signature, DerivativeKind kind)
    {
        string method = $"<see cref=\"{signature.CrefName}\"/>";
        bool returns = signature.ReturnType != "void";
        yield return $"/// <summary>{Summary(method, kind, returns)}</summary>";
        foreach (SignatureParameter parameter in signature.Parameters) yield return Parameter(parameter.Name, $"See {method}.");
        foreach (AddedParameter added in AddedParameter.Of(signature, kind)) yield return Parameter(added.Name, Added(added, kind, returns));
        if (returns && kind != DerivativeKind.Jacobian) yield return $"/// <returns>The value of {method}{(kind == DerivativeKind.Jvp ? " and its tangent" : "")}.</returns>";
    }

    private static string Summary(string method, DerivativeKind kind, bool returns) => kind switch
    {
        DerivativeKind.Gradient => $"The value of {method} and its gradient.",
        DerivativeKind.Vjp when returns => $"The value of {method}; adds its derivatives, times <paramref name=\"seed\"/>, to the adjoints of its parameters.",
        DerivativeKind.Vjp => $"Runs {method} and pulls the adjoints of what it writes back to those of its parameters.",
        DerivativeKind.Jvp when returns => $"The value of {method} and its derivative along a direction.",
        DerivativeKind.Jvp => $"Runs {method} and pushes the tangents of its parameters forward to those of what it writes.",
        DerivativeKind.Hvp => $"The value of {method}, its gradient, and the product of its Hessian with a direction.",
        DerivativeKind.Jacobian => $"The Jacobian of {method}.",
        _ => $"The value of {method}, its gradient and its Hessian.",
    };

    private static string Added(AddedParameter added, DerivativeKind kind, bool returns)
    {
        string reference = $"<paramref name=\"{added.Primal?.Name}\"/>";
        bool isMemory = added.Type is MemoryType, isOutput = added.Primal is { } primal && (primal.Role == ParameterRole.Output || primal.Written);
        string extent = added.Type is MemoryType { Form: MemoryForm.Matrix } or MemoryType { IsJagged: true } ? "shape" : "length";
        string overwritten = isMemory ? $": of the same {extent}, overwritten" : "";
        return (added.Role, kind) switch
        {
            (AddedRole.Seed, _) => "The adjoint of the value.",
            (AddedRole.Matrix, DerivativeKind.Hessian) => "A row and a column for each number that the gradient has, in the order of the parameters; row after row, overwritten.",
            (AddedRole.Matrix, _) => $"A row for each output ({(returns ? "the value, then the output parameters" : "the parameters that are written")}), a column for each input; row after row, overwritten.",
            (AddedRole.Tangent, _) when isMemory && isOutput => $"On entry the tangent of what stands in {reference}, on exit that of what the call leaves there; of the same {extent}.",
            (AddedRole.Tangent, DerivativeKind.Jvp) => $"The tangent of {reference}{(isMemory ? $": of the same {extent}" : "")}.",
            (AddedRole.Tangent, _) => $"The direction in {reference}{(isMemory ? $": of the same {extent}" : "")}.",
            (AddedRole.Product, _) => $"The Hessian times the direction, for {reference}{overwritten}.",
            (_, DerivativeKind.Vjp) when isMemory && isOutput => $"On entry the adjoint of what the call leaves in {reference}, on exit that of what stood there before; of the same {extent}.",
            (_, DerivativeKind.Vjp) => $"The adjoint of {reference}{(isMemory ? $": of the same {extent}" : "")}, added to.",
            _ when isMemory => $"The gradient in {reference}{overwritten}.",
            _ => $"The derivative by {reference}.",
        };
    }

    private static string Parameter(string name, string text) => $"/// <param name=\"{name}\">{text}</param>";
}

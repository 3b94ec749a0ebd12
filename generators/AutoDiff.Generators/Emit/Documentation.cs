using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Emit;

/// <summary>Documentation comments of generated members.</summary>
internal static class Documentation
{
    public static IEnumerable<string> Of(MethodSignature signature, DerivativeKind kind, MemberParameters parameters)
    {
        string method = $"<see cref=\"{signature.CrefName}\"/>";
        bool returns = signature.ReturnType != "void";
        yield return (kind, returns) switch
        {
            (DerivativeKind.Gradient, _) => $"/// <summary>The value of {method} and its gradient.</summary>",
            (_, true) => $"/// <summary>The value of {method}; adds its derivatives, times <paramref name=\"seed\"/>, to the adjoints of its parameters.</summary>",
            _ => $"/// <summary>Runs {method} and pulls the adjoints of what it writes back to those of its parameters.</summary>",
        };
        foreach (SignatureParameter parameter in signature.Parameters) yield return Parameter(parameter.Name, $"See {method}.");
        if (kind == DerivativeKind.Vjp && returns) yield return Parameter("seed", "The adjoint of the value.");
        foreach (SignatureParameter parameter in signature.Parameters)
        {
            string name = Names.Prefixed('d', parameter.Name);
            if (parameters.All.Contains(name)) yield return Parameter(name, Adjoint(parameter, kind));
        }

        if (returns) yield return $"/// <returns>The value of {method}.</returns>";
    }

    private static string Adjoint(SignatureParameter parameter, DerivativeKind kind)
    {
        string reference = $"<paramref name=\"{parameter.Name}\"/>";
        string extent = parameter.IrType is MemoryType { Form: MemoryForm.Matrix } or MemoryType { IsJagged: true } ? "shape" : "length";
        return (kind, parameter.IrType is MemoryType, parameter.Role == ParameterRole.Output || parameter.Written) switch
        {
            (DerivativeKind.Gradient, true, _) => $"The gradient in {reference}: of the same {extent}, overwritten.",
            (DerivativeKind.Gradient, false, _) => $"The derivative by {reference}.",
            (_, true, true) => $"On entry the adjoint of what the call leaves in {reference}, on exit that of what stood there before; of the same {extent}.",
            (_, true, false) => $"The adjoint of {reference}: of the same {extent}, added to.",
            _ => $"The adjoint of {reference}, added to.",
        };
    }

    private static string Parameter(string name, string text) => $"/// <param name=\"{name}\">{text}</param>";
}

using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Transforms;

/// <summary>Forward over reverse: the derivative of the gradient along a direction is the Hessian times that direction.</summary>
/// <remarks>Parameters: the primal's, the direction, the gradient's memory, the product's memory. Results: the value, the
/// derivatives by scalars, the product's scalars.</remarks>
internal static class HessianProduct
{
    /// <param name="gradient">What reverse mode has made of a function.</param>
    /// <param name="lanes">As of <see cref="ForwardMode"/>.</param>
    public static Module Run(Module gradient, ScalarType? lanes = null)
    {
        Module forward = ForwardMode.Run(gradient with { Root = gradient.Root with { Roles = gradient.Root.Roles.Select(WithoutOutput).ToEquatableArray() } }, lanes);
        Function root = forward.Root;
        int own = gradient.Root.Parameters.Count, tangents = root.Parameters.Count - own, products = gradient.Root.Roles.Count(static role => role == ParameterRole.Adjoint);
        int[] order =
        [
            .. Enumerable.Range(0, own - products),
            .. Enumerable.Range(own, tangents - products),
            .. Enumerable.Range(own - products, products),
            .. Enumerable.Range(own + tangents - products, products),
        ];
        int results = gradient.Root.Results.Count; // the first is the value, whose tangent nobody asked for
        return forward with
        {
            Root = root with
            {
                Roles = order.Select(i => i < own ? gradient.Root.Roles[i] : root.Roles[i]).ToEquatableArray(),
                Body = root.Body with { Arguments = order.Select(i => root.Parameters[i]).ToEquatableArray(), Results = [.. root.Results.Where((_, i) => i != results)] },
            },
        };
    }

    /// <summary>Nobody asks for the tangent of what is left in memory besides.</summary>
    private static ParameterRole WithoutOutput(ParameterRole role) => role == ParameterRole.Output ? ParameterRole.Scratch : role;
}

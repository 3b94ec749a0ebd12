using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Transforms;

/// <summary>The derivative along a direction: every statement is followed by the one that computes the tangent of what it has defined.
/// The whole IR has one, so that of a reverse-mode derivative is a Hessian-vector product.</summary>
/// <remarks>Parameters: those of the function, then the tangents of its active scalars and of the memory that the caller gets tangents
/// of, in order. Results: those of the function, then the tangents of the floating ones.</remarks>
internal static class ForwardMode
{
    public static Function Run(Function primal) => Run(new Module(primal, [])).Root;

    /// <param name="lanes">Along as many directions at once as a vector of these numbers has lanes. All that have a tangent are of this type, or it is refused.</param>
    public static Module Run(Module module, ScalarType? lanes = null)
    {
        var calls = new ForwardCalls(module, lanes);
        Function root = Run(module.Root, $"{module.Root.Name}{NameOf(lanes)}", calls, lanes);
        return new Module(root, [.. calls.Functions, .. module.Helpers]).Reachable();
    }

    /// <summary>The derivative of one function, which may call those of others.</summary>
    public static Function Run(Function primal, string name, ForwardCalls calls, ScalarType? lanes = null)
    {
        Activity activity = Activity.Varied(primal);
        var forward = new Builder(ValueNumbers.After(primal));
        var tangents = new Tangents(lanes);
        List<Value> parameters = [.. primal.Parameters];
        List<ParameterRole> roles = [.. primal.Roles];
        for (int i = 0; i < primal.Parameters.Count; i++)
        {
            Value parameter = primal.Parameters[i];
            if (!activity.IsVaried(parameter) || !HasTangent(parameter.Type)) continue;
            if (primal.Roles[i] is not (ParameterRole.Active or ParameterRole.Output or ParameterRole.Adjoint))
            {
                AllocateZero(parameter, forward, tangents);
                continue;
            }

            Value tangent = tangents.Create(forward.Numbers, parameter);
            parameters.Add(tangent);
            roles.Add(ParameterRole.Tangent);
            if (primal.Roles[i] == ParameterRole.Output) Shadows.Clear(forward, tangent); // what stands there on entry does not matter
        }

        Value[] results = [.. primal.Results.Where(static result => result.Type.IsFloating)];
        Block body = new ForwardStatements(activity, Ranges.Of(primal), calls, tangents).Run(primal.Body, forward, results);
        return new Function(name, roles.ToEquatableArray(), body with { Arguments = parameters.ToEquatableArray() }, primal.MayOverlap);
    }

    /// <summary>What a derivative is called, after its function.</summary>
    public static string NameOf(ScalarType? lanes) => lanes is null ? "Tangent" : "Tangents";

    public static bool HasTangent(IrType type) => type.IsFloating || type is MemoryType { Leaf.IsFloating: true } or StackType { Element.IsFloating: true };

    /// <summary>Memory whose tangent nobody gives or gets begins without one.</summary>
    public static void AllocateZero(Value memory, Builder forward, Tangents tangents)
    {
        var type = (MemoryType)memory.Type;
        Value? columns = type.Form == MemoryForm.Matrix ? forward.Length(memory, 1) : null;
        Value tangent = forward.Define(tangents.TypeBeside(type), new Alloc(forward.Length(memory), columns), Tangents.NameOf(memory));
        Shadows.Clear(forward, tangent);
        tangents.Set(memory, tangent);
    }
}

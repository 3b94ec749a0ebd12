using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Tests.Primitives;

/// <summary>Arguments for the methods of the library, the same in every run, away from kinks and inside the domain.</summary>
internal static class TensorArguments
{
    /// <summary>How much longer destinations are than what is written to them.</summary>
    public const int Beyond = 2;

    public static object[] Of(TensorMethod method, int size)
    {
        var random = new Random(7);
        return [.. method.Variables.Select(variable => Argument(method, variable, size, random))];
    }

    private static object Argument(TensorMethod method, ParameterInfo parameter, int size, Random random)
    {
        if (TensorMethod.IsDestination(parameter)) return Array.CreateInstance(TensorMethod.ElementOf(parameter), size + Beyond);
        if (TensorMethod.ElementOf(parameter) == typeof(int)) return 3;
        (Interval domain, bool hasBothSigns) = DomainOf(method, Array.IndexOf(method.Parameters, parameter));
        Array numbers = Array.CreateInstance(method.Element, TensorMethod.IsSpan(parameter) ? size : 1);
        for (int i = 0; i < numbers.Length; i++)
        {
            // Floats, so that both types are tried at the same points.
            float number = (float)(domain.Low + ((domain.High - domain.Low) * random.NextDouble()));
            numbers.SetValue(Convert.ChangeType(hasBothSigns && random.Next(2) == 0 ? -number : number, method.Element, null), i);
        }

        return TensorMethod.IsSpan(parameter) ? numbers : numbers.GetValue(0)!;
    }

    private static (Interval Magnitude, bool HasBothSigns) DomainOf(TensorMethod method, int operand)
    {
        if (method.Name == "Clamp") return (operand switch { 0 => new(0, 1), 1 => new(0.2, 0.35), _ => new(0.6, 0.75) }, false);
        IEnumerable<ScalarPrimitive> primitives = Arithmetic.All.Concat(PrimitiveTable.Functions);
        int arity = method.Parameters.Count(parameter => !TensorMethod.IsDestination(parameter));
        Interval domain = primitives.FirstOrDefault(primitive => primitive.Method == method.Name && primitive.Arity == arity && primitive.Domain.Count == arity)?.Domain[operand]
            ?? (method.Name == "ReciprocalSqrt" ? Interval.Positive : Interval.Real);
        return domain switch
        {
            { Low: >= 1 } => (new(1.2, 2), false),
            { Low: >= 0 } => (new(0.6, 1.4), false),
            { Low: >= -1 } => (new(0.15, 0.85), true),
            _ => (new(0.6, 1.4), true),
        };
    }
}

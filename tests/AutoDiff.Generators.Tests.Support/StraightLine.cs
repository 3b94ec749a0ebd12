using System.Collections.Generic;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Tests.Support;

/// <summary>Code of constants and primitives alone: running it, and the tangents of what it computes.</summary>
internal static class StraightLine
{
    /// <summary>Adds what the lets compute to the values known on entry.</summary>
    public static void Run(IEnumerable<Let> lets, Dictionary<Value, object> values)
    {
        foreach (Let let in lets)
        {
            var type = (ScalarType)let.Target.Type;
            values[let.Target] = let.Operation switch
            {
                Constant constant => Number(type, constant.Bits),
                Apply apply => PrimitiveEvaluator.Evaluate(apply.Primitive, type, [.. Operands(apply, values)]),
                var other => throw new System.NotSupportedException($"{other.GetType().Name} is not straight-line code."),
            };
        }
    }

    /// <summary>Appends the tangents of all lets so far; those of inputs are given, and are added to.</summary>
    public static void AppendTangents(Builder builder, Dictionary<Value, Value> tangents)
    {
        foreach (Let let in new List<Let>(builder.Lets))
        {
            if (let.Operation is not Apply apply) continue;
            for (int operand = 0; operand < apply.Operands.Count; operand++)
            {
                if (!tangents.TryGetValue(apply.Operands[operand], out Value? tangent)) continue;
                if (builder.TangentContribution(apply, let.Target, operand, tangent) is not { } contribution) continue;
                tangents[let.Target] = tangents.TryGetValue(let.Target, out Value? sum) ? builder.Apply(Arithmetic.Add, sum, contribution) : contribution;
            }
        }
    }

    private static IEnumerable<object> Operands(Apply apply, Dictionary<Value, object> values)
    {
        foreach (Value operand in apply.Operands) yield return values[operand];
    }

    private static object Number(ScalarType type, long bits) => type.Kind switch
    {
        ScalarKind.Bool => bits != 0,
        ScalarKind.Single => ConstantBits.ToSingle(bits),
        ScalarKind.Double => ConstantBits.ToDouble(bits),
        _ => NumericConversion.Unchecked(bits, type.Kind),
    };
}

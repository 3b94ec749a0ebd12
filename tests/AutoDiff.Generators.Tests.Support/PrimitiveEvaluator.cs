using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Reflection;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Tests.Support;

/// <summary>What a primitive computes, on boxed C# values: arithmetic with the semantics of C#, mathematics by calling the framework.</summary>
internal static class PrimitiveEvaluator
{
    private static readonly ConcurrentDictionary<(string Name, Type Number), MethodInvoker> Methods = new();

    public static object Evaluate(Primitive primitive, ScalarType resultType, params object[] operands) => primitive.Name switch
    {
        "Select" => (bool)operands[0] ? operands[1] : operands[2],
        "StopGradient" or "WithDerivativeOf" => operands[0],
        "Convert" => NumericConversion.Unchecked(operands[0], resultType.Kind),
        "ConvertChecked" => NumericConversion.Checked(operands[0], resultType.Kind),
        _ when primitive is ScalarPrimitive { Definition: { } definition } => Defined(definition, resultType, operands[0]),
        "TripCount" => TripCount(Wide(operands[0]), Wide(operands[1]), Wide(operands[2])),
        "StridedReach" => StridedReach(Wide(operands[0]), Wide(operands[1]), Wide(operands[2]), Wide(operands[3]), Wide(operands[4])),
        "Reach" => Reach(Wide(operands[0]), Wide(operands[1]), Wide(operands[2]), Wide(operands[3])),
        "WholeGroups" => WholeGroups(Wide(operands[0]), Wide(operands[1]), Wide(operands[2])),
        "IsLargeProduct" => Loops.IsLargeProduct((int)operands[0], (int)operands[1], (int)operands[2]),
        "HoldsMatrix" => Loops.HoldsMatrix((int)operands[0], (int)operands[1], (int)operands[2], (int)operands[3], (int)operands[4], (int)operands[5]),
        "IsDenseMatrix" => Loops.IsDenseMatrix((int)operands[0], (int)operands[1], (int)operands[2], (int)operands[3]),
        var name => operands[0] switch
        {
            bool => OnBools(name, operands),
            float => OnNumbers<float>(name, operands) ?? Call(primitive, ScalarKind.Single, operands),
            double => OnNumbers<double>(name, operands) ?? Call(primitive, ScalarKind.Double, operands),
            char => OnIntegers<char>(name, operands) ?? throw Unknown(primitive, operands),
            sbyte => OnIntegers<sbyte>(name, operands) ?? Call(primitive, ScalarKind.SByte, operands),
            byte => OnIntegers<byte>(name, operands) ?? Call(primitive, ScalarKind.Byte, operands),
            short => OnIntegers<short>(name, operands) ?? Call(primitive, ScalarKind.Int16, operands),
            ushort => OnIntegers<ushort>(name, operands) ?? Call(primitive, ScalarKind.UInt16, operands),
            int => OnIntegers<int>(name, operands) ?? Call(primitive, ScalarKind.Int32, operands),
            uint => OnIntegers<uint>(name, operands) ?? Call(primitive, ScalarKind.UInt32, operands),
            long => OnIntegers<long>(name, operands) ?? Call(primitive, ScalarKind.Int64, operands),
            ulong => OnIntegers<ulong>(name, operands) ?? Call(primitive, ScalarKind.UInt64, operands),
            nint => OnIntegers<nint>(name, operands) ?? Call(primitive, ScalarKind.IntPtr, operands),
            nuint => OnIntegers<nuint>(name, operands) ?? Call(primitive, ScalarKind.UIntPtr, operands),
            _ => throw Unknown(primitive, operands),
        },
    };

    private static object OnBools(string name, object[] operands) => name switch
    {
        "Not" => !(bool)operands[0],
        "Equal" => (bool)operands[0] == (bool)operands[1],
        "NotEqual" or "Xor" => (bool)operands[0] != (bool)operands[1],
        "And" => (bool)operands[0] & (bool)operands[1],
        "Or" => (bool)operands[0] | (bool)operands[1],
        _ => throw new NotSupportedException($"{name} is not an operation on bools."),
    };

    private static object? OnNumbers<T>(string name, object[] operands) where T : INumber<T>
    {
        var x = (T)operands[0];
        return name switch
        {
            "Add" => unchecked(x + Second<T>(operands)),
            "Subtract" => unchecked(x - Second<T>(operands)),
            "Multiply" => unchecked(x * Second<T>(operands)),
            "GuardedMultiply" => T.IsZero(x) ? T.Zero : x * Second<T>(operands),
            "GuardedTwice" => T.IsZero(x) || T.IsZero(Second<T>(operands)) ? T.Zero : x * Second<T>(operands),
            "GuardedDivide" => T.IsZero(x) ? T.Zero : x / Second<T>(operands),
            "Divide" or "Quotient" => x / Second<T>(operands),
            "Remainder" => x % Second<T>(operands),
            "Negate" => unchecked(-x),
            "Equal" => x == Second<T>(operands),
            "NotEqual" => x != Second<T>(operands),
            "Less" => x < Second<T>(operands),
            "LessOrEqual" => x <= Second<T>(operands),
            "Greater" => x > Second<T>(operands),
            "GreaterOrEqual" => x >= Second<T>(operands),
            _ => null,
        };
    }

    private static T Second<T>(object[] operands) => (T)operands[1];

    private static object? OnIntegers<T>(string name, object[] operands) where T : IBinaryInteger<T>
    {
        var x = (T)operands[0];
        return name switch
        {
            "And" => x & Second<T>(operands),
            "Or" => x | Second<T>(operands),
            "Xor" => x ^ Second<T>(operands),
            "Complement" => ~x,
            "ShiftLeft" => x << (int)operands[1],
            "ShiftRight" => x >> (int)operands[1],
            "UnsignedShiftRight" => x >>> (int)operands[1],
            "AddChecked" => checked(x + Second<T>(operands)),
            "SubtractChecked" => checked(x - Second<T>(operands)),
            "MultiplyChecked" or "Capacity" => checked(x * Second<T>(operands)),
            "NegateChecked" => checked(-x),
            _ => OnNumbers<T>(name, operands),
        };
    }

    private static object Defined(Func<Term, Term> definition, ScalarType type, object operand)
    {
        var builder = new Builder(new ValueNumbers());
        Value x = builder.Numbers.Create(type);
        Value result = definition(Term.Of(builder, x)).ToValue(builder, type);
        var values = new Dictionary<Value, object> { [x] = operand };
        StraightLine.Run(builder.Lets, values);
        return values[result];
    }

    private static object Call(Primitive primitive, ScalarKind kind, object[] operands)
    {
        MethodInvoker method = Methods.GetOrAdd((primitive.Name, operands[0].GetType()), _ => Resolve((ScalarPrimitive)primitive, kind, operands));
        return method.Invoke(null, new Span<object?>(operands))!;
    }

    private static MethodInvoker Resolve(ScalarPrimitive primitive, ScalarKind kind, object[] operands)
    {
        CSharpMethod spelling = PrimitiveTable.Spelling(primitive, kind);
        MethodInfo method = FrameworkMethods.Find(spelling, [.. operands.Select(operand => operand.GetType())]) ?? throw Unknown(primitive, operands);
        return MethodInvoker.Create(method);
    }

    /// <summary>How many indices there are from the lower bound by the step before the upper one is reached.</summary>
    private static object Reach(Int128 lower, Int128 upper, Int128 offset, Int128 length) =>
        lower + offset < 0 ? (int)lower : (int)Int128.Max(lower, Int128.Min(upper, length - offset));

    private static object StridedReach(Int128 lower, Int128 upper, Int128 stride, Int128 offset, Int128 length)
    {
        Int128 end = lower;
        while (end < upper && (stride * end) + offset >= 0 && (stride * end) + offset < length) end++;
        return (int)end;
    }

    private static object WholeGroups(Int128 lower, Int128 upper, Int128 size) => upper <= lower ? (int)lower : (int)(lower + ((upper - lower) / size * size));

    private static object TripCount(Int128 lower, Int128 upper, Int128 step)
    {
        Int128 distance = step > 0 ? upper - lower : lower - upper;
        Int128 stride = Int128.Abs(step);
        return checked((int)Int128.Max(0, (distance + stride - 1) / stride));
    }

    private static Int128 Wide(object integer) => integer switch { nint x => x, nuint x => x, ulong x => x, _ => System.Convert.ToInt64(integer) };

    private static NotSupportedException Unknown(Primitive primitive, object[] operands) =>
        new($"{primitive} of ({string.Join(", ", operands.Select(operand => operand.GetType().Name))}) has no meaning.");
}

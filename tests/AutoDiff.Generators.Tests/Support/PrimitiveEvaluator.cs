using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Numerics;
using System.Reflection;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Tests.Support;

/// <summary>What a primitive computes, on boxed C# values: arithmetic with the semantics of C#, mathematics by calling the framework.</summary>
internal static class PrimitiveEvaluator
{
    private static readonly ConcurrentDictionary<(string Name, Type Number), MethodInfo> Methods = new();

    public static object Evaluate(Primitive primitive, ScalarType resultType, params object[] operands) => primitive.Name switch
    {
        "Select" => (bool)operands[0] ? operands[1] : operands[2],
        "StopGradient" => operands[0],
        "Convert" => NumericConversion.Unchecked(operands[0], resultType.Kind),
        "ConvertChecked" => NumericConversion.Checked(operands[0], resultType.Kind),
        "TripCount" => TripCount(Wide(operands[0]), Wide(operands[1]), Wide(operands[2])),
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
        T y = operands.Length > 1 && operands[1] is T second ? second : x;
        return name switch
        {
            "Add" => unchecked(x + y),
            "Subtract" => unchecked(x - y),
            "Multiply" => unchecked(x * y),
            "GuardedMultiply" => T.IsZero(x) ? T.Zero : x * y,
            "Divide" => x / y,
            "Remainder" => x % y,
            "Negate" => unchecked(-x),
            "Equal" => x == y,
            "NotEqual" => x != y,
            "Less" => x < y,
            "LessOrEqual" => x <= y,
            "Greater" => x > y,
            "GreaterOrEqual" => x >= y,
            _ => null,
        };
    }

    private static object? OnIntegers<T>(string name, object[] operands) where T : IBinaryInteger<T>
    {
        var x = (T)operands[0];
        T y = operands.Length > 1 && operands[1] is T second ? second : x;
        return name switch
        {
            "And" => x & y,
            "Or" => x | y,
            "Xor" => x ^ y,
            "Complement" => ~x,
            "ShiftLeft" => x << (int)operands[1],
            "ShiftRight" => x >> (int)operands[1],
            "UnsignedShiftRight" => x >>> (int)operands[1],
            "AddChecked" => checked(x + y),
            "SubtractChecked" => checked(x - y),
            "MultiplyChecked" => checked(x * y),
            "NegateChecked" => checked(-x),
            _ => OnNumbers<T>(name, operands),
        };
    }

    private static object Call(Primitive primitive, ScalarKind kind, object[] operands)
    {
        MethodInfo method = Methods.GetOrAdd((primitive.Name, operands[0].GetType()), _ => Resolve((ScalarPrimitive)primitive, kind, operands));
        object[] arguments = [.. method.GetParameters().Zip(operands, (parameter, operand) => parameter.ParameterType.IsEnum ? Enum.ToObject(parameter.ParameterType, operand) : operand)];
        return method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;
    }

    private static MethodInfo Resolve(ScalarPrimitive primitive, ScalarKind kind, object[] operands)
    {
        CSharpMethod spelling = PrimitiveTable.Spelling(primitive, kind);
        return FrameworkMethods.Find(spelling, [.. operands.Select(operand => operand.GetType())]) ?? throw Unknown(primitive, operands);
    }

    /// <summary>How many indices there are from the lower bound by the step before the upper one is reached.</summary>
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

using System;
using System.Linq;
using System.Reflection;

namespace AutoDiff.Generators.Tests.Support;

/// <summary>What a parameter is to the derivatives of its method.</summary>
internal enum ParameterUse
{
    Constant,
    Scalar,
    Input,
    InOut,
    Output,
    Scratch,
}

/// <summary>A parameter of a differentiable method, read off its declaration as a user reads it.</summary>
internal sealed record ParameterUnderTest(string Name, ParameterUse Use, Type Element)
{
    public static ParameterUnderTest Of(ParameterInfo parameter)
    {
        Type type = parameter.ParameterType;
        bool isSpan = type.IsByRefLike && type.IsGenericType;
        Type element = isSpan ? type.GetGenericArguments()[0] : NumberArrays.ElementOf(type);
        bool isActive = NumberArrays.IsFloating(element) && !Has<NoGradientAttribute>(parameter);
        ParameterUse use = 0 switch
        {
            _ when !isActive => ParameterUse.Constant,
            _ when element == type => ParameterUse.Scalar,
            _ when Has<OutputAttribute>(parameter) => ParameterUse.Output,
            _ when Has<ScratchAttribute>(parameter) => ParameterUse.Scratch,
            _ when isSpan && type.GetGenericTypeDefinition() == typeof(ReadOnlySpan<>) => ParameterUse.Input,
            _ => ParameterUse.InOut,
        };
        return new ParameterUnderTest(parameter.Name!, use, element);
    }

    /// <summary>The method may leave results in it.</summary>
    public bool IsWritten => Use is ParameterUse.InOut or ParameterUse.Output;

    /// <summary>Results depend on what it holds on entry.</summary>
    public bool IsVaried => Use is ParameterUse.Scalar or ParameterUse.Input or ParameterUse.InOut;

    private static bool Has<T>(ParameterInfo parameter) => parameter.GetCustomAttributesData().Any(attribute => attribute.AttributeType == typeof(T));
}

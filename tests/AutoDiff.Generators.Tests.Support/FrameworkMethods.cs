using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Tests.Support;

/// <summary>The real methods behind the spellings of the primitive table.</summary>
internal static class FrameworkMethods
{
    private static readonly Dictionary<string, Type> Types = new()
    {
        ["Math"] = typeof(Math), ["MathF"] = typeof(MathF), ["double"] = typeof(double), ["float"] = typeof(float),
    };

    public static Type TypeOf(string spelling) => Types[spelling];

    /// <summary>The method that takes exactly these types; an enum is passed as an int.</summary>
    public static MethodInfo? Find(CSharpMethod spelling, Type[] operands) => TypeOf(spelling.Type)
        .GetMethods(BindingFlags.Public | BindingFlags.Static)
        .Where(method => method.Name == spelling.Name && !method.IsGenericMethod)
        .FirstOrDefault(method => Takes(method.GetParameters(), operands, spelling.EnumOperand));

    private static bool Takes(ParameterInfo[] parameters, Type[] operands, string? enumOperand) =>
        parameters.FirstOrDefault(parameter => parameter.ParameterType.IsEnum)?.ParameterType.Name == enumOperand
        && parameters.Select(parameter => parameter.ParameterType.IsEnum ? typeof(int) : parameter.ParameterType).SequenceEqual(operands);
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Primitives;

public sealed class FrameworkFunctionsTests
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(double)] = "double", [typeof(float)] = "float", [typeof(int)] = "int",
    };

    public static TheoryData<string> Functions => [.. PrimitiveTable.Functions.Select(function => function.Name)];

    public static IEnumerable<object[]> FloatingMethods =>
        from home in new[] { typeof(Math), typeof(MathF), typeof(double), typeof(float) }
        from method in home.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
        where !method.IsGenericMethod && IsFloating(method.ReturnType) && method.GetParameters() is [var first, ..] && IsFloating(first.ParameterType)
        where method.GetParameters().All(parameter => parameter.ParameterType.IsValueType)
        select new object[] { home.FullName!, method.ToString()! };

    [Theory]
    [MemberData(nameof(Functions))]
    public void Every_spelling_is_a_method_of_the_framework_and_leads_back(string name)
    {
        ScalarPrimitive function = PrimitiveTable.Find(name)!;
        foreach ((ScalarKind kind, Type number) in new[] { (ScalarKind.Double, typeof(double)), (ScalarKind.Single, typeof(float)) })
        {
            CSharpMethod spelling = PrimitiveTable.Spelling(function, kind);
            MethodInfo? method = FrameworkMethods.Find(spelling, [.. function.Operands.Select(operand => operand == Operand.Number ? number : typeof(int))]);
            Assert.NotNull(method);
            Assert.Equal(number, method.ReturnType);
            Assert.Same(function, Find(method));
        }
    }

    [Theory]
    [MemberData(nameof(FloatingMethods))]
    public void No_floating_method_of_the_framework_is_missing(string home, string signature)
    {
        MethodInfo method = Type.GetType(home)!.GetMethods().Single(method => method.ToString() == signature);
        Assert.NotNull(Find(method));
    }

    [Theory]
    [InlineData("System.Math", "Max", "int", "int")]
    [InlineData("int", "Min", "int", "int")]
    [InlineData("System.Math", "Min", "long", "long")]
    [InlineData("nint", "Max", "nint", "nint")]
    public void The_larger_and_smaller_of_integers_are_primitives(string home, string method, params string[] types) =>
        Assert.Equal(method, PrimitiveTable.Find(home, method, types)?.Name);

    [Theory]
    [InlineData("System.Math", "Abs", "int")]
    [InlineData("System.Math", "Clamp", "int", "int", "int")]
    [InlineData("System.Math", "Abs", "decimal")]
    [InlineData("System.Math", "Max", "decimal", "decimal")]
    [InlineData("System.Math", "Sign", "double")]
    [InlineData("System.Math", "ILogB", "double")]
    [InlineData("double", "IsNaN", "double")]
    [InlineData("System.Random", "Max", "double", "double")]
    [InlineData("System.Half", "Sin", "System.Half")]
    [InlineData("double", "Parse", "string")]
    public void What_is_not_a_function_of_floating_numbers_is_no_primitive(string home, string method, params string[] types) =>
        Assert.Null(PrimitiveTable.Find(home, method, types));

    [Fact]
    public void Overloads_are_told_apart_by_their_parameters()
    {
        Assert.Same(Exponentials.Log, PrimitiveTable.Find("System.Math", "Log", ["double"]));
        Assert.Same(Exponentials.LogToBase, PrimitiveTable.Find("System.Math", "Log", ["double", "double"]));
        Assert.Same(Rounding.RoundToDigits, PrimitiveTable.Find("System.MathF", "Round", ["float", "int"]));
        Assert.Same(Rounding.RoundWithMode, PrimitiveTable.Find("float", "Round", ["float", "System.MidpointRounding"]));
    }

    [Fact]
    public void What_Math_has_is_spelled_there_and_the_rest_on_the_number_types()
    {
        Assert.Equal(new CSharpMethod("Math", "Sin"), PrimitiveTable.Spelling(Trigonometry.Sin, ScalarKind.Double));
        Assert.Equal(new CSharpMethod("MathF", "IEEERemainder"), PrimitiveTable.Spelling(Rounding.Ieee754Remainder, ScalarKind.Single));
        Assert.Equal(new CSharpMethod("float", "Hypot"), PrimitiveTable.Spelling(Powers.Hypot, ScalarKind.Single));
        Assert.Equal(new CSharpMethod("Math", "Max"), PrimitiveTable.Spelling(Selection.Max, ScalarKind.Int64));
        Assert.Equal(new CSharpMethod("Math", "Round", "MidpointRounding"), PrimitiveTable.Spelling(Rounding.RoundWithMode, ScalarKind.Double));
    }

    private static ScalarPrimitive? Find(MethodInfo method) => PrimitiveTable.Find(
        Display(method.DeclaringType!), method.Name, [.. method.GetParameters().Select(parameter => Display(parameter.ParameterType))]);

    private static string Display(Type type) => Keywords.TryGetValue(type, out string? keyword) ? keyword : type.FullName!;

    private static bool IsFloating(Type type) => type == typeof(double) || type == typeof(float);
}

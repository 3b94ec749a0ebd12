using System;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Fuzz.Reference;

/// <summary>Runs the C# of a template that is a call of a static method of the framework or the runtime, or several such calls in one another. What it calls in single precision is called in double.</summary>
internal static class FrameworkCall
{
    /// <summary>Null where it is something else.</summary>
    public static object? Run(string template, object?[] arguments) => Run(SyntaxFactory.ParseExpression(string.Format(null, template, [.. arguments.Select((_, i) => $"argument{i}")])), arguments);

    private static object? Run(ExpressionSyntax expression, object?[] arguments)
    {
        if (expression is IdentifierNameSyntax { Identifier.Text: var name }) return arguments[int.Parse(name["argument".Length..], null)];
        if (expression is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax method } call) throw new NotSupportedException($"{expression} is no call.");
        object?[] operands = [.. call.ArgumentList.Arguments.Select(argument => Run(argument.Expression, arguments))];
        Type type = TypeOf(method.Expression.ToString().Replace("global::", "", StringComparison.Ordinal));
        MethodInfo found = (type == typeof(Extremes)
                ? type.GetMethod(method.Name.Identifier.Text)!.MakeGenericMethod(operands[0]!.GetType())
                : type.GetMethod(method.Name.Identifier.Text, [.. operands.Select(operand => operand!.GetType())]))
            ?? throw new NotSupportedException($"{expression} is not found.");
        return found.Invoke(null, operands);
    }

    private static Type TypeOf(string name) => name switch
    {
        "double" or "float" => typeof(double),
        "System.MathF" => typeof(Math),
        "int" => typeof(int),
        "AutoDiff.Extremes" => typeof(Extremes),
        _ => Type.GetType(name) ?? Type.GetType($"{name}, System.Runtime") ?? throw new NotSupportedException($"{name} is no type."),
    };
}

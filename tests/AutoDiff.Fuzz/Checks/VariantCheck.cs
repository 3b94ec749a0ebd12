using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using AutoDiff.Generators.Tests.Support;

namespace AutoDiff.Fuzz.Checks;

/// <summary>Holds the derivatives of a program to those of the same program in other words.</summary>
internal sealed class VariantCheck(MethodUnderTest method, object[] arguments, MethodUnderTest variant, object[] sameArguments)
{
    public void Run()
    {
        double tolerance = Agreement.ToleranceOf(method);
        Agreement.Require("the method's result", Numbers(variant, variant.Primal(sameArguments)), Numbers(method, method.Primal(arguments)), tolerance);
        Agreement.Require("Vjp's result", Numbers(variant, Vjp(variant, sameArguments)), Numbers(method, Vjp(method, arguments)), tolerance);
        Agreement.Require("Jvp's result", Numbers(variant, Jvp(variant, sameArguments)), Numbers(method, Jvp(method, arguments)), tolerance);
    }

    private static MethodUnderTest.Outcome Vjp(MethodUnderTest method, object[] arguments)
    {
        object? value = method.Primal(arguments).Value;
        return method.Vjp(arguments, value is null ? null : Filled(value), Added(method, arguments));
    }

    private static MethodUnderTest.Outcome Jvp(MethodUnderTest method, object[] arguments) => method.Jvp(arguments, Added(method, arguments));

    private static object[] Added(MethodUnderTest method, object[] arguments) =>
        [.. method.Parameters.Zip(arguments).Where(static pair => pair.First.IsVaried || pair.First.IsWritten).Select(static pair => Filled(pair.Second))];

    private static object Filled(object like) => NumberArrays.Map(like, static (position, _) => 0.5 + (0.25 * (position % 5)));

    /// <summary>What is left in working memory is nobody's business.</summary>
    private static List<double> Numbers(MethodUnderTest method, MethodUnderTest.Outcome outcome) =>
        [.. Flatten(outcome.Value), .. outcome.Arguments.Where((_, i) => method.Parameters[i].Use != ParameterUse.Scratch).SelectMany(Flatten), .. outcome.Adjoints.SelectMany(Flatten)];

    private static IEnumerable<double> Flatten(object? value) => value switch
    {
        null => [],
        ITuple tuple => Enumerable.Range(0, tuple.Length).SelectMany(i => Flatten(tuple[i])),
        _ => NumberArrays.Flatten(value),
    };
}

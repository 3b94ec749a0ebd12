using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using AutoDiff.Generators.Tests.Support;

namespace AutoDiff.Fuzz.Checks;

/// <summary>Holds the derivatives of a program to those of the same program in other words, which are emitted in source order: so those leave the very numbers that the method leaves.</summary>
/// <param name="tolerance">How far the numbers may be off, in proportion to the largest.</param>
/// <param name="isExact">The method calls nothing that computes in an order of its own.</param>
internal sealed class VariantCheck(MethodUnderTest method, object[] arguments, MethodUnderTest variant, object[] sameArguments, double tolerance, bool isExact)
{
    public void Run()
    {
        MethodUnderTest.Outcome primal = variant.Primal(sameArguments), pullback = Vjp(variant, sameArguments), pushforward = Jvp(variant, sameArguments);
        Agreement.Require("the method's result", Numbers(variant, primal), Numbers(method, method.Primal(arguments)), tolerance);
        Agreement.Require("Vjp's result", Numbers(variant, pullback), Numbers(method, Vjp(method, arguments)), tolerance);
        Agreement.Require("Jvp's result", Numbers(variant, pushforward), Numbers(method, Jvp(method, arguments)), tolerance);
        if (!isExact) return;
        RequireSame("Vjp", primal, pullback);
        RequireSame("Jvp", primal, pushforward with { Value = (pushforward.Value as ITuple)?[0] });
    }

    private void RequireSame(string kind, MethodUnderTest.Outcome primal, MethodUnderTest.Outcome derivative) =>
        Agreement.Require($"what {kind} in source order leaves", Numbers(variant, derivative with { Adjoints = [] }), Numbers(variant, primal), tolerance: 0);

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

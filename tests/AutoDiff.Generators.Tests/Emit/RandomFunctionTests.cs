using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Emit;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Emit;

public sealed class RandomFunctionTests
{
    private const int Count = 60;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Emitted_functions_do_what_the_interpreter_does(int group)
    {
        Function[] functions = [.. Enumerable.Range(0, Count).Select(i => RandomFunction.Create((group * Count) + i, $"F{i}"))];
        CompiledProgram program = Emitted.Compile(functions, """
            namespace Test
            {
                public static class Tracer
                {
                    public static readonly System.Collections.Generic.List<double> Seen = new();
                    public static double Trace(double value) { Seen.Add(value); return value + 1; }
                }
            }
            """);
        var seen = (List<double>)program.TypeNamed("Test.Tracer").GetField("Seen")!.GetValue(null)!;
        foreach (Function function in functions)
        {
            foreach (int n in new[] { 0, 1, 3, -2 })
            {
                string interpreted = Interpret(function, n), ran = Run(program, function, n, seen);
                Assert.True(interpreted == ran, $"{interpreted}\n{ran}\n{Ir.Print(function)}\n{Emitted.File(function)}");
            }
        }
    }

    private static string Interpret(Function function, int n)
    {
        (double[] x, double[] m, double[] r) = Memories();
        List<double> trace = [];
        Interpreter interpreter = new Interpreter()
            .With(RandomFunction.Trace, arguments =>
            {
                trace.Add((double)arguments[0]!);
                return (double)arguments[0]! + 1;
            })
            .With(RandomFunction.Failure, _ => new InvalidOperationException());
        return Outcome(() => interpreter.Invoke(function, 1.5, -0.5, n, x, m, r), trace, m, r);
    }

    private static string Run(CompiledProgram program, Function function, int n, List<double> trace)
    {
        (double[] x, double[] m, double[] r) = Memories();
        trace.Clear();
        object?[] arguments = [1.5, -0.5, n, x, m, r, null, null];
        return Outcome(() => [program.Call("Program", function.Name + "Gradient", arguments), arguments[6], arguments[7]], trace, m, r);
    }

    private static (double[] X, double[] M, double[] R) Memories() =>
        ([1, 2, 3, 4, 5, 6, 7, 8], [0.5, -1, 0, 3, 2, 1, -4, 0.25], [7, 0, 1, -3, 0.125, 2, 9, -6]);

    private static string Outcome(Func<object?[]> run, List<double> trace, double[] m, double[] r)
    {
        string results;
        try
        {
            results = string.Join(" ", run().Select(value => Text((double)value!)));
        }
        catch (Exception exception) when (exception is IndexOutOfRangeException or DivideByZeroException or InvalidOperationException or OverflowException)
        {
            results = exception.GetType().Name;
        }

        return $"{results} | {string.Join(" ", m.Concat(r).Concat(trace).Select(Text))}";
    }

    /// <summary>Bit for bit, but for what a NaN carries.</summary>
    private static string Text(double value) => double.IsNaN(value) ? "NaN" : BitConverter.DoubleToInt64Bits(value).ToString("x");
}

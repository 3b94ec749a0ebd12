using System;
using System.Collections.Immutable;
using AutoDiff.Generators.IR;
using Xunit;

namespace AutoDiff.Generators.Tests.Support;

public sealed class InterpreterTests
{
    private static object?[] Run(string text, params object?[] arguments) => Interpreter.Run(Ir.Parse(text), arguments);

    [Fact]
    public void A_loop_carries_a_sum()
    {
        const string Sum = """
            function Sum(%0.x: ReadOnlySpan<double> active) {
                %1: double = 0
                %2: int = 0
                %3: int = length %0
                %4: int = 1
                %5: double = for %2 to %3 step %4 carrying %1 (%6: int, %7: double) {
                    %8: double = load %0[%6] inrange
                    %9: double = Add(%7, %8)
                    yield %9
                }
                return %5
            }
            """;
        Assert.Equal([6.5], Run(Sum, new[] { 1.0, 2, 3.5 }));
        Assert.Equal([0.0], Run(Sum, Array.Empty<double>()));
    }

    [Theory]
    [InlineData(0, 7, 3, "", "0 3 6")]
    [InlineData(0, 7, 3, "reversed", "6 3 0")]
    [InlineData(6, -1, -2, "", "6 4 2 0")]
    [InlineData(6, -1, -4, "reversed", "2 6")]
    [InlineData(3, 3, 1, "", "")]
    [InlineData(3, 4, -1, "", "")]
    [InlineData(int.MaxValue - 2, int.MaxValue, 2, "", "2147483645")]
    [InlineData(int.MinValue, int.MaxValue, int.MaxValue, "", "-2147483648 -1 2147483646")]
    public void A_loop_visits_the_indices_of_its_range(int lower, int upper, int step, string order, string visited)
    {
        string text = $$"""
            function F() {
                %0: int = {{lower}}
                %1: int = {{upper}}
                %2: int = {{step}}
                for %0 to %1 step %2 {{order}} (%3: int) {
                    opaque any "Visit({0})"(%3)
                }
            }
            """;
        string seen = "";
        Interpreter interpreter = new Interpreter().With("Visit({0})", arguments =>
        {
            seen += $" {arguments[0]}";
            return null;
        });
        interpreter.Invoke(Ir.Parse(text));
        Assert.Equal(visited, seen.Trim());
    }

    [Theory]
    [InlineData("byte", "200", "255", "50", "200 250")]
    [InlineData("char", "97", "99", "1", "a b")]
    [InlineData("sbyte", "100", "-128", "-100", "100 0 -100")]
    [InlineData("ushort", "65534", "65535", "1", "65534")]
    [InlineData("uint", "4294967290", "4294967295", "4", "4294967290 4294967294")]
    [InlineData("ulong", "18446744073709551613", "18446744073709551615", "1", "18446744073709551613 18446744073709551614")]
    [InlineData("long", "-9223372036854775808", "9223372036854775807", "9223372036854775807", "-9223372036854775808 -1 9223372036854775806")]
    [InlineData("nint", "1", "-1", "-1", "1 0")]
    [InlineData("nuint", "1", "3", "1", "1 2")]
    public void A_counter_may_be_any_integer(string type, string lower, string upper, string step, string visited)
    {
        string text = $$"""
            function F() {
                %0: {{type}} = {{lower}}
                %1: {{type}} = {{upper}}
                %2: {{type}} = {{step}}
                for %0 to %1 step %2 (%3: {{type}}) {
                    opaque any "Visit({0})"(%3)
                }
            }
            """;
        string seen = "";
        Interpreter interpreter = new Interpreter().With("Visit({0})", arguments =>
        {
            seen += $" {arguments[0]}";
            return null;
        });
        interpreter.Invoke(Ir.Parse(text));
        Assert.Equal(visited, seen.Trim());
    }

    [Theory]
    [InlineData(0, 1, 10.0)]
    [InlineData(2, 3, 12.0)]
    [InlineData(9, 5, 14.0)]
    public void An_early_exit_counts_the_iterations_begun(int exit, int begun, double carried)
    {
        const string Text = """
            function F(%0: int constant) {
                %1: int = 0
                %2: int = 5
                %3: int = 1
                %4: double = 9
                %5: int, %6: double = for %1 to %2 step %3 mayexit carrying %4 (%7: int, %8: double) {
                    %9: bool = NotEqual(%7, %0)
                    %10: double = 1
                    %11: double = Add(%8, %10)
                    yield %9, %11
                }
                return %5, %6
            }
            """;
        Assert.Equal([begun, carried], Run(Text, exit));
    }

    [Fact]
    public void A_while_passes_on_what_its_condition_yields()
    {
        const string Text = """
            function F(%0: int constant) {
                %1: int = 0
                %2: int, %3: int = while carrying %0, %1 (%4: int, %5: int) {
                    %6: int = 1
                    %7: bool = Greater(%4, %6)
                    yield %7, %4, %5
                } do (%8: int, %9: int) {
                    %10: int = 2
                    %11: int = Divide(%8, %10)
                    %12: int = 1
                    %13: int = Add(%9, %12)
                    yield %11, %13
                }
                return %2, %3
            }
            """;
        Assert.Equal([1, 4], Run(Text, 17));
    }

    [Fact]
    public void Only_the_chosen_branch_runs()
    {
        const string Text = """
            function F(%0: bool constant, %1: int constant) {
                %2: int = if %0 {
                    %3: int = 0
                    %4: int = Divide(%1, %3)
                    yield %4
                } else {
                    yield %1
                }
                return %2
            }
            """;
        Assert.Equal([7], Run(Text, false, 7));
        Assert.Throws<DivideByZeroException>(() => Run(Text, true, 7));
    }

    [Fact]
    public void Parts_of_memory_are_views()
    {
        const string Text = """
            function F(%0: double[] active, %1: double[,] active, %2: double[][] active) {
                %3: int = 1
                %4: int = 2
                %5: Span<double> = slice %0 from %3 count %4
                %6: Span<double> = row %1[%3]
                %7: double[] = row %2[%3]
                %8: double = 9
                store %5[%3] = %8
                store %6[%4] = %8
                fill %7 with %8
                %11: Span<double> = slice %1 from %4 count %4
                store %11[%3] = %8
                copy %5 to %6
                %9: int = length %1
                %10: int = length %1 dimension 1
                return %9, %10
            }
            """;
        double[] x = [1, 2, 3, 4];
        double[,] matrix = { { 1, 2, 3 }, { 4, 5, 6 } };
        double[][] jagged = [[1], [2, 3]];
        Assert.Equal([2, 3], Run(Text, x, matrix, jagged));
        Assert.Equal([1, 2, 9, 4], x);
        Assert.Equal(new double[,] { { 1, 2, 3 }, { 2, 9, 9 } }, matrix);
        Assert.Equal([[1], [9, 9]], jagged);
    }

    [Fact]
    public void Overlapping_copies_read_before_they_write()
    {
        const string Text = """
            function F(%0: double[] active) {
                %1: int = 0
                %2: int = 1
                %3: int = 3
                %4: Span<double> = slice %0 from %1 count %3
                %5: Span<double> = slice %0 from %2 count %3
                copy %4 to %5
            }
            """;
        double[] x = [1, 2, 3, 4];
        Run(Text, x);
        Assert.Equal([1, 1, 2, 3], x);
    }

    [Theory]
    [InlineData("%3: double = load %0[%1]", typeof(IndexOutOfRangeException))]
    [InlineData("store %0[%1] = %2", typeof(IndexOutOfRangeException))]
    [InlineData("%3: double = load %0[%1] inrange", typeof(InvalidOperationException))]
    [InlineData("%3: Span<double> = slice %0 from %1 count %1", typeof(ArgumentOutOfRangeException))]
    [InlineData("%3: Span<double> = alloc %1\ncopy %0 to %3", typeof(OverflowException))]
    [InlineData("%3: int = 1\n%4: Span<double> = alloc %3\ncopy %0 to %4", typeof(ArgumentException))]
    [InlineData("%3: Stack<double> = stack\n%4: double = pop %3", typeof(InvalidOperationException))]
    [InlineData("throw \"new E()\"()", typeof(InterpretedException))]
    [InlineData("for %1 to %1 step %5 (%6: int) {\n}", typeof(InvalidOperationException), "%5: int = 0\n")]
    public void What_throws_in_CSharp_throws(string line, Type exception, string before = "")
    {
        string text = $$"""
            function F(%0: Span<double> active, %1: int constant, %2: double active) {
                {{before}}{{line}}
            }
            """;
        Assert.Throws(exception, () => Run(text, new double[2], -1, 1.0));
    }

    [Fact]
    public void Memory_is_poison_before_it_is_written_and_after_its_scope()
    {
        const string Text = """
            function F(%0: int constant) {
                %1: double[] = alloc %0
                %2: int[] = alloc %0
                %3: bool[] = alloc %0
                %4: "Point"[] = alloc %0
                %5: int = 0
                %6: double = load %1[%5]
                %7: int = load %2[%5]
                %8: bool = load %3[%5]
                %9: double = load %4[%5].X
                scope {
                    %10: double[] = alloc %0
                    %11: double = 1
                    fill %10 with %11
                    opaque any "Keep({0})"(%10)
                }
                return %6, %7, %8, %9
            }
            """;
        MemoryView? kept = null;
        object?[] results = new Interpreter().With("Keep({0})", arguments => kept = (MemoryView?)arguments[0]).Invoke(Ir.Parse(Text), 1);
        Assert.Equal([double.NaN, -1, true, double.NaN], results);
        Assert.Equal([double.NaN], kept!.ToArray());
    }

    [Fact]
    public void Structs_are_read_and_written_by_leaves()
    {
        const string Text = """
            function F(%0: Span<"Ball"> active) {
                %1: int = 0
                %2: int = 1
                %3: double = load %0[%1].Position.X
                store %0[%1].Position.X = %3
                %4: "Ball" = load %0[%1]
                store %0[%2] = %4
                %5: double = 5
                store %0[%1].Mass = %5
                return %3
            }
            """;
        object[] balls = [MemoryView.Struct(("Position.X", 2.0), ("Mass", 1.0)), MemoryView.Struct()];
        Assert.Equal([2.0], Run(Text, [balls]));
        Assert.Equal(5.0, ((ImmutableDictionary<string, object>)balls[0])["Mass"]);
        Assert.Equal(1.0, ((ImmutableDictionary<string, object>)balls[1])["Mass"]);
    }

    [Fact]
    public void What_was_pushed_last_is_popped_first()
    {
        const string Text = """
            function F(%0: double active, %1: double active) {
                %2: Stack<double> = stack
                push %0 on %2
                push %1 on %2
                %3: double = pop %2
                %4: double = pop %2
                return %3, %4
            }
            """;
        Assert.Equal([2.0, 1.0], Run(Text, 1.0, 2.0));
    }

    [Fact]
    public void Functions_call_each_other_and_themselves()
    {
        const string Text = """
            function Factorial(%0: long constant) {
                %1: long = 1
                %2: bool = LessOrEqual(%0, %1)
                %3: long = if %2 {
                    yield %1
                } else {
                    %4: long = Subtract(%0, %1)
                    %5: long = call Factorial(%4)
                    %6: long = Multiply(%0, %5)
                    yield %6
                }
                return %3
            }
            """;
        Function factorial = Ir.Parse(Text);
        Interpreter interpreter = new Interpreter().With(factorial);
        Assert.Equal([120L], interpreter.Invoke(factorial, 5L));
        Assert.Equal(4, interpreter.Count("Call"));
        Assert.Equal(4, interpreter.Count("Multiply"));
    }

    [Fact]
    public void A_throw_throws_the_exception_of_its_template()
    {
        Function function = Ir.Parse("""function F(%0: int constant) { throw "new E({0})"(%0) }""");
        Interpreter interpreter = new Interpreter().With("new E({0})", arguments => new ArgumentException($"{arguments[0]}"));
        Assert.Equal("3", Assert.Throws<ArgumentException>(() => interpreter.Invoke(function, 3)).Message);
    }

    [Fact]
    public void An_endless_loop_ends()
    {
        Function function = Ir.Parse("function F(%0: bool constant) { while { yield %0 } do { } }");
        Assert.Throws<InvalidOperationException>(() => new Interpreter { StepLimit = 1000 }.Invoke(function, true));
    }

    [Fact]
    public void Arguments_must_be_of_the_very_type() =>
        Assert.Throws<ArgumentException>(() => Run("function F(%0: double active) { return %0 }", 1));
}

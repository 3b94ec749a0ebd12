using AutoDiff.Generators.Emit;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Emit;

public sealed class MemoryTests
{
    private const string Scopes = """
        function F(%0.n: int constant, %1.z: double active) {
            %2: int = 0
            %3: int = 1
            %4.tape: Span<double> = alloc %0
            fill %4 with %1
            %5.sum: double = 0
            %6.sum: double = for %2 to %0 step %3 carrying %5 (%7.i: int, %8.sum: double) {
                %9.sum: double = scope {
                    %10.part: Span<double> = alloc %0
                    %11: double = 2
                    fill %10 with %11
                    copy %4 to %10
                    %12: double = load %10[%7]
                    store %4[%7] = %8
                    %13: double = Add(%8, %12)
                    yield %13
                }
                yield %9
            }
            return %6, %1
        }
        """;

    [Fact]
    public void A_scope_has_a_workspace_of_its_own() => Emitted.CheckBody(
        Scopes,
        """
        Span<double> tape = workspace.Allocate<double>(n);
        tape.Fill(z);
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            using (Workspace scope = Workspace.Enter())
            {
                Span<double> part = scope.Allocate<double>(n);
                part.Fill(2);
                tape.CopyTo(part);
                tape[i] = sum;
                sum += part[i];
            }
        }
        dZ = z;
        return sum;

        """);

    [Fact]
    public void A_value_is_popped_whatever_is_chosen() => Assert.Matches(
        @"(?m)^double \w+ = \w+\.Pop\(\);$",
        Emitted.Body(
        """
        function F(%0.a: double active) {
            %1: Stack<double> = stack
            push %0 on %1
            %2: double = 0
            %3: bool = Less(%0, %2)
            %4: double = pop %1
            %5: double = Multiply(%4, %0)
            %6: double = Select(%3, %2, %5)
            return %6, %6
        }
        """));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Allocations_end_with_their_scope(bool qualify)
    {
        Function function = Ir.Parse(Scopes);
        object?[] arguments = [3, 1.5, null];
        Assert.Equal(Interpreter.Run(function, 3, 1.5)[0], Emitted.Compile(function, qualify: qualify).Call("Program", "FGradient", arguments));
    }

    [Theory]
    [InlineData("ReadOnlySpan<double>", "long", "x[checked((int)k)]")]
    [InlineData("double[]", "long", "x[k]")]
    public void An_index_may_be_any_integer(string memory, string index, string element) => Emitted.CheckBody(
        $$"""
        function F(%0.x: {{memory}} constant, %1.k: {{index}} constant, %2.z: double active) {
            %3: double = load %0[%1]
            return %3, %2
        }
        """,
        $"""
        dZ = z;
        return {element};

        """);

    [Fact]
    public void Rows_of_jagged_arrays_are_arrays_and_rows_of_matrices_spans() => Emitted.CheckBody(
        """
        function F(%0.x: double[][] constant, %1.y: double[,] constant, %2.k: int constant, %3.z: double active) {
            %4.row: double[] = row %0[%2]
            %5.line: Span<double> = row %1[%2]
            %6: double = load %4[%2]
            %7: double = load %5[%2]
            %8: double = Add(%6, %7)
            %9: int = length %1 dimension 1
            %10: double = Convert(%9)
            %11: double = Add(%8, %10)
            return %11, %3
        }
        """,
        """
        double[] row = x[k];
        Span<double> line = y[k];
        dZ = z;
        return row[k] + line[k] + y.GetLength(1);

        """);

    [Fact]
    public void Leaves_of_structs_are_loaded_and_stored() => Assert.Contains("p[i].Position.X += 2 * z;", Emitted.Body(
        """
        function F(%0.p: Span<"global::Test.Particle"> constant, %1.i: int constant, %2.z: double active) {
            %3: double = load %0[%1].Position.X
            %4: double = 2
            %5: double = Multiply(%4, %2)
            %6: double = Add(%3, %5)
            store %0[%1].Position.X = %6
            return %2, %2
        }
        """), System.StringComparison.Ordinal);
}

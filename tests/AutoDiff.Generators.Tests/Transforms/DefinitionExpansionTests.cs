using AutoDiff.Generators.Transforms;
using Xunit;

namespace AutoDiff.Generators.Tests.Transforms;

public sealed class DefinitionExpansionTests
{
    [Fact]
    public void A_function_without_a_name_in_CSharp_is_spelled_out_everywhere() => Pass.Turns(
        DefinitionExpansion.Run,
        """
        function F(%0: double active, %1: bool constant) {
            %2: double = Norm(%0)
            %3: double = if %1 {
                %4: double = Sigmoid(%2)
                yield %4
            } else {
                yield %0
            }
            return %3
        }
        """,
        """
        function F(%0: double active, %1: bool constant) {
            %2: double = Sqrt(%0)
            %3: double = if %1 {
                %4: double = Negate(%2)
                %5: double = Exp(%4)
                %6: double = 1
                %7: double = Add(%6, %5)
                %8: double = 1
                %9: double = Divide(%8, %7)
                yield %9
            } else {
                yield %0
            }
            return %3
        }
        """);
}

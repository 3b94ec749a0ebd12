using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Analysis;

/// <summary>About how large code is once it is compiled, in reads and writes of variables, which RyuJIT counts among others: beyond 8,000 of
/// them, 2,000 variables, 2,000 basic blocks or 60,000 bytes of IL it stops optimising a method.</summary>
internal static class CodeSize
{
    /// <summary>A method stays well below all of these limits, whatever its operations are. Constants are read where they stand.</summary>
    public const int Largest = 4000;

    /// <summary>What makes basic blocks counts for as much of them.</summary>
    private const int Branch = 6;

    public static int Of(Block block) => block.Lets.Sum(Of);

    public static int Of(Let let) => let.Operation is Constant ? 0 : let.Targets.Count + Walk.Operands(let.Operation).Count() + Branches(let.Operation) + Walk.Blocks(let.Operation).Sum(Of);

    private static int Branches(Operation operation) => operation switch
    {
        For or While or If or Scope or Throw or Apply { Primitive.Name: "Select" } => Branch,
        OpaqueCall or RuleCall or Pullback or Pushforward or Call => 2,
        _ => 0,
    };
}

using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Generators.IR;

/// <summary>The memory that an operation may write. An opaque call writes no memory but what it is handed to write.</summary>
internal static class Writes
{
    /// <summary>What the operation writes itself, not what its blocks write.</summary>
    public static IEnumerable<Value> Of(Operation operation) => operation switch
    {
        Store store => [store.Memory],
        Scatter scatter => [scatter.Memory],
        AddEach added => [added.Memory],
        Copy copy => [copy.Destination],
        Fill fill => [fill.Memory],
        Product product => [product.C.Memory],
        Call call => call.Arguments.Where((argument, i) => IsWritable(argument) && !call.ReadOnly.Contains(i)),
        OpaqueCall { RunsOnce: true } call => call.Arguments.Where(IsWritable),
        RuleCall call => call.Arguments.Where((_, i) => call.Rule.Parameters[i].IsWritten),
        Pullback pullback => pullback.Arguments.Where(IsWritable).Concat(pullback.Adjoints), // a rule may do once more what its method does
        Pushforward pushforward => Walk.Operands(pushforward).Where(IsWritable),
        _ => [],
    };

    /// <summary>What the operation or something in its blocks writes.</summary>
    public static IEnumerable<Value> In(Operation operation) =>
        Of(operation).Concat(Walk.Blocks(operation).SelectMany(Walk.Lets).SelectMany(static let => Of(let.Operation)));

    private static bool IsWritable(Value argument) => argument.Type is MemoryType { Form: not MemoryForm.ReadOnlySpan } or MemoryType { Element: MemoryType };
}

using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Frontend;

/// <summary>Frees what an iteration allocates at its end, unless memory may outlive it.</summary>
internal static class IterationScope
{
    public static Block Run(Block body, ValueNumbers numbers)
    {
        bool mayEscape = body.Results.Any(static result => result.Type is MemoryType) || body.Lets.LastOrDefault()?.Operation is Throw;
        if (mayEscape || !Allocates(body)) return body;
        EquatableArray<Value> results = body.Results.Select(result => numbers.Create(result.Type, result.Name)).ToEquatableArray();
        return new Block(body.Arguments, [new Let(results, new Scope(body with { Arguments = [] }), body.Lets[0].Origin)], results);
    }

    /// <summary>What is allocated in a scope is freed there.</summary>
    private static bool Allocates(Block block) =>
        block.Lets.Any(static let => let.Operation is Alloc || (let.Operation is not Scope && Walk.Blocks(let.Operation).Any(Allocates)));
}

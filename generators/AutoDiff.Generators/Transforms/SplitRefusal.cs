using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Transforms;

/// <summary>A function that cannot be split into a forward and a reverse half; where it is not recursive, it can be inlined instead.</summary>
internal sealed class SplitRefusal(string function, string message) : Refusal(message)
{
    public string Function => function;
}

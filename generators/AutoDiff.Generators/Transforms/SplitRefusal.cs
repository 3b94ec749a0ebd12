using System;

namespace AutoDiff.Generators.Transforms;

/// <summary>A function that cannot be split into a forward and a reverse half; where it is not recursive, it can be inlined instead.</summary>
internal sealed class SplitRefusal(string function, string message) : NotSupportedException(message)
{
    public string Function => function;
}

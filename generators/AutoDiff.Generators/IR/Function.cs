namespace AutoDiff.Generators.IR;

/// <summary>Which part of a derivative a statement belongs to.</summary>
internal enum Sweep { Primal, Forward, Reverse, Both }

/// <summary>Where a value comes from: the user's statement, by its ordinal in the method and its text.</summary>
internal sealed record Origin(int Ordinal, string Text, Sweep Sweep = Sweep.Primal);

/// <summary>Defines values once, by an operation.</summary>
internal sealed record Let(EquatableArray<Value> Targets, Operation Operation, Origin? Origin = null)
{
    /// <summary>The only target.</summary>
    public Value Target => Targets.Count == 1 ? Targets[0] : throw new System.InvalidOperationException($"{Operation.GetType().Name} has {Targets.Count} targets, not one.");
}

/// <summary>Arguments, statements in order, results. A block that ends in a throw may leave out its results.</summary>
internal sealed record Block(EquatableArray<Value> Arguments, EquatableArray<Let> Lets, EquatableArray<Value> Results)
{
    /// <summary>Control never reaches its end.</summary>
    public bool EndsInThrow => Lets is [.., { Operation: Throw }];

    public static readonly Block Empty = new([], [], []);
}

/// <summary>What a parameter is to the derivative.</summary>
internal enum ParameterRole
{
    /// <summary>No derivative is taken: integers, objects, [NoGradient].</summary>
    Constant,

    /// <summary>An input: a scalar, or memory that is not written (where it is a span or array, its exit content is an output too).</summary>
    Active,

    /// <summary>Memory whose content on entry is ignored: [Output].</summary>
    Output,

    /// <summary>Working memory: [Scratch].</summary>
    Scratch,

    /// <summary>Memory that holds the adjoint of another parameter.</summary>
    Adjoint,

    /// <summary>The tangent of another parameter.</summary>
    Tangent,
}

/// <summary>A function: its parameters are the arguments of its body, and may have any number of results.</summary>
/// <param name="MayOverlap">Its memory parameters may be parts of the same object, whether or not it writes them.</param>
/// <param name="IsInlined">It is to become part of its caller, which is short.</param>
/// <param name="Remark">What readers of the emitted code are told about it.</param>
internal sealed record Function(string Name, EquatableArray<ParameterRole> Roles, Block Body, bool MayOverlap = false, string? Remark = null, bool IsInlined = false)
{
    public EquatableArray<Value> Parameters => Body.Arguments;
    public EquatableArray<Value> Results => Body.Results;
}

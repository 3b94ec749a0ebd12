namespace AutoDiff.Generators.IR;

/// <summary>What a parameter of a method is to its rule.</summary>
/// <param name="IsWritten">The method may write the memory.</param>
/// <param name="IsArray">Nothing but an array can be passed.</param>
/// <param name="IsUnread">The pullback does not look at what the memory holds.</param>
/// <param name="IsSkipped">Where the argument is a constant, the pullback is given no memory for its adjoint, and does not compute it.</param>
internal sealed record RuleParameter(ParameterRole Role, bool IsWritten = false, bool IsArray = false, bool IsUnread = false, bool IsSkipped = false);

/// <summary>An argument that is a struct or tuple, of which each leaf is an argument of the call.</summary>
/// <param name="First">The position of its first leaf.</param>
/// <param name="Type">As C# text.</param>
/// <param name="Paths">Where C# finds the leaves: <c>.Position.X</c>.</param>
internal sealed record RuleStruct(int First, string Type, EquatableArray<string> Paths);

/// <summary>The function that a pullback is, for derivatives of derivatives. It takes what the pullback takes, leaf by leaf, and returns the
/// adjoints of scalars and structs, which start at zero, in the order of the parameters.</summary>
/// <param name="YieldsValue">It returns what the method does before them.</param>
internal sealed record PullbackFunction(string Name, bool YieldsValue);

/// <summary>How a method is called whose derivative is given, and how the rule that gives it: as templates in which <c>{0}</c>,
/// <c>{1}</c> … stand for the arguments.</summary>
/// <param name="Method">The call of the method.</param>
/// <param name="Pullback">The call of the rule, as a <see cref="IR.Pullback"/> has it. Its arguments are the method's, the result
/// where the rule takes it, and the seed where the method returns something, both leaf by leaf where that is a struct. It adds to
/// the adjoints of active and output memory, and to those of active scalars and structs, each in the order of the parameters. Adjoints of memory that the method writes
/// hold what belongs to its content after the call and get what belongs to that before it.</param>
/// <param name="TakesResult">The rule takes what the method has returned.</param>
/// <param name="IsGradient">The rule takes no seed, and overwrites the adjoints with the derivatives of the result.</param>
/// <param name="Structs">The arguments that are structs, in order.</param>
/// <param name="Result">Where C# finds the leaves of the result; empty where that is a number.</param>
/// <param name="Pushforward">The call of the rule that pushes tangents forward, as a <see cref="IR.Pushforward"/> has it; empty where there is none.</param>
/// <param name="PushesResult">That rule takes what the method has returned.</param>
/// <param name="Body">The function that the method is where <paramref name="Pullback"/> is empty, because the method has only the other rule.</param>
/// <param name="PullbackFunction">What takes the place of <paramref name="Pullback"/> where that is differentiated in turn; null where nobody does, or it is not in the language.</param>
/// <param name="Id">The documentation id of the method, for those who read of the call in another assembly; empty where nobody does.</param>
internal sealed record Rule(
    string Method,
    string Pullback,
    EquatableArray<RuleParameter> Parameters,
    bool TakesResult = false,
    bool IsGradient = false,
    EquatableArray<RuleStruct> Structs = default,
    EquatableArray<string> Result = default,
    string Pushforward = "",
    bool PushesResult = false,
    string Body = "",
    PullbackFunction? PullbackFunction = null,
    string Id = "");

using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Emit;

/// <summary>A C# variable: one or more values whose lives do not overlap.</summary>
internal sealed class Variable(IrType type)
{
    public IrType Type { get; } = type;

    public string Name { get; set; } = "";

    /// <summary>The scope it is declared in.</summary>
    public Region? Region { get; set; }

    /// <summary>The statement of that scope at which it appears first.</summary>
    public int Position { get; set; }

    /// <summary>Its first appearance is within a nested scope, so it is declared before that.</summary>
    public bool IsDeclaredAhead { get; set; }

    /// <summary>Parameters and the variables of loop headers are declared from the start.</summary>
    public bool IsDeclared { get; set; }
}

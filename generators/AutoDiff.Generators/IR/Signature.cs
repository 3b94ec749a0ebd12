namespace AutoDiff.Generators.IR;

/// <summary>A parameter as it stands in the user's C#.</summary>
/// <param name="Name">The user's name, without an escaping @.</param>
/// <param name="Type">The type as C# text, fully qualified.</param>
/// <param name="Role">What it is to the derivative.</param>
/// <param name="IrType">Opaque where the value is split, or memory of such.</param>
/// <param name="Written">The method writes it: it may not overlap other memory.</param>
/// <param name="Split">How the value, or an element of the memory, is split: the function has a parameter for each leaf.</param>
internal sealed record SignatureParameter(string Name, string Type, IrType IrType, ParameterRole Role, bool Written = false, SplitShape? Split = null)
{
    /// <summary>What there is one parameter of the function for, in order.</summary>
    public EquatableArray<IrType> Leaves => Split is null ? [IrType] : [.. LeafTypes(Split)];

    /// <summary>The Jacobian has rows for what the method leaves here: output, and what is input and output where nothing is returned.</summary>
    public bool IsRow(bool returns) => Role == ParameterRole.Output || (!returns && Role == ParameterRole.Active && IrType is MemoryType { Form: not MemoryForm.ReadOnlySpan });

    private System.Collections.Generic.IEnumerable<IrType> LeafTypes(SplitShape split)
    {
        foreach (SplitLeaf leaf in split.Leaves) yield return IrType is MemoryType memory ? new MemoryType(leaf.Type, memory.Form == MemoryForm.Array ? MemoryForm.Span : memory.Form) : leaf.Type;
    }
}

/// <summary>How a differentiable method stands in the user's C#, and so where its derivatives stand.</summary>
/// <param name="Namespace">Empty in the global namespace.</param>
/// <param name="ContainingTypes">From the outermost inwards, each as it is declared: <c>partial class Losses</c>, <c>partial record struct Pair&lt;T&gt;</c>.</param>
/// <param name="Accessibility"><c>public</c>, <c>internal</c>, <c>private protected</c> …</param>
/// <param name="ReturnType">As C# text, fully qualified; <c>void</c> where nothing is returned.</param>
/// <param name="CrefName">What a documentation comment calls the method: <c>Loss(ReadOnlySpan{double}, double)</c>.</param>
/// <param name="Qualify">Some simple name of the framework that generated code uses means something else here, so it spells them out.</param>
/// <param name="IsChecked">The project compiles integer arithmetic as checked, which generated code must not inherit.</param>
/// <param name="HidesInherited">A base type has, or is given, members of the same names.</param>
/// <param name="CoreSuffix">What the private half of a generated member is called after its public one.</param>
/// <param name="IsExtension">The first parameter is marked <c>this</c>.</param>
/// <param name="ReturnShape">How the value that is returned is split, if it is.</param>
/// <param name="Captured">The parameters of the type's primary constructor, which no variable may hide.</param>
internal sealed record MethodSignature(
    string Namespace,
    EquatableArray<string> ContainingTypes,
    string Accessibility,
    bool IsStatic,
    string Name,
    string ReturnType,
    EquatableArray<SignatureParameter> Parameters,
    string CrefName,
    bool Qualify = false,
    bool IsChecked = false,
    bool HidesInherited = false,
    string CoreSuffix = "Core",
    bool IsExtension = false,
    SplitShape? ReturnShape = null,
    EquatableArray<string> Captured = default);

using System;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Emit;

/// <summary>A span, array or matrix of structs or tuples, which the entry of a member copies into memory of each part, and back.</summary>
/// <param name="Form">That of its type in the signature.</param>
/// <param name="Parts">What the memory of each leaf is called; null for leaves that have no derivative.</param>
/// <param name="IsAdded">It is added to the parameters of the primal.</param>
/// <param name="IsUnpacked">The core reads what it holds.</param>
/// <param name="IsPacked">The core writes it.</param>
/// <param name="IsCleared">It is overwritten: leaves without derivative become zero.</param>
/// <remarks>Parts stand apart for three reasons: all that knows memory knows memory of numbers only; each part is active, taped
/// and written by itself; and a loop over one part reads contiguous memory, which can be vectorised. Copying costs one pass over the
/// elements, which the gradient of them costs as well.</remarks>
internal sealed record SplitMemory(string Name, MemoryForm Form, SplitShape Shape, EquatableArray<string?> Parts, bool IsAdded, bool IsUnpacked, bool IsPacked, bool IsCleared)
{
    /// <summary>Makes memory for the parts, and fills it.</summary>
    public void Unpack(SourceWriter writer, CSharpTypes types, string workspace, ElementIndex index)
    {
        string memory = Names.Escape(Name), extents = IsMatrix ? $"{memory}.GetLength(0), {memory}.GetLength(1)" : $"{memory}.Length";
        foreach ((SplitLeaf leaf, string? part) in Shape.Leaves.Zip(Parts, static (leaf, part) => (leaf, part)))
        {
            if (part is not null) writer.Line($"{types.Of(new MemoryType(leaf.Type, IsMatrix ? MemoryForm.Matrix : MemoryForm.Span))} {Names.Escape(part)} = {workspace}.Allocate<{types.Of(leaf.Type)}>({extents});");
        }

        if (!IsUnpacked) return;
        ForEach(writer, index, () =>
        {
            foreach ((SplitLeaf leaf, string? part) in Shape.Leaves.Zip(Parts, static (leaf, part) => (leaf, part)))
            {
                if (part is not null) writer.Line($"{PartOf(part, index)} = {Element(index)}{leaf.Path};");
            }
        });
    }

    /// <summary>Puts the elements together again.</summary>
    public void Pack(SourceWriter writer, CSharpTypes types, ElementIndex index)
    {
        string element = Element(index);
        string[] values = [.. Shape.Leaves.Zip(Parts, (leaf, part) => part is not null ? PartOf(part, index) : IsCleared ? types.Default(leaf.Type) : element + leaf.Path)];
        ForEach(writer, index, () => writer.Line($"{element} = {Template.Fill(Shape.Construction!, (hole, _) => values[hole])};"));
    }

    private bool IsMatrix => Form == MemoryForm.Matrix;

    private string Element(ElementIndex index) => $"{Names.Escape(Name)}[{(IsMatrix ? $"{index.First}, {index.Second}" : index.First)}]";

    /// <summary>In memory of the workspace, where a row of a matrix is a span.</summary>
    private string PartOf(string part, ElementIndex index) => $"{Names.Escape(part)}[{index.First}]{(IsMatrix ? $"[{index.Second}]" : "")}";

    private void ForEach(SourceWriter writer, ElementIndex index, Action body)
    {
        string memory = Names.Escape(Name);
        if (!IsMatrix)
        {
            using (writer.OpenBlock(Loop(index.First, $"{memory}.Length"))) body();
            return;
        }

        using (writer.OpenBlock(Loop(index.First, $"{memory}.GetLength(0)")))
        using (writer.OpenBlock(Loop(index.Second, $"{memory}.GetLength(1)")))
        {
            body();
        }
    }

    private static string Loop(string index, string end) => $"for (int {index} = 0; {index} < {end}; {index}++)";
}

/// <summary>What loops over elements call their indices; the second is that of the columns of a matrix.</summary>
internal sealed record ElementIndex(string First, string Second);

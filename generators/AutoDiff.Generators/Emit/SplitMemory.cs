using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Emit;

/// <summary>A span or array of structs or tuples, which the entry of a member copies into memory of each part, and back.</summary>
/// <param name="Parts">What the memory of each leaf is called; null for leaves that have no derivative.</param>
/// <param name="IsAdded">It is added to the parameters of the primal.</param>
/// <param name="IsUnpacked">The core reads what it holds.</param>
/// <param name="IsPacked">The core writes it.</param>
/// <param name="IsCleared">It is overwritten: leaves without derivative become zero.</param>
/// <remarks>Parts stand apart for three reasons: all that knows memory knows memory of numbers only; each part is active, taped
/// and written by itself; and a loop over one part reads contiguous memory, which can be vectorised. Copying costs one pass over the
/// elements, which the gradient of them costs as well.</remarks>
internal sealed record SplitMemory(string Name, SplitShape Shape, EquatableArray<string?> Parts, bool IsAdded, bool IsUnpacked, bool IsPacked, bool IsCleared)
{
    /// <summary>Makes memory for the parts, and fills it.</summary>
    public void Unpack(SourceWriter writer, CSharpTypes types, string workspace, string index)
    {
        string memory = Names.Escape(Name);
        foreach ((SplitLeaf leaf, string? part) in Shape.Leaves.Zip(Parts, static (leaf, part) => (leaf, part)))
        {
            if (part is not null) writer.Line($"{types.Of(new MemoryType(leaf.Type, MemoryForm.Span))} {Names.Escape(part)} = {workspace}.Allocate<{types.Of(leaf.Type)}>({memory}.Length);");
        }

        if (!IsUnpacked) return;
        using (writer.OpenBlock(Loop(index)))
        {
            foreach ((SplitLeaf leaf, string? part) in Shape.Leaves.Zip(Parts, static (leaf, part) => (leaf, part)))
            {
                if (part is not null) writer.Line($"{Names.Escape(part)}[{index}] = {memory}[{index}]{leaf.Path};");
            }
        }
    }

    /// <summary>Puts the elements together again.</summary>
    public void Pack(SourceWriter writer, CSharpTypes types, string index)
    {
        string element = $"{Names.Escape(Name)}[{index}]";
        string[] values = [.. Shape.Leaves.Zip(Parts, (leaf, part) => part is not null ? $"{Names.Escape(part)}[{index}]" : IsCleared ? types.Default(leaf.Type) : element + leaf.Path)];
        using (writer.OpenBlock(Loop(index))) writer.Line($"{element} = {Template.Fill(Shape.Construction!, (hole, _) => values[hole])};");
    }

    private string Loop(string index) => $"for (int {index} = 0; {index} < {Names.Escape(Name)}.Length; {index}++)";
}

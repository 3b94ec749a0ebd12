using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Emit;

/// <summary>What the entry of a member checks before anything is written, in the order of the parameters.</summary>
internal static class EntryGuards
{
    public static IEnumerable<string> Of(MethodSignature signature, MemberParameters parameters, CSharpTypes types)
    {
        var earlier = new List<Memory>();
        foreach (SignatureParameter parameter in signature.Parameters)
        {
            if (parameter.IrType is not MemoryType type) continue;
            var memory = new Memory(Names.Escape(parameter.Name), type, parameter.Written, parameter.Split is not null);
            if (Present(memory) is { } check) yield return $"{types.Guard}.{check}({memory.Name}, nameof({memory.Name}));";
            foreach (string guard in Overlaps(memory, earlier, types)) yield return guard;
        }

        foreach (AddedBuffer buffer in parameters.Buffers)
        {
            var memory = new Memory(Names.Escape(buffer.Name), buffer.Type, buffer.IsWritten, buffer.Primal?.Split is not null);
            yield return $"{types.Guard}.{Size(buffer, memory, signature, parameters.Kind, types)}, nameof({memory.Name}));";
            foreach (string guard in Overlaps(memory, earlier, types)) yield return guard;
        }
    }

    /// <summary>The shape of its parameter, or as many elements as outputs times inputs.</summary>
    private static string Size(AddedBuffer buffer, Memory memory, MethodSignature signature, DerivativeKind kind, CSharpTypes types)
    {
        if (buffer.Primal is not { } primal)
        {
            var counts = new Counts(signature, types);
            return $"Size<{types.Of(memory.Type.Element)}>({memory.Name}, {(kind == DerivativeKind.Hessian ? counts.Inputs : counts.Outputs)}, {counts.Inputs}";
        }

        string name = Names.Escape(primal.Name);
        return memory.IsLinear ? $"Length<{types.Of(memory.Type.Element)}>({memory.Name}, {name}.Length" : $"Shape({memory.Name}, {name}";
    }

    /// <summary>The check that an array is there; null of a span, which always is.</summary>
    private static string? Present(Memory memory) => memory.Type switch
    {
        { IsJagged: true } => "Rows",
        { Form: MemoryForm.Array } => "NotNull",
        { Form: MemoryForm.Matrix } => "Matrix",
        _ => null,
    };

    /// <summary>Rows that are written may not be the same array, and what is written may overlap nothing that came earlier.</summary>
    private static IEnumerable<string> Overlaps(Memory memory, List<Memory> earlier, CSharpTypes types)
    {
        if (memory.Type.IsJagged && memory.IsWritten) yield return $"{types.Guard}.DistinctRows({memory.Name}, nameof({memory.Name}));";
        foreach (Memory other in earlier.Where(other => other.MayOverlap(memory))) yield return Disjoint(memory, other, types);
        earlier.Add(memory);
    }

    /// <summary>The type arguments are spelled out, because only C# 14 infers them through the conversion of a span or an array.</summary>
    private static string Disjoint(Memory later, Memory earlier, CSharpTypes types)
    {
        string element = types.Of(later.Type.Leaf), elements = later.Type.IsJagged || earlier.Type.IsJagged ? element : $"{element}, {types.Of(earlier.Type.Leaf)}";
        return $"{types.Guard}.Disjoint<{elements}>({Elements(later, types)}, {Elements(earlier, types)}, nameof({later.Name}), nameof({earlier.Name}));";
    }

    private static string Elements(Memory memory, CSharpTypes types) =>
        memory.Type.Form == MemoryForm.Matrix ? $"{types.Guard}.Elements<{types.Of(memory.Type.Element)}>({memory.Name})" : memory.Name;

    private sealed record Memory(string Name, MemoryType Type, bool IsWritten, bool HoldsStructs)
    {
        public bool IsLinear => Type.Form != MemoryForm.Matrix && !Type.IsJagged;

        /// <summary>Memory of structs may be memory of numbers, or of other structs, that has been cast; numbers do not pass for numbers of another type.</summary>
        public bool MayOverlap(Memory other) =>
            (IsWritten || other.IsWritten) && (Type.Leaf == other.Type.Leaf || ((HoldsStructs || other.HoldsStructs) && !Type.IsJagged && !other.Type.IsJagged));
    }
}

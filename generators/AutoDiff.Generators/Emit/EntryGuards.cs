using System;
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
            var memory = new Memory(Names.Escape(parameter.Name), type, parameter.Written);
            if (type.Form is MemoryForm.Array or MemoryForm.Matrix) yield return $"{types.Guard}.NotNull({memory.Name}, nameof({memory.Name}));";
            foreach (Memory other in earlier.Where(other => other.MayOverlap(memory))) yield return Disjoint(memory, other, types);
            earlier.Add(memory);
        }

        foreach (AdjointBuffer buffer in parameters.Buffers)
        {
            var memory = new Memory(Names.Escape(buffer.Name), buffer.Type, IsWritten: true);
            string primal = Names.Escape(buffer.Primal.Name);
            if (buffer.Type.Form is MemoryForm.Array or MemoryForm.Matrix) yield return $"{types.Guard}.NotNull({memory.Name}, nameof({memory.Name}));";
            yield return $"{types.Guard}.Length<{types.Of(memory.Element)}>({memory.Name}, {primal}.Length, nameof({memory.Name}));";
            foreach (Memory other in earlier.Where(other => other.MayOverlap(memory))) yield return Disjoint(memory, other, types);
            earlier.Add(memory);
        }
    }

    private static string Disjoint(Memory later, Memory earlier, CSharpTypes types) =>
        $"{types.Guard}.Disjoint<{types.Of(later.Element)}, {types.Of(earlier.Element)}>({later.Name}, {earlier.Name}, nameof({later.Name}), nameof({earlier.Name}));";

    private sealed record Memory(string Name, MemoryType Type, bool IsWritten)
    {
        /// <summary>Safe code cannot make memory of one element type pass for another.</summary>
        public bool MayOverlap(Memory other) => (IsWritten || other.IsWritten) && Type.Element == other.Type.Element;

        /// <summary>The type arguments are spelled out, because only C# 14 infers them through the conversion of a span or an array.</summary>
        public IrType Element => Type.Form != MemoryForm.Matrix && Type.Element is not MemoryType
            ? Type.Element
            : throw new InvalidOperationException($"Nothing checks whether {Name} overlaps other memory.");
    }
}

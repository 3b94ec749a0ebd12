using System;

namespace AutoDiff.Generators.IR;

/// <summary>Reads what <see cref="TypeText"/> writes.</summary>
internal static class TypeParser
{
    public static IrType Type(TokenReader reader) => Type(reader, 1);

    private static IrType Type(TokenReader reader, int depth)
    {
        IrType type = Prefix(reader, depth);
        for (; reader.Accept("["); depth++)
        {
            CheckDepth(reader, depth);
            MemoryForm form = reader.Accept(",") ? MemoryForm.Matrix : MemoryForm.Array;
            reader.Expect("]");
            type = new MemoryType(type, form);
        }

        return type;
    }

    private static IrType Prefix(TokenReader reader, int depth)
    {
        CheckDepth(reader, depth);
        if (reader.AtQuoted) return new OpaqueType(reader.Quoted("a type"));
        string word = reader.Word("a type");
        return word switch
        {
            "Span" => new MemoryType(Argument(reader, depth), MemoryForm.Span),
            "ReadOnlySpan" => new MemoryType(Argument(reader, depth), MemoryForm.ReadOnlySpan),
            "Stack" => Argument(reader, depth) is (ScalarType or VectorType) and var element ? new StackType(element) : throw reader.ErrorBefore("expected a scalar type"),
            "Vector" or "Mask" => Argument(reader, depth) is ScalarType scalar ? new VectorType(scalar, word == "Mask") : throw reader.ErrorBefore("expected a scalar type"),
            _ => TypeText.Scalar(word) ?? throw reader.ErrorBefore($"expected a type, found '{word}'"),
        };
    }

    private static IrType Argument(TokenReader reader, int depth)
    {
        reader.Expect("<");
        IrType argument = Type(reader, depth + 1);
        reader.Expect(">");
        return argument;
    }

    private static void CheckDepth(TokenReader reader, int depth)
    {
        if (depth > TokenReader.DeepestNesting) throw reader.Error("types are nested too deep");
    }
}

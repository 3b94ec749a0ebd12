using System;
using System.Linq;
using AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>C# types as types of the IR.</summary>
internal static class TypeLowering
{
    /// <summary>Fully qualified, so that it means the same anywhere.</summary>
    private static readonly SymbolDisplayFormat Qualified =
        SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    public static string Text(ISymbol symbol) => symbol.ToDisplayString(Qualified);

    /// <summary>A value of the type, made of leaves.</summary>
    public static Lowered Build(ITypeSymbol type, Func<IrType, Value> leaf)
    {
        if (type is INamedTypeSymbol { IsTupleType: true } tuple)
        {
            return new Aggregate(tuple.TupleElements.Select(element => Build(element.Type, leaf)).ToEquatableArray());
        }

        return Leaf(type) switch
        {
            ScalarType scalar => new Scalar(leaf(scalar)),
            MemoryType memory => new Memory(leaf(memory)),
            var other => new Opaque(leaf(other)),
        };
    }

    public static ITypeSymbol OfVariable(ISymbol variable) => variable is ILocalSymbol local ? local.Type : ((IParameterSymbol)variable).Type;

    /// <summary>The type of the one value that something of a C# type, other than a tuple, is lowered to.</summary>
    public static IrType Leaf(ITypeSymbol type) => Scalar(type) ?? (IrType?)Memory(type) ?? new OpaqueType(Text(type));

    public static ScalarType? Scalar(ITypeSymbol? type) => type?.SpecialType switch
    {
        SpecialType.System_Boolean => ScalarType.Bool,
        SpecialType.System_Char => new(ScalarKind.Char),
        SpecialType.System_SByte => new(ScalarKind.SByte),
        SpecialType.System_Byte => new(ScalarKind.Byte),
        SpecialType.System_Int16 => new(ScalarKind.Int16),
        SpecialType.System_UInt16 => new(ScalarKind.UInt16),
        SpecialType.System_Int32 => ScalarType.Int32,
        SpecialType.System_UInt32 => new(ScalarKind.UInt32),
        SpecialType.System_Int64 => ScalarType.Int64,
        SpecialType.System_UInt64 => new(ScalarKind.UInt64),
        SpecialType.System_IntPtr => new(ScalarKind.IntPtr),
        SpecialType.System_UIntPtr => new(ScalarKind.UIntPtr),
        SpecialType.System_Single => ScalarType.Single,
        SpecialType.System_Double => ScalarType.Double,
        _ => null,
    };

    /// <summary>Spans, arrays, arrays of arrays and matrices of scalars.</summary>
    public static MemoryType? Memory(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol { IsSZArray: true } array when Scalar(array.ElementType) is { } element => new(element, MemoryForm.Array),
        IArrayTypeSymbol { IsSZArray: true, ElementType: IArrayTypeSymbol { IsSZArray: true } row } when Memory(row) is { IsJagged: false } rows => new(rows, MemoryForm.Array),
        IArrayTypeSymbol { Rank: 2 } matrix when Scalar(matrix.ElementType) is { } element => new(element, MemoryForm.Matrix),
        INamedTypeSymbol named when SpanForm(named) is { } form && Scalar(named.TypeArguments[0]) is { } element => new(element, form),
        _ => null,
    };

    /// <summary>Memory of scalars, not of rows.</summary>
    public static bool IsPlainMemory(ITypeSymbol? type) => Memory(type) is { IsJagged: false };

    public static bool IsSpan(ITypeSymbol? type) => type is INamedTypeSymbol named && SpanForm(named) is not null;

    /// <summary>Which element of its tuple a field is.</summary>
    public static int ElementIndex(IFieldReferenceOperation field)
    {
        string name = (field.Field.CorrespondingTupleField ?? field.Field).Name;
        return ((INamedTypeSymbol)field.Instance!.Type!).TupleElements.ToList().FindIndex(element => (element.CorrespondingTupleField ?? element).Name == name);
    }

    /// <summary>A float or double, or something made of them that could have a derivative.</summary>
    public static bool HoldsFloating(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => HoldsFloating(array.ElementType),
        INamedTypeSymbol named when SpanForm(named) is not null => HoldsFloating(named.TypeArguments[0]),
        _ => IsMadeOfFloating(type),
    };

    /// <summary>A struct may hold arrays of itself, so it is not looked through arrays here.</summary>
    private static bool IsMadeOfFloating(ITypeSymbol? type) => type switch
    {
        _ when (Scalar(type) ?? Memory(type)?.Leaf) is { } element => element.IsFloating,
        INamedTypeSymbol { TypeKind: TypeKind.Struct } named => named.GetMembers().OfType<IFieldSymbol>().Any(static field => !field.IsStatic && IsMadeOfFloating(field.Type)),
        _ => false,
    };

    private static MemoryForm? SpanForm(INamedTypeSymbol type) => type is { IsRefLikeType: true, Arity: 1, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } }
        ? type.Name switch
        {
            "Span" => MemoryForm.Span,
            "ReadOnlySpan" => MemoryForm.ReadOnlySpan,
            _ => null,
        }
        : null;
}

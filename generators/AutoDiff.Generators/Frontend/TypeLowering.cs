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
        if (SplitTypes.PartsOf(type) is { } parts) return new Aggregate(parts.Select(part => Build(part.Type, leaf)).ToEquatableArray());
        if (IsSplitMemory(type)) return BuildMemory(MemoryElement(type)!, PartForm(Memory(type)!.Form), leaf);
        return Lowered.Of(leaf(Leaf(type)));
    }

    /// <summary>Memory of elements of the type: of what is split, a piece for each part.</summary>
    public static Lowered BuildMemory(ITypeSymbol element, MemoryForm form, Func<IrType, Value> leaf) => Build(element, type => leaf(new MemoryType(type, form)));

    /// <summary>An array that is split is spans over its parts.</summary>
    private static MemoryForm PartForm(MemoryForm form) => form == MemoryForm.Array ? MemoryForm.Span : form;

    public static ITypeSymbol OfVariable(ISymbol variable) => variable switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        _ => variable.ContainingType, // what a method has as this
    };

    /// <summary>The type of the one value that something of a C# type, which is not split, is lowered to. Variables of a type take
    /// what may be null and what may not alike, so that is no part of it.</summary>
    public static IrType Leaf(ITypeSymbol type) => Scalar(type) ?? (IrType?)Memory(type) ?? new OpaqueType(type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat));

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

    /// <summary>Spans, arrays, matrices and arrays of arrays of scalars, and all but the last of what is split into such.</summary>
    public static MemoryType? Memory(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol { IsSZArray: true } array when Element(array.ElementType) is { } element => new(element, MemoryForm.Array),
        IArrayTypeSymbol { IsSZArray: true, ElementType: IArrayTypeSymbol { IsSZArray: true } row } when Memory(row) is { IsJagged: false, Element: ScalarType } rows => new(rows, MemoryForm.Array),
        IArrayTypeSymbol { Rank: 2 } matrix when Element(matrix.ElementType) is { } element => new(element, MemoryForm.Matrix),
        INamedTypeSymbol named when SpanForm(named) is { } form && Element(named.TypeArguments[0]) is { } element => new(element, form),
        _ => null,
    };

    private static IrType? Element(ITypeSymbol type) => Scalar(type) ?? (SplitTypes.IsMadeOfScalars(type) ? new OpaqueType(Text(type)) : (IrType?)null);

    /// <summary>What the elements of memory are in C#; null where the type is none.</summary>
    public static ITypeSymbol? MemoryElement(ITypeSymbol? type) => Memory(type) is null ? null : type is IArrayTypeSymbol array ? array.ElementType : ((INamedTypeSymbol)type!).TypeArguments[0];

    /// <summary>Memory whose elements are split.</summary>
    public static bool IsSplitMemory(ITypeSymbol? type) => Memory(type) is { Element: OpaqueType };

    /// <summary>Memory of scalars or of what is split into such, not of rows.</summary>
    public static bool IsPlainMemory(ITypeSymbol? type) => Memory(type) is { IsJagged: false };

    public static bool IsSpan(ITypeSymbol? type) => type is INamedTypeSymbol named && SpanForm(named) is not null;

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
        _ when Scalar(type) is { } scalar => scalar.IsFloating,
        { Name: "Complex", ContainingNamespace: { Name: "Numerics", ContainingNamespace.Name: "System" } } => true, // of which no field is to be seen
        IArrayTypeSymbol or { IsRefLikeType: true } when MemoryElement(type) is { } element => HoldsFloating(element),
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

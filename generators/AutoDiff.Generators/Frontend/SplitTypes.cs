using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Generators.Frontend;

/// <summary>A part of a type that is split: an element of a tuple, or a field of a struct.</summary>
/// <param name="Field">Null where it is not to be seen.</param>
/// <param name="Property">What stands for the field in C#, if it does not itself.</param>
internal sealed record TypePart(string Name, ITypeSymbol Type, IFieldSymbol? Field, IPropertySymbol? Property = null)
{
    public ISymbol Member => Property ?? (ISymbol)Field!;
}

/// <summary>The types whose values are split into scalars: tuples, and structs made of numbers, bools, enums and such
/// structs. A struct of another assembly is one of them if all of its fields, or their properties, are public, so that all of it is known.</summary>
internal static class SplitTypes
{
    /// <summary>Structs nested deeper, which only a program with errors has, are not looked into.</summary>
    private const int Deepest = 16;

    private static readonly ConditionalWeakTable<INamedTypeSymbol, Known> Cache = new();

    public static bool IsSplit(ITypeSymbol? type) => PartsOf(type) is not null;

    /// <summary>The parts in order; null where the type is not split.</summary>
    public static IReadOnlyList<TypePart>? PartsOf(ITypeSymbol? type) => type is INamedTypeSymbol named ? PartsOf(named, 0) : null;

    /// <summary>Split into scalars and enums; a tuple may also be split into memory and objects.</summary>
    public static bool IsMadeOfScalars(ITypeSymbol type) => PartsOf(type) is { } parts && parts.All(static part => IsLeaf(part.Type, 0));

    /// <summary>Which part of the type a field is.</summary>
    public static int IndexOf(ITypeSymbol type, IFieldSymbol field)
    {
        string name = (field.CorrespondingTupleField ?? field).Name;
        return PartsOf(type)!.ToList().FindIndex(part => part.Field is { } own && (own.CorrespondingTupleField ?? own).Name == name);
    }

    /// <summary>The part that a property of the type is, which has no code of its own for reading (or writing) it; -1 where there is none.</summary>
    public static int IndexOf(ITypeSymbol type, IPropertySymbol property, bool isWritten)
    {
        bool isOfFramework = !isWritten && type is INamedTypeSymbol named && FrameworkStructs.PartsOf(named) is not null;
        if (!isOfFramework && !IsAutomatic(isWritten ? property.SetMethod : property.GetMethod)) return -1;
        return PartsOf(type)!.ToList().FindIndex(part => part.Property is { Name: var name } && name == property.Name);
    }

    /// <summary>Names for the leaves of a variable: <c>p.X</c> for a field of a struct, <c>p1</c> for an element of a tuple.</summary>
    public static IEnumerable<string> LeafNames(ITypeSymbol type, string root)
    {
        if (TypeLowering.MemoryElement(type) is { } element) return LeafNames(element, root);
        if (PartsOf(type) is not { } parts) return [root];
        return parts.SelectMany((part, k) => LeafNames(part.Type, type.IsTupleType ? $"{root}{k + 1}" : $"{root}.{part.Name}"));
    }

    /// <summary>An accessor that the compiler writes; a property that is only got has none to set it, and is set directly.</summary>
    public static bool IsAutomatic(IMethodSymbol? accessor) => accessor?.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() switch
    {
        ArrowExpressionClauseSyntax => false,
        AccessorDeclarationSyntax { Body: not null } or AccessorDeclarationSyntax { ExpressionBody: not null } => false,
        null when accessor is { IsImplicitlyDeclared: false, DeclaringSyntaxReferences.IsEmpty: true } => IsMarkedGenerated(accessor),
        _ => true,
    };

    private static IReadOnlyList<TypePart>? PartsOf(INamedTypeSymbol type, int depth)
    {
        if (depth > Deepest || type is not { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None, IsRefLikeType: false }) return null;
        if (!Cache.TryGetValue(type, out Known? known)) Cache.Add(type, known = new Known(Read(type, depth)));
        return known.Parts;
    }

    private static IReadOnlyList<TypePart>? Read(INamedTypeSymbol type, int depth)
    {
        if (type.IsTupleType) return [.. type.TupleElements.Select(static element => new TypePart(element.Name, element.Type, element))];
        if (FrameworkStructs.PartsOf(type) is { } known) return known;
        List<IFieldSymbol> fields = [.. type.GetMembers().OfType<IFieldSymbol>().Where(static field => !field.IsStatic)];
        bool isKnown = type.DeclaringSyntaxReferences.IsEmpty
            ? fields.TrueForAll(static field => Member(field).DeclaredAccessibility == Accessibility.Public)
            : !HasStateOfItsOwn(type);
        bool isSplit = isKnown && fields.Count > 0 && fields.TrueForAll(field => !field.IsFixedSizeBuffer && IsLeaf(field.Type, depth)) && !HasLayoutOfItsOwn(type);
        return isSplit ? [.. fields.Select(static field => new TypePart(Member(field).Name, field.Type, field, Member(field) as IPropertySymbol))] : null;
    }

    /// <summary>Of a struct of another assembly, only the names tell which field a property keeps its value in.</summary>
    private static ISymbol Member(IFieldSymbol field)
    {
        if (field.AssociatedSymbol is { } own) return own;
        const string Suffix = ">k__BackingField";
        if (!field.Name.EndsWith(Suffix, StringComparison.Ordinal)) return field;
        string name = field.Name.Substring(1, field.Name.Length - Suffix.Length - 1);
        return field.ContainingType.GetMembers(name).OfType<IPropertySymbol>().FirstOrDefault(static property => IsAutomatic(property.GetMethod)) ?? (ISymbol)field;
    }

    /// <summary>The compiler marks the accessors that it writes.</summary>
    private static bool IsMarkedGenerated(IMethodSymbol accessor) => accessor.GetAttributes().Any(static attribute => attribute.AttributeClass is { Name: nameof(CompilerGeneratedAttribute) });

    private static bool IsLeaf(ITypeSymbol type, int depth) =>
        TypeLowering.Scalar(type) is not null || type.TypeKind == TypeKind.Enum || (type is INamedTypeSymbol named && PartsOf(named, depth + 1) is { } parts && parts.All(part => IsLeaf(part.Type, depth + 1)));

    private static bool HasLayoutOfItsOwn(INamedTypeSymbol type) => type.GetAttributes().Any(static attribute =>
        attribute.AttributeClass is { Name: "InlineArrayAttribute" }
        || (attribute.AttributeClass is { Name: "StructLayoutAttribute" } && attribute.ConstructorArguments is [{ Value: 2 or (short)2 }]));

    /// <summary>A parameter of a primary constructor that a member uses is kept in a field that nobody sees.</summary>
    private static bool HasStateOfItsOwn(INamedTypeSymbol type) => !type.IsRecord && type.DeclaringSyntaxReferences
        .Select(static reference => reference.GetSyntax())
        .OfType<TypeDeclarationSyntax>()
        .Any(declaration => declaration.ParameterList is { Parameters: var parameters } && type.DeclaringSyntaxReferences
            .Select(static reference => reference.GetSyntax())
            .OfType<TypeDeclarationSyntax>()
            .SelectMany(static part => part.Members)
            .SelectMany(Code)
            .SelectMany(static code => code.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>())
            .Any(name => parameters.Any(parameter => parameter.Identifier.ValueText == name.Identifier.ValueText) && !IsMemberName(name)));

    /// <summary>What runs after construction.</summary>
    private static IEnumerable<SyntaxNode> Code(MemberDeclarationSyntax member) => member switch
    {
        FieldDeclarationSyntax or BaseTypeDeclarationSyntax => [],
        PropertyDeclarationSyntax property => [.. property.AccessorList is { } accessors ? [accessors] : System.Array.Empty<SyntaxNode>(), .. property.ExpressionBody is { } body ? [body] : System.Array.Empty<SyntaxNode>()],
        _ when member.Modifiers.Any(static modifier => modifier.ValueText == "static") => [],
        _ => [member],
    };

    private static bool IsMemberName(IdentifierNameSyntax name) => name.Parent is MemberAccessExpressionSyntax access && access.Name == name;

    private sealed record Known(IReadOnlyList<TypePart>? Parts);
}

using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>How generated code in a type takes structs and tuples apart and puts them together: by what it may see there.</summary>
internal sealed class SplitShapes(Compilation compilation, INamedTypeSymbol within, MethodBodies bodies)
{
    /// <summary>Null where some part cannot be read.</summary>
    public SplitShape? Of(ITypeSymbol type)
    {
        List<SplitLeaf> leaves = [];
        return Collect(type, "", leaves) ? new SplitShape(leaves.ToEquatableArray(), Construction(type, 0)) : null;
    }

    private bool Collect(ITypeSymbol type, string path, List<SplitLeaf> leaves)
    {
        if (SplitTypes.PartsOf(type) is not { } parts)
        {
            leaves.Add(new SplitLeaf(path, TypeLowering.Leaf(type)));
            return true;
        }

        return parts.All(part => Reader(part) is { } reader && Collect(part.Type, $"{path}.{CSharpText.Identifier(reader)}", leaves));
    }

    /// <summary>What a part is read by: its field, its property, or a property that yields the field as it is.</summary>
    private ISymbol? Reader(TypePart part)
    {
        if (part.Property is { } own) return own.GetMethod is { } get && CanSee(get) ? own : null;
        if (CanSee(part.Field!)) return part.Field;
        return part.Field!.ContainingType.GetMembers().OfType<IPropertySymbol>().FirstOrDefault(property =>
            property.GetMethod is { } get && CanSee(get) && bodies.Of(get) is { Operations: [IReturnOperation { ReturnedValue: IFieldReferenceOperation { Instance: IInstanceReferenceOperation } field }] } && IsSame(field.Field, part.Field!));
    }

    /// <param name="first">The number of the first leaf.</param>
    private string? Construction(ITypeSymbol type, int first)
    {
        if (SplitTypes.PartsOf(type) is not { } parts) return $"{{{first}}}";
        List<string> values = [];
        foreach (TypePart part in parts)
        {
            if (Construction(part.Type, first) is not { } value) return null;
            values.Add(value);
            first += SplitTypes.LeafNames(part.Type, "").Count();
        }

        if (type.IsTupleType) return $"({string.Join(", ", values)})";
        return ((INamedTypeSymbol)type).InstanceConstructors
            .Where(CanSee)
            .Select(constructor => (Order: ConstructorShape.Of(constructor, bodies), Constructor: constructor))
            .OrderByDescending(static candidate => candidate.Order?.Count)
            .Select(candidate => candidate.Order is { } order ? Construction(type, candidate.Constructor, order, parts, values) : null)
            .FirstOrDefault(static text => text is not null) ?? Changed(type, parts, values);
    }

    /// <summary>The constructor with the parts that it takes, and an initializer for the others.</summary>
    private string? Construction(ITypeSymbol type, IMethodSymbol constructor, IReadOnlyList<int> order, IReadOnlyList<TypePart> parts, List<string> values)
    {
        bool setsRequired = constructor.GetAttributes().Any(static attribute => attribute.AttributeClass?.Name == "SetsRequiredMembersAttribute");
        List<int> others = [.. Enumerable.Range(0, parts.Count).Where(k => !order.Contains(k) || (IsRequired(parts[k]) && !setsRequired))];
        if (!others.TrueForAll(k => IsSettable(parts[k]))) return null;
        string arguments = order.Count > 0 || others.Count == 0 ? $"({string.Join(", ", order.Select(k => values[k]))})" : "";
        string initializer = others.Count > 0 ? $" {{{{ {string.Join(", ", others.Select(k => $"{CSharpText.Identifier(parts[k].Member)} = {values[k]}"))} }}}}" : "";
        return $"new {TemplateText.Escape(TypeLowering.Text(type))}{arguments}{initializer}";
    }

    /// <summary>Nothing, of which all parts are changed: no constructor runs.</summary>
    private string? Changed(ITypeSymbol type, IReadOnlyList<TypePart> parts, List<string> values) => parts.All(IsSettable)
        ? $"(default({TemplateText.Escape(TypeLowering.Text(type))}) with {{{{ {string.Join(", ", parts.Select((part, k) => $"{CSharpText.Identifier(part.Member)} = {values[k]}"))} }}}})"
        : null;

    private bool IsSettable(TypePart part) => part.Property is { } property
        ? property.SetMethod is { } set && CanSee(set) && SplitTypes.IsAutomatic(set)
        : part.Field is { IsReadOnly: false } field && CanSee(field);

    private static bool IsRequired(TypePart part) => part.Property?.IsRequired ?? part.Field!.IsRequired;

    private bool CanSee(ISymbol member) => compilation.IsSymbolAccessibleWithin(member, within);

    private static bool IsSame(ISymbol one, ISymbol other) => SymbolEqualityComparer.Default.Equals(one.OriginalDefinition, other.OriginalDefinition);
}

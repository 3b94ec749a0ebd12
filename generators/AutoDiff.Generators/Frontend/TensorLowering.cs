using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>Calls of <c>TensorPrimitives</c>: the checks that the library makes of its arguments, then the loops of the <see cref="TensorTable"/>.
/// What is about integers alone is never active, and carried along.</summary>
internal sealed class TensorLowering(LoweringContext context)
{
    private Builder Builder => context.Builder;

    public static bool IsTensorCall(IMethodSymbol method) => method.ContainingType is
    {
        Name: "TensorPrimitives",
        ContainingNamespace: { Name: "Tensors", ContainingNamespace: { Name: "Numerics", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } },
    };

    /// <summary>Null where the method yields nothing, or is refused.</summary>
    /// <param name="arguments">The values of the arguments, in the order of the parameters.</param>
    public Lowered? Lower(IInvocationOperation call, Func<IReadOnlyList<Value>> arguments)
    {
        IMethodSymbol method = call.TargetMethod;
        if (Find(method) is { } function) return Loops(call, arguments(), function);
        if (method.Parameters.All(static parameter => IsInteger(parameter.Type))) return OfIntegers(call, arguments());
        context.Fence.Call(call, $"TensorPrimitives.{method.Name}", "write it as a loop over the elements");
        return null;
    }

    private Scalar? Loops(IInvocationOperation call, IReadOnlyList<Value> arguments, TensorFunction function)
    {
        int split = arguments.Count - function.Destinations;
        Value[] operands = [.. arguments.Take(split)], destinations = [.. arguments.Skip(split)];
        Value count = Builder.Length(operands.First(IsMemory));
        context.At(call, () => Check(function, operands, destinations, count));
        Term? result = function.Lower(new TensorLoops(Builder, operands, destinations, count));
        return result is null ? null : new Scalar(result.ToValue(Builder, TypeLowering.Scalar(call.Type)!));
    }

    private Scalar? OfIntegers(IInvocationOperation call, IReadOnlyList<Value> arguments)
    {
        IMethodSymbol method = call.TargetMethod;
        string types = string.Join(", ", method.TypeArguments.Select(TypeLowering.Text)), holes = string.Join(", ", arguments.Select(static (_, position) => $"{{{position}}}"));
        Effects effects = method.Parameters.Any(static parameter => IsDestination(parameter.Type)) ? Effects.Any : Effects.Throws;
        OpaqueCall opaque = new($"{TypeLowering.Text(method.ContainingType)}.{method.Name}<{types}>({holes})", arguments.ToEquatableArray(), effects);
        Scalar? result = null;
        context.At(call, () =>
        {
            if (method.ReturnsVoid) Builder.Do(opaque);
            else result = new Scalar(Builder.Define(TypeLowering.Scalar(call.Type)!, opaque));
        });
        return result;
    }

    /// <summary>The entry for a method; null where there is none.</summary>
    private static TensorFunction? Find(IMethodSymbol method)
    {
        int destinations = method.Parameters.Count(static parameter => IsDestination(parameter.Type));
        Operand[] operands = [.. method.OriginalDefinition.Parameters.Take(method.Parameters.Length - destinations).Select(static parameter => OperandOf(parameter.Type))];
        TensorFunction? function = TensorTable.Find(method.Name, operands, destinations);
        return function is not null && method.Parameters.All(parameter => IsKnown(parameter.Type, function)) ? function : null;
    }

    /// <summary>Elements are float or double, but for what a conversion reads, and for what the others may write about them.</summary>
    private static bool IsKnown(ITypeSymbol type, TensorFunction function) => TypeLowering.Memory(type)?.Element is { } element
        ? element.IsFloating || IsDestination(type) != function.IsConversion
        : type.TypeKind == TypeKind.Enum || TypeLowering.Scalar(type) is not null;

    private static bool IsInteger(ITypeSymbol type) => (TypeLowering.Memory(type)?.Element ?? TypeLowering.Scalar(type)) is { IsFloating: false };

    private static bool IsDestination(ITypeSymbol type) => type is INamedTypeSymbol { Name: "Span" } && TypeLowering.IsSpan(type);

    /// <summary>Counts and exponents are ints in the declaration, elements are of its type parameter.</summary>
    private static Operand OperandOf(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_Int32 } => Operand.Int32,
        { TypeKind: TypeKind.Enum } => Operand.MidpointRounding,
        _ => Operand.Number,
    };

    /// <summary>All is checked before anything is written. What certainly cannot fail is left out.</summary>
    private void Check(TensorFunction function, Value[] operands, Value[] destinations, Value count)
    {
        Value[] inputs = [.. operands.Where(IsMemory).Distinct()];
        if (function.NeedsElements) Guard("NotEmpty({0})", count);
        foreach (Value other in inputs.Skip(1)) Guard("SameLength({0}, {1})", count, Builder.Length(other));
        foreach (Value destination in destinations.Except(inputs)) Guard("Fits({0}, {1})", count, Builder.Length(destination));
        foreach (Value destination in destinations)
        {
            foreach (Value input in inputs.Where(input => input != destination)) CheckOverlap("InPlaceOrApart", input, destination);
        }

        if (destinations is [var first, var second]) CheckOverlap("Apart", first, second);
    }

    private void CheckOverlap(string check, Value memory, Value destination)
    {
        IrType element = ((MemoryType)memory.Type).Element;
        bool mayOverlap = element == ((MemoryType)destination.Type).Element && !context.Roots.AreApart(memory, destination);
        if (mayOverlap) Guard($"{check}<{TypeText.Of(element)}>({{0}}, {{1}})", memory, destination);
    }

    private void Guard(string check, params Value[] operands) => Builder.Do(new OpaqueCall($"global::AutoDiff.TensorGuard.{check}", new(operands), Effects.Throws));

    private static bool IsMemory(Value value) => value.Type is MemoryType;
}

using System.Collections.Generic;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Transforms;

/// <summary>The tangent of each value that has one: of a scalar a scalar, of memory memory of the same shape, of a stack a stack. Zero
/// tangents of scalars are absent.</summary>
/// <param name="lanes">As of <see cref="LaneTypes"/>.</param>
internal sealed class Tangents(ScalarType? lanes = null)
{
    private readonly Dictionary<Value, Value> tangents = [];

    /// <summary>There are several directions.</summary>
    public bool HasLanes => lanes is not null;

    public Value? Of(Value value) => tangents.TryGetValue(value, out Value? tangent) ? tangent : null;

    /// <summary>The tangent, or a zero of its type.</summary>
    public Value OrZero(Builder builder, Value value) => Of(value) ?? builder.Number(TypeOf(value.Type), 0, NameOf(value));

    public void Set(Value value, Value tangent) => tangents[value] = tangent;

    /// <summary>A value for the tangent of another, which is defined with it.</summary>
    public Value Create(ValueNumbers numbers, Value value, IrType? type = null)
    {
        Value tangent = numbers.Create(type ?? TypeOf(value.Type), NameOf(value));
        Set(value, tangent);
        return tangent;
    }

    /// <summary>The type of a tangent. That of an array of numbers is whatever span the caller gives, or a part of the workspace.</summary>
    public IrType TypeOf(IrType type) => LaneTypes.Of(type is MemoryType { Form: MemoryForm.Array, Element: ScalarType } array ? array with { Form = MemoryForm.Span } : type, lanes);

    /// <summary>The type of the tangent of memory, where it is allocated beside that.</summary>
    public MemoryType TypeBeside(MemoryType memory) => (MemoryType)LaneTypes.Of(Shadows.TypeOf(memory), lanes);

    /// <summary><c>vLoss</c> for <c>loss</c>, and <c>hLoss</c> for its adjoint <c>dLoss</c>.</summary>
    public static string? NameOf(Value value) => value.Name switch
    {
        { Length: > 1 } adjoint when adjoint[0] == 'd' && char.IsUpper(adjoint[1]) => $"h{adjoint.Substring(1)}",
        { Length: > 0 } name => AddedParameter.Prefixed('v', name),
        _ => null,
    };
}

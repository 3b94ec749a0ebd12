using System.Collections.Generic;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Transforms;

/// <summary>The adjoint of each scalar as far as the reverse sweep has come. Zero adjoints are absent.</summary>
/// <param name="lanes">As of <see cref="LaneTypes"/>.</param>
internal sealed class Adjoints(Activity activity, ScalarType? lanes = null)
{
    private readonly Dictionary<Value, Value> current = [];

    private Adjoints(Activity activity, ScalarType? lanes, Dictionary<Value, Value> current) : this(activity, lanes) => this.current = new(current);

    /// <summary>Contributions to it are kept.</summary>
    public bool Wants(Value value) => activity.IsActive(value);

    /// <summary>A copy for one of two branches.</summary>
    public Adjoints Branch() => new(activity, lanes, current);

    /// <summary>Of other values.</summary>
    public Adjoints Empty() => new(activity, lanes);

    /// <summary>The type of the adjoint of a value.</summary>
    public IrType TypeOf(Value value) => LaneTypes.Of(value.Type, lanes);

    /// <summary>A value for an adjoint, which is defined with it.</summary>
    public Value Create(ValueNumbers numbers, Value value) => numbers.Create(TypeOf(value), NameOf(value));

    public Value? Of(Value value) => current.TryGetValue(value, out Value? adjoint) ? adjoint : null;

    /// <summary>The adjoint, or a zero of its type.</summary>
    public Value OrZero(Builder builder, Value value) => Of(value) ?? Zero(builder, value, NameOf(value));

    /// <summary>The adjoint of what nothing depends on.</summary>
    public Value Zero(Builder builder, Value value, string? name = null) => builder.Number(TypeOf(value), 0, name);

    public void Set(Value value, Value adjoint) => current[value] = adjoint;

    /// <summary>The adjoint of a value whose definition has been reached: nothing will be added to it any more.</summary>
    public Value? Take(Value value)
    {
        Value? adjoint = Of(value);
        current.Remove(value);
        return adjoint;
    }

    /// <summary>Adds to the adjoint of an active value; of any other it is dropped.</summary>
    /// <param name="isNew">Nothing else uses the contribution yet, so it may get a name.</param>
    public void Add(Builder builder, Value value, Value contribution, bool isNew = false)
    {
        if (!activity.IsActive(value)) return;
        Value converted = builder.Convert(contribution, TypeOf(value));
        current[value] = Of(value) is { } existing
            ? builder.Define(converted.Type, new Apply(Arithmetic.Add, [existing, converted]), NameOf(value))
            : isNew ? builder.Name(converted, NameOf(value)) : converted;
    }

    /// <summary><c>dLoss</c> for <c>loss</c>.</summary>
    public static string? NameOf(Value value) => value.Name is { Length: > 0 } name ? AddedParameter.Prefixed('d', name) : null;
}

using System.Collections.Generic;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;

namespace AutoDiff.Generators.Transforms;

/// <summary>The adjoint of each scalar as far as the reverse sweep has come. Zero adjoints are absent.</summary>
internal sealed class Adjoints(Activity activity)
{
    private readonly Dictionary<Value, Value> current = [];

    private Adjoints(Activity activity, Dictionary<Value, Value> current) : this(activity) => this.current = new(current);

    /// <summary>Contributions to it are kept.</summary>
    public bool Wants(Value value) => activity.IsActive(value);

    /// <summary>A copy for one of two branches.</summary>
    public Adjoints Branch() => new(activity, current);

    public Value? Of(Value value) => current.TryGetValue(value, out Value? adjoint) ? adjoint : null;

    /// <summary>The adjoint, or a zero of the value's type.</summary>
    public Value OrZero(Builder builder, Value value) => Of(value) ?? builder.Number(value.Type, 0, NameOf(value));

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
        Value converted = builder.Convert(contribution, (ScalarType)value.Type);
        current[value] = Of(value) is { } existing
            ? builder.Define(value.Type, new Apply(Arithmetic.Add, [existing, converted]), NameOf(value))
            : isNew ? builder.Name(converted, NameOf(value)) : converted;
    }

    /// <summary><c>dLoss</c> for <c>loss</c>.</summary>
    public static string? NameOf(Value value) => value.Name is { Length: > 0 } name ? AddedParameter.Prefixed('d', name) : null;
}

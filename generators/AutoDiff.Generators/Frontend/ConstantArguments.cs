using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generators.Frontend;

/// <summary>Arguments for parameters marked [NoGradient]: through them no derivative passes, whatever the caller hands in.</summary>
internal sealed class ConstantArguments(LoweringContext context)
{
    public static bool IsConstant(IParameterSymbol parameter) =>
        parameter.GetAttributes().Any(static data => data.AttributeClass is { Name: "NoGradientAttribute", ContainingNamespace: { Name: "AutoDiff", ContainingNamespace.IsGlobalNamespace: true } });

    public Lowered Of(Lowered argument) => argument.Map(Of);

    /// <summary>A number stops there; memory is copied, unless it is constant for the caller, too.</summary>
    public Value Of(Value argument)
    {
        if (argument.Type.IsFloating) return context.Builder.Apply(Arithmetic.StopGradient, argument);
        return argument.Type is MemoryType { Leaf: ScalarType { IsFloating: true } leaf } && !context.Roots.IsConstant(argument) ? Copy(argument, leaf) : argument;
    }

    private Value Copy(Value memory, ScalarType element)
    {
        Builder builder = context.Builder;
        if (memory.Type is not MemoryType { Form: MemoryForm.ReadOnlySpan })
        {
            throw new Refusal("memory that a method may write was passed to a parameter marked [NoGradient]; make the parameter a ReadOnlySpan, or pass memory that is [NoGradient] itself", builder.Origin);
        }

        Value length = builder.Length(memory), index = builder.Numbers.Create(ScalarType.Int32);
        Value copy = builder.Define(new MemoryType(element, MemoryForm.Span), new Alloc(length));
        Builder body = builder.Nested();
        body.Store(copy, index, body.Apply(Arithmetic.StopGradient, body.Load(memory, index, inRange: true)), inRange: true);
        builder.Do(new For(builder.Int(0), length, builder.Int(1), [], body.ToBlock([index], [])));
        return copy;
    }
}

using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>A call of a derivative: its arguments in the order of the function that it is, and what becomes of its results.</summary>
internal sealed class NestedCall
{
    private readonly LoweringContext context;
    private readonly IInvocationOperation call;
    private readonly DerivativeKind kind;
    private readonly Lowered?[] given;
    private readonly List<Value> arguments;
    private readonly List<int> readOnly = [];
    private readonly List<Value> results = [];

    /// <param name="receiver">What is handed over in front of the arguments.</param>
    public NestedCall(LoweringContext context, IInvocationOperation call, DerivativeKind kind, EquatableArray<Value> receiver)
    {
        (this.context, this.call, this.kind) = (context, call, kind);
        arguments = [.. receiver];
        given = new Lowered?[Member.Parameters.Length];
        foreach ((IParameterSymbol parameter, Lowered? value) in context.Inlining.Arguments(Member, call.Arguments)) given[parameter.Ordinal] = value;
    }

    private IMethodSymbol Member => call.TargetMethod.ReducedFrom ?? call.TargetMethod;

    /// <param name="signature">That of the method, with what is handed over in front.</param>
    /// <returns>What the member returns; a placeholder where it returns nothing.</returns>
    public Lowered Run(MethodSignature signature, string function)
    {
        int next = 0;
        foreach (SignatureParameter parameter in signature.Parameters.Skip(arguments.Count).ToArray())
        {
            Lowered value = given[next++]!;
            foreach (Value leaf in (parameter.Role == ParameterRole.Constant ? context.Constants.Of(value) : value).Leaves) Hand(leaf, parameter.Written);
        }

        Lowered returned = Returned();
        List<(IParameterSymbol Parameter, Lowered? Argument, Lowered Value)> outputs = [];
        foreach (AddedParameter added in AddedParameter.Of(signature, kind))
        {
            (IParameterSymbol parameter, Lowered? value) = (Member.Parameters[next], given[next]);
            next++;
            if (parameter.RefKind != RefKind.None) outputs.Add((parameter, value, Result(parameter.Type, ofDerivative: true)));
            else HandAdded(added, value!);
        }

        context.At(call, () => context.Builder.DefineAll(results.ToEquatableArray(), new Call(function, arguments.ToEquatableArray(), readOnly.ToEquatableArray())));
        foreach ((IParameterSymbol parameter, Lowered? argument, Lowered value) in outputs)
        {
            if (HelperLowering.Place(call, argument) is { } place) place.Write(context, parameter.RefKind == RefKind.Ref ? Sum(place.Read(context), value) : value);
        }

        return returned;
    }

    private Lowered Returned()
    {
        if (Member.ReturnsVoid) return context.Placeholder(Member.ReturnType);
        if (kind != DerivativeKind.Jvp) return Result(Member.ReturnType, ofDerivative: false);
        ITypeSymbol type = ((INamedTypeSymbol)Member.ReturnType).TupleElements[0].Type;
        return new Aggregate([Result(type, ofDerivative: false), Result(type, ofDerivative: true)]);
    }

    /// <summary>A value of the type that the function yields: of what is a derivative, only the floating parts.</summary>
    private Lowered Result(ITypeSymbol type, bool ofDerivative) => TypeLowering.Build(type, leaf =>
    {
        if (ofDerivative && !leaf.IsFloating) return context.Builder.Default(leaf);
        Value result = context.Builder.Numbers.Create(leaf);
        results.Add(result);
        return result;
    });

    /// <summary>A seed, a direction or a buffer. What of a buffer's elements has no derivative becomes zero where the others are overwritten.</summary>
    private void HandAdded(AddedParameter added, Lowered value)
    {
        bool isBuffer = added.Type is MemoryType && added.Role != AddedRole.Tangent;
        foreach (Value leaf in value.Leaves)
        {
            if (leaf.Type.IsFloating || leaf.Type is MemoryType { Leaf.IsFloating: true }) Hand(leaf, isBuffer || (leaf.Type is MemoryType && added.Primal is { Written: true } or { Role: ParameterRole.Output }));
            else if (isBuffer && kind != DerivativeKind.Vjp) context.Builder.Do(new Fill(leaf, context.Builder.Default(((MemoryType)leaf.Type).Element)));
        }
    }

    private void Hand(Value argument, bool isWritten)
    {
        if (argument.Type is MemoryType && !isWritten) readOnly.Add(arguments.Count);
        arguments.Add(argument);
    }

    private Lowered Sum(Lowered before, Lowered contribution)
    {
        Queue<Value> contributions = new(contribution.Leaves);
        return before.Map(value => contributions.Dequeue() is var added && value.Type.IsFloating ? context.Builder.Apply(Arithmetic.Add, value, added) : value);
    }
}

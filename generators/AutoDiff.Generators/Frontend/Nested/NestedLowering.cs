using System.Collections.Generic;
using System.Linq;
using System.Threading;
using AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>Calls of members that are generated for other methods. They become calls of a function that the compiler derives, so
/// that it can be differentiated in turn.</summary>
internal sealed class NestedLowering(LoweringContext context)
{
    /// <summary>Derivatives of derivatives nested deeper than this are refused.</summary>
    private const int Deepest = 8;

    /// <summary>Null where the method is not a generated one.</summary>
    public Lowered? TryLower(IInvocationOperation call)
    {
        if (DeclaredDerivatives.Find(call.TargetMethod) is not { } derivative) return ReferencedDerivative.Find(call.TargetMethod) is { } referenced ? Lower(call, referenced) : null;
        if (Refusal(call, derivative) is { } instead)
        {
            context.Fence.Call(call, call.TargetMethod.Name, instead);
            return context.Placeholder(call.Type);
        }

        Receiver receiver = Receiver.Of(context, call, derivative.Method);
        NestedCall nested = new(context, call, derivative.Kind, receiver.Values);
        LoweringContext inner = context.ForDerivative(derivative.Method, derivative.Semantics);
        DeclaredMethod? declared = DeclaredMethod.Of(derivative.Method, derivative.Syntax, derivative.Semantics.Compilation, inner.Bodies, derivative.Attribute, context.Fence);
        if (declared is null || MethodLowering.LowerModule(inner, declared, derivative.Syntax, CancellationToken.None, receiver.Enter(inner)) is not { } primal) return context.Placeholder(call.Type);
        IEnumerable<SignatureParameter> handed = receiver.Values.Select(static value => new SignatureParameter("", "", value.Type, ParameterRole.Constant));
        MethodSignature signature = MethodLowering.WithWritten(declared.Signature with { Parameters = [.. handed, .. declared.Signature.Parameters] }, primal.Root);
        return nested.Run(signature, context.Helpers.Add(derivative.Method, derivative.Kind, signature, primal));
    }

    /// <summary>The member is there, but for its own derivative it has to be known what the method computes.</summary>
    private Lowered? Lower(IInvocationOperation call, ReferencedDerivative derivative)
    {
        IMethodSymbol method = derivative.Method;
        if (context.Portables.Find(call, method.OriginalDefinition, method.TypeArguments) is { } function)
        {
            MethodSignature signature = MethodLowering.WithWritten(SignatureReader.OfReferenced(method, context.Compilation, context.Bodies), function);
            return new NestedCall(context, call, derivative.Kind, []).Run(signature, context.Helpers.Add(method, derivative.Kind, signature, new Module(function, [])));
        }

        if (call.TargetMethod.Parameters.All(static parameter => parameter.RefKind == RefKind.None && TypeLowering.Memory(parameter.Type) is null)) return null; // all may be constant
        context.Fence.Call(call, call.TargetMethod.Name, $"write the code of '{method.Name}' here, since its assembly does not say what it computes");
        return context.Placeholder(call.Type);
    }

    private string? Refusal(IInvocationOperation call, DeclaredDerivative derivative)
    {
        if (context.Bodies.Graph.Named(derivative.Method).Contains(context.Frame.Method)) return $"the derivative of '{derivative.Method.Name}' cannot be taken of itself; compute what both need in a method that calls no derivative";
        if (context.Depth == Deepest) return "the derivatives are nested too deeply; write some of them out";
        return Callee.IsDefinition(call.TargetMethod.ContainingType) ? null : $"write '{derivative.Method.Name}' in a type that is not generic";
    }

    /// <summary>What an instance method is called on: constant to its derivative, though it need not be so to what calls that.</summary>
    private sealed class Receiver(EquatableArray<Value> values, Carried? text, ITypeSymbol? type)
    {
        /// <summary>What the function is handed.</summary>
        public EquatableArray<Value> Values => values;

        public static Receiver Of(LoweringContext context, IInvocationOperation call, IMethodSymbol method)
        {
            if (method.IsStatic || call.Instance is not { } instance) return new Receiver([], null, null);
            if (!context.IsObject(instance)) return new Receiver(context.Expressions.Lower(instance).Leaves.ToEquatableArray(), null, instance.Type);
            Carried carried = context.Opaques.Receiver(instance);
            return new Receiver(carried.ToTemplate().Arguments, carried, null);
        }

        /// <summary>Makes it what the method has as <c>this</c>; the parameters that stand for it.</summary>
        public Value[] Enter(LoweringContext inner)
        {
            Value[] parameters = [.. values.Select(value => inner.Builder.Numbers.Create(value.Type, value.Name))];
            inner.IsCalledOn(text is null ? null : Carried.Of(text.ToTemplate().Template, new(parameters)), type is null ? null : Split(type, parameters));
            return parameters;
        }

        private static Lowered Split(ITypeSymbol type, IEnumerable<Value> leaves)
        {
            Queue<Value> remaining = new(leaves);
            return TypeLowering.Build(type, _ => remaining.Dequeue());
        }
    }
}

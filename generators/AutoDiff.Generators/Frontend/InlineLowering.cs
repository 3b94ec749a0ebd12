using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using AutoDiff.Generators.Diagnostics;
using AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>Calls of methods whose source is at hand: the body takes the place of the call, with the arguments as the values of
/// its parameters. A method that can get back to itself stays a function of its own, and so does one that is called too often for its size.</summary>
internal sealed class InlineLowering(LoweringContext context)
{
    /// <summary>Calls nested deeper than this are refused.</summary>
    private const int Deepest = 48;

    /// <summary>The method is looked into: it has to do with numbers that have derivatives, with structs that are split, or with variables of ours.</summary>
    /// <param name="extended">What a member of an extension block is called on.</param>
    public bool Concerns(IMethodSymbol method, ITypeSymbol? extended = null) =>
        method.MethodKind == MethodKind.LocalFunction
        || (context.Bodies.Of(method) is not null && (IsOurs(method.ReturnType) || (extended is not null && IsOurs(extended)) || (!method.IsStatic && SplitTypes.IsSplit(method.ContainingType)) || method.Parameters.Any(static parameter => IsOurs(parameter))));

    /// <summary>The value of the call; a placeholder where it yields nothing.</summary>
    public Lowered Run(IInvocationOperation call)
    {
        IMethodSymbol target = call.TargetMethod;
        if (Find(call, target, call.IsVirtual) is not { } callee) return context.Placeholder(call.Type);
        IMethodSymbol method = callee.Method;
        bool isExtension = target.ReducedFrom is not null;
        bool isOfBlock = MethodBodies.IsOfExtensionBlock(target);
        Frame frame = isExtension || isOfBlock || callee.TakesReceiver || call.Instance is null || method.MethodKind == MethodKind.LocalFunction ? context.Frame with { Method = method, Caller = context.Frame } : On(callee.Method, target, call.Instance);
        List<(IParameterSymbol Parameter, Lowered? Value)> arguments = [];
        if (isExtension) arguments.Add((method.Parameters[0], Argument(method.Parameters[0], call.Instance!)));
        else if (callee.TakesReceiver) arguments.Add((method.Parameters[0], Receiver(target, call.Instance!)));
        int first = arguments.Count;
        if (isOfBlock && call.Instance is { } instance) arguments.AddRange(Extended(method, instance));
        arguments.AddRange(Arguments(method, call.Arguments, first));
        return Run(call, call.Type, callee, frame, arguments);
    }

    /// <summary>The value of a property of an extension block.</summary>
    public Lowered Run(IPropertyReferenceOperation property, IOperation instance)
    {
        if (Find(property, property.Property.GetMethod!, isVirtual: false) is not { } callee) return context.Placeholder(property.Type);
        return Run(property, property.Type, callee, context.Frame with { Method = callee.Method, Caller = context.Frame }, [.. Extended(callee.Method, instance)]);
    }

    /// <summary>What a member of an extension block is called on is evaluated also where its code does not read it.</summary>
    private IEnumerable<(IParameterSymbol Parameter, Lowered? Value)> Extended(IMethodSymbol method, IOperation instance)
    {
        if (context.Bodies.ExtensionParameter(method) is { } parameter) return [(parameter, Argument(parameter, instance))];
        context.Expressions.Lower(instance);
        return [];
    }

    /// <summary>The value of an operator or accessor.</summary>
    public Lowered Run(IOperation syntax, IMethodSymbol target, Place? instance, EquatableArray<Lowered> values)
    {
        if (Find(syntax, target, isVirtual: false) is not { } callee) return context.Placeholder(syntax.Type);
        IEnumerable<Lowered> all = callee.TakesReceiver ? values.Prepend(Handed(instance!)) : values;
        Frame frame = new(callee.Method, context.Frame.Receiver, callee.TakesReceiver ? null : instance, context.Frame);
        return Run(syntax, target.ReturnsVoid ? null : target.ReturnType, callee, frame, [.. callee.Method.Parameters.Zip(all, static (parameter, value) => (parameter, (Lowered?)value))]);
    }

    /// <summary>The code that runs in a call; null where it cannot be looked into, which is reported.</summary>
    public Callee? Find(IOperation call, IMethodSymbol target, bool isVirtual)
    {
        Callee callee = Callee.Of(target);
        if (isVirtual && !(callee.Definition.IsSealed || callee.Definition.ContainingType.IsSealed))
        {
            context.Fence.Call(call, target.Name, "make it non-virtual, or seal it, so that it is known which body runs", DiagnosticIds.VirtualCall);
            return null;
        }

        string? instead = Refusal(callee.Definition) ?? callee.Refusal;
        bool isRecursive = instead is null && context.Bodies.Graph.IsRecursive(callee.Method);
        if (isRecursive) callee = callee.AsFunction(target.ContainingType);
        else if (context.Frame.IsIn(callee.Method)) instead ??= "use a loop, or call methods by their names, so that the recursion is seen";
        if ((instead ?? callee.Refusal) is not { } refusal) return callee;
        context.Fence.Call(call, target.MethodKind == MethodKind.Constructor ? $"new {target.ContainingType.Name}" : (target.AssociatedSymbol ?? target).Name, refusal);
        return null;
    }

    /// <summary>Its body takes the place of the call, unless it can get back to itself or is to stand apart, and may.</summary>
    private Lowered Run(IOperation call, ITypeSymbol? type, Callee callee, Frame frame, List<(IParameterSymbol Parameter, Lowered? Value)> arguments)
    {
        bool isFunction = callee.IsFunction || context.Plan.KeepsApart(frame.Method);
        if (isFunction && context.HelperCalls.Run(call, frame, arguments, isRecursive: callee.IsFunction) is { } result) return result;

        // The members of an extension block share its parameter, and one that calls another has its own value of it.
        IParameterSymbol? shared = arguments.Select(static argument => argument.Parameter).FirstOrDefault(static parameter => parameter.ContainingSymbol is INamedTypeSymbol);
        Lowered? outer = shared is null ? null : context.Environment[shared];
        Lowered value = Enter(frame, arguments, context.Bodies.Of(frame.Method)!, type);
        if (outer is not null) context.Environment[shared!] = outer;
        return value;
    }

    /// <summary>What a constructor makes, beginning with zeros.</summary>
    public Lowered Construct(Callee constructor, ITypeSymbol type, List<(IParameterSymbol Parameter, Lowered? Value)> arguments, System.Action lower)
    {
        Place made = new VariablePlace(constructor.Method);
        context.Environment[constructor.Method] = context.Placeholder(type);
        if (constructor.TakesReceiver) arguments.Insert(0, (constructor.Method.Parameters[0], new Alias(made)));
        Frame frame = new(constructor.Method, context.Frame.Receiver, made, context.Frame);
        return context.Assignments.Unnamed(() => Enter(frame, arguments, context.Bodies.Code(constructor.Method), lower, () => made.Read(context))!);
    }

    /// <summary>The values of arguments, in the order in which they are written.</summary>
    /// <param name="first">The parameter that the first is for.</param>
    public List<(IParameterSymbol Parameter, Lowered? Value)> Arguments(IMethodSymbol method, IEnumerable<IArgumentOperation> arguments, int first = 0) =>
        [.. arguments.Select(argument => method.Parameters[argument.Parameter!.Ordinal + first] is var parameter ? (parameter, Argument(parameter, argument.Value)) : default)];

    /// <summary>What a method is called on, as an argument.</summary>
    private Lowered Receiver(IMethodSymbol target, IOperation instance) =>
        SplitTypes.IsSplit(instance.Type) ? Handed(context.Receivers.Of(instance, target)) : context.Expressions.Lower(instance);

    /// <summary>A place as an argument that may be changed there.</summary>
    private static Lowered Handed(Place place) => place is ElementPlace element ? new Reference(element.Memory, element.Index, element.InRange) : new Alias(place);

    private Lowered? Argument(IParameterSymbol parameter, IOperation argument)
    {
        if (parameter.RefKind is RefKind.Ref or RefKind.Out) return Refer(argument);
        Lowered value = context.Expressions.Lower(argument);
        if (ConstantArguments.IsConstant(parameter)) context.At(argument, () => value = context.Constants.Of(value));
        return value;
    }

    /// <summary>The frame of an instance method: a struct that is split stands where the instance does, and a copy of it where
    /// that may not be written or is no place at all.</summary>
    private Frame On(IMethodSymbol method, IMethodSymbol target, IOperation instance)
    {
        if (!SplitTypes.IsSplit(instance.Type)) return new Frame(method, context.Opaques.Receiver(instance), null, context.Frame);
        return new Frame(method, context.Frame.Receiver, context.Receivers.Of(instance, target), context.Frame);
    }

    /// <summary>Lowers a body with the given arguments, and yields what it returns.</summary>
    public Lowered Enter(Frame frame, List<(IParameterSymbol Parameter, Lowered? Value)> arguments, IBlockOperation body, ITypeSymbol? type) =>
        Enter(frame, arguments, [body], () => context.Statements.Run(body), () => context.Environment.Result) ?? context.Placeholder(type);

    /// <summary>Lowers code with the given arguments; its variables are forgotten at its end.</summary>
    public Lowered? Enter(Frame frame, List<(IParameterSymbol Parameter, Lowered? Value)> arguments, IEnumerable<IOperation> code, System.Action lower, System.Func<Lowered?> yield)
    {
        (Lowered? result, Origin? origin) = (context.Environment.Result, context.Builder.Origin);
        HashSet<ISymbol> visible = new(context.Environment.Variables, SymbolEqualityComparer.Default);
        List<(IParameterSymbol Parameter, TemporaryPlace Place)> temporaries = [];
        foreach (IOperation part in code) context.AddressTaken.Include(part);
        foreach ((IParameterSymbol parameter, Lowered? value) in arguments)
        {
            if (value is Alias { Place: TemporaryPlace place })
            {
                temporaries.Add((parameter, place));
                context.Assignments.Declare(parameter);
                context.Assignments.BindAsIs(parameter, place.Read(context));
                continue;
            }

            if (value is Alias or Reference)
            {
                context.Environment[parameter] = value;
                continue;
            }

            context.Assignments.Declare(parameter);
            if (value is null) continue;
            if (frame.Method.MethodKind == MethodKind.Constructor) context.Assignments.BindAsIs(parameter, value);
            else context.Assignments.Bind(parameter, value);
        }

        TemporaryPlace? receiver = frame.This as TemporaryPlace;
        if (receiver is not null)
        {
            frame = frame with { This = new VariablePlace(frame.Method) };
            context.Environment[frame.Method] = context.Assignments.Keep(receiver.Read(context));
        }

        context.Environment.Result = null;
        Lowered? yielded = null;
        context.In(frame, () =>
        {
            lower();
            context.Environment.Arrive(frame.Method);
            yielded = yield();
        });
        receiver?.Write(context, context.Environment[frame.Method]!);
        foreach ((IParameterSymbol parameter, TemporaryPlace place) in temporaries) place.Write(context, context.Environment[parameter]!);
        context.Environment.Result = result;
        context.Environment.Forget(variable => !visible.Contains(variable) || (variable is IMethodSymbol && SymbolEqualityComparer.Default.Equals(variable, frame.Method)));
        context.Builder.Origin = origin;
        return yielded;
    }

    /// <summary>Why its code cannot take the place of a call.</summary>
    private string? Refusal(IMethodSymbol method)
    {
        if (!context.Bodies.IsKnown(method)) return "write its code here, since its body cannot be looked into";
        if (Depth(context.Frame) > Deepest) return "write its code here, since the calls are nested too deeply";
        return null;
    }

    /// <summary>What a <c>ref</c> or <c>out</c> argument stands for; null for a discard, which is a variable of the callee's.</summary>
    private Lowered? Refer(IOperation argument)
    {
        switch (context.Assignments.Locate(argument))
        {
            case DiscardPlace:
                return null;
            case VariablePlace variable:
                return new Alias(variable);
            case PartPlace part:
                return new Alias(part);
            case ElementPlace:
                return context.References.Of(argument);
            default:
                return context.Refuse(argument, "A reference to this", "refer to a local or to an element of a span or array");
        }
    }

    private static int Depth(Frame frame) => frame.Caller is { } caller ? Depth(caller) + 1 : 0;

    private static bool IsOurs(IParameterSymbol parameter) => parameter.RefKind is RefKind.Ref or RefKind.Out || IsOurs(parameter.Type);

    private static bool IsOurs(ITypeSymbol type) => type.TypeKind == TypeKind.Delegate || TypeLowering.HoldsFloating(type) || TypeLowering.Memory(type) is not null || SplitTypes.IsSplit(type);
}

using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>Calls of methods that become functions of their own. What a local function captures goes along as further arguments;
/// <c>ref</c> and <c>out</c> arguments are copied in, and out as further results.</summary>
internal sealed class HelperLowering(LoweringContext context)
{
    /// <summary>As far as its declaration says: what it is called with decides, too.</summary>
    public static bool MayBeFunction(IMethodSymbol method) =>
        method.MethodKind is MethodKind.Ordinary or MethodKind.LocalFunction
        && (method.IsStatic || !SplitTypes.IsSplit(method.ContainingType))
        && Results(method).All(AreNumbers)
        && method.Parameters.All(static parameter => parameter.Type.TypeKind != TypeKind.Delegate);

    /// <summary>The value of a call; a placeholder where it yields nothing. Null where the call has to be inlined, which a recursive one cannot be.</summary>
    public Lowered? Run(IOperation call, Frame frame, IReadOnlyList<(IParameterSymbol Parameter, Lowered? Value)> arguments, bool isRecursive)
    {
        IMethodSymbol method = frame.Method;
        CapturedVariables captured = CapturedVariables.Of(method, context.Bodies.Graph, context.Bodies);
        if (Refusal(method, frame, arguments, captured) is { } instead)
        {
            if (!isRecursive) return null;
            context.Fence.Call(call, method.Name, instead);
            return context.Placeholder(call.Type);
        }

        List<(ISymbol Variable, Lowered Value)> inputs = [];
        foreach ((IParameterSymbol parameter, Lowered? value) in arguments.Where(static argument => argument.Parameter.RefKind != RefKind.Out))
        {
            inputs.Add((parameter, value is Alias or Reference ? Place(call, value)!.Read(context) : value!));
        }

        inputs.AddRange(captured.Variables.Select(variable => (variable, context.Environment[variable]!)));
        EquatableArray<Value> leaves = inputs.SelectMany(static input => input.Value.Leaves).ToEquatableArray();
        string name = NameOf(method, inputs);

        List<Value> targets = [];
        Lowered? returned = method.ReturnsVoid ? null : Result(method.ReturnType);
        List<(Place? Place, Lowered Value)> outputs = [.. arguments.Where(static argument => IsOutput(argument.Parameter)).Select(argument => (Place(call, argument.Value), Result(argument.Parameter.Type)))];
        context.At(call, () => context.Builder.DefineAll(targets.ToEquatableArray(), new Call(name, leaves)));
        foreach ((Place? place, Lowered value) in outputs) place?.Write(context, value);
        return returned ?? context.Placeholder(call.Type);

        Lowered Result(ITypeSymbol type) => TypeLowering.Build(type, leaf =>
        {
            targets.Add(context.Builder.Numbers.Create(leaf));
            return targets[targets.Count - 1];
        });
    }

    /// <summary>The function that a method is which is called with what it is declared to take.</summary>
    public string Of(IMethodSymbol method) => Of(method, method.Parameters.SelectMany(static parameter => TypeLowering.Build(parameter.Type, Numberless).Leaves));

    /// <summary>The function that a method is which is called with such leaves of its parameters.</summary>
    public string Of(IMethodSymbol method, IEnumerable<Value> leaves)
    {
        Queue<Value> remaining = new(leaves);
        List<(ISymbol Variable, Lowered Value)> inputs = [.. method.Parameters.Select(parameter => ((ISymbol)parameter, TypeLowering.Build(parameter.Type, _ => remaining.Dequeue())))];
        return NameOf(method, inputs);
    }

    /// <summary>A function that does no more than call a method that tangents are pushed through by a rule.</summary>
    public string Of(CustomRule tangent, Location place)
    {
        List<(ISymbol Variable, Lowered Value)> inputs = [.. tangent.Method.Parameters.Select(static parameter => ((ISymbol)parameter, TypeLowering.Build(parameter.Type, Numberless)))];
        return NameOf(tangent.Method, inputs, (inner, leaves) => inner.Environment.Result = inner.Rules.Call(null, tangent, null, leaves, place));
    }

    private string? Refusal(IMethodSymbol method, Frame frame, IReadOnlyList<(IParameterSymbol Parameter, Lowered? Value)> arguments, CapturedVariables captured)
    {
        if (frame.This is not null && !method.IsStatic) return "make it static, since it is recursive";
        if (!Results(method).All(AreNumbers)) return "have it write its result to a Span<T> that it is given, since a recursive method can only return numbers";
        if (!method.IsStatic && method.MethodKind != MethodKind.LocalFunction && frame.Receiver != Carried.Text("this")) return "make it static, or call it on this, since it is recursive";
        if (arguments.Any(static argument => argument.Value is Closure) || captured.Variables.Any(variable => context.Environment[variable] is Closure)) return "call what the delegate calls by its name, since it is recursive";
        if (captured.Written is { } written) return $"pass '{written.Name}' as a ref parameter, since a recursive local function cannot assign a variable around it";
        if (captured.Variables.Any(variable => context.Environment[variable] is null or Alias)) return "pass what it needs as parameters, since it is recursive";
        return MayMeet(arguments, captured) ? "pass variables of their own, since two of the arguments may be the same variable" : null;
    }

    /// <summary>Two ways to one variable, one of which writes it: then it matters that it is copied.</summary>
    private static bool MayMeet(IReadOnlyList<(IParameterSymbol Parameter, Lowered? Value)> arguments, CapturedVariables captured)
    {
        ISymbol[] variables = [.. arguments.Select(static argument => argument.Value).OfType<Alias>().Select(static alias => Root(alias.Place)).OfType<ISymbol>()];
        bool hasTwice = variables.Distinct<ISymbol>(SymbolEqualityComparer.Default).Count() < variables.Length || variables.Any(variable => captured.Variables.Contains(variable, SymbolEqualityComparer.Default));
        return hasTwice || (arguments.Any(static argument => argument.Value is Reference) && (arguments.Count(static argument => argument.Value is Reference) > 1
            || arguments.SelectMany(static argument => argument.Value is Reference ? [] : argument.Value?.Leaves ?? []).Any(static leaf => leaf.Type is MemoryType)
            || captured.Variables.Any(static variable => TypeLowering.Memory(TypeLowering.OfVariable(variable)) is not null)));
    }

    private static ISymbol? Root(Place place) => place switch
    {
        VariablePlace variable => variable.Variable,
        PartPlace part => Root(part.Whole),
        _ => null,
    };

    private static bool AreNumbers(ITypeSymbol type) => TypeLowering.Build(type, Numberless).Leaves.All(static leaf => leaf.Type is ScalarType);

    private static Value Numberless(IrType type) => new(-1, type);

    private static IEnumerable<ITypeSymbol> Results(IMethodSymbol method) =>
        method.Parameters.Where(IsOutput).Select(static parameter => parameter.Type).Concat(method.ReturnsVoid ? [] : [method.ReturnType]);

    private static bool IsOutput(IParameterSymbol parameter) => parameter.RefKind is RefKind.Ref or RefKind.Out;

    /// <summary>Where an argument stands; null for a discard.</summary>
    public static Place? Place(IOperation call, Lowered? argument) => argument switch
    {
        Alias alias => alias.Place,
        Reference reference => ReferenceLowering.Place(call, reference),
        _ => null,
    };

    /// <summary>The function for a method that is handed such types, lowered where it has not been yet.</summary>
    /// <param name="statements">What it does with its parameters; null for the method's body.</param>
    private string NameOf(IMethodSymbol method, List<(ISymbol Variable, Lowered Value)> inputs, Action<LoweringContext, IReadOnlyList<Value>>? statements = null)
    {
        EquatableArray<IrType> types = inputs.SelectMany(static input => input.Value.Leaves.Select(leaf => Handed(leaf, input.Variable))).ToEquatableArray();
        if (context.Helpers.Find(method, types) is { } known) return known.Name;
        Helpers.Helper helper = context.Helpers.Add(method, types);
        LoweringContext inner = context.ForHelper(method);
        helper.Function = new HelperLowering(inner).Lower(helper.Name, inputs, statements ?? Body);
        return helper.Name;

        void Body(LoweringContext own, IReadOnlyList<Value> parameters) => own.Statements.Run(context.Bodies.Of(method)!);
    }

    /// <summary>The type that it is declared with, unless that is an array and the argument a part of the workspace.</summary>
    private static IrType Handed(Value leaf, ISymbol variable) =>
        TypeLowering.Memory(TypeLowering.OfVariable(variable)) is { } declared && TypeRules.Flows(leaf.Type, declared) ? declared : leaf.Type;

    private Function Lower(string name, List<(ISymbol Variable, Lowered Value)> inputs, Action<LoweringContext, IReadOnlyList<Value>> statements)
    {
        if (context.Bodies.Of(context.Method) is { } body) context.AddressTaken.Include(body);
        List<Value> parameters = [];
        foreach ((ISymbol variable, Lowered value) in inputs)
        {
            using IEnumerator<string> names = SplitTypes.LeafNames(TypeLowering.OfVariable(variable), variable.Name).GetEnumerator();
            Lowered own = value.Map(leaf =>
            {
                parameters.Add(context.Builder.Numbers.Create(Handed(leaf, variable), names.MoveNext() ? names.Current : variable.Name));
                return parameters[parameters.Count - 1];
            });
            context.Assignments.Declare(variable);
            context.Assignments.BindAsIs(variable, own);
        }

        foreach (IParameterSymbol parameter in context.Method.Parameters.Where(static parameter => parameter.RefKind == RefKind.Out)) context.Assignments.Declare(parameter);
        statements(context, parameters);
        List<Value> results = context.Method.ReturnsVoid ? [] : [.. Leaves(context.Environment.Result, context.Method.ReturnType)];
        foreach (IParameterSymbol parameter in context.Method.Parameters.Where(IsOutput)) results.AddRange(Leaves(Final(parameter), parameter.Type));
        Block block = IterationScope.Run(context.Builder.ToBlock(parameters.ToEquatableArray(), results.ToEquatableArray()), context.Builder.Numbers);
        return new Function(name, parameters.Select(Role).ToEquatableArray(), block, MayOverlap: true);
    }

    private Lowered? Final(IParameterSymbol parameter) => context.Environment[parameter] is Reference cell
        ? cell.Memory.Map(memory => context.Builder.Load(memory, cell.Index, inRange: cell.InRange))
        : context.Environment[parameter];

    /// <summary>Control that never gets to the end leaves nothing there, and yet the function has results.</summary>
    private IEnumerable<Value> Leaves(Lowered? value, ITypeSymbol type)
    {
        if (value is not null) return value.Leaves;
        List<Value> unreached = [];
        TypeLowering.Build(type, leaf =>
        {
            Value result = context.Builder.Numbers.Create(leaf);
            context.Builder.Insert(0, new Let([result], new Constant(0), context.Builder.Origin));
            unreached.Add(result);
            return result;
        });
        return unreached;
    }

    private static ParameterRole Role(Value parameter) => parameter.Type.IsFloating || parameter.Type is MemoryType { Leaf.IsFloating: true } ? ParameterRole.Active : ParameterRole.Constant;
}

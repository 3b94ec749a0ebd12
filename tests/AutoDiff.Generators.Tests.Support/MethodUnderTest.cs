using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace AutoDiff.Generators.Tests.Support;

/// <summary>A method of a compiled program beside the derivatives generated for it. Whatever is called gets copies of the
/// arguments, and buffers to overwrite are full of NaN.</summary>
internal sealed class MethodUnderTest
{
    private const BindingFlags Any = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private readonly CompiledProgram program;
    private readonly string type;
    private readonly string name;
    private readonly Dictionary<string, Func<object?[], object?>> bound = [];

    /// <param name="arguments">Of overloads, the method takes these.</param>
    public MethodUnderTest(CompiledProgram program, string type, string name, object[]? arguments = null)
    {
        (this.program, this.type, this.name) = (program, type, name);
        MethodInfo[] overloads = [.. Named("")];
        MethodInfo method = overloads switch
        {
            [] => throw new MissingMethodException(type, name),
            [var only] => only,
            _ => overloads.Single(overload => arguments is not null && Takes(overload, arguments)),
        };
        Parameters = [.. method.GetParameters().Select(ParameterUnderTest.Of)];
        ReturnType = method.ReturnType;
        KeepsOrder = method.GetCustomAttribute<DifferentiableAttribute>() is { Vectorize: false };
    }

    /// <summary>Its derivatives compute in the order that it is written in.</summary>
    public bool KeepsOrder { get; }

    public IReadOnlyList<ParameterUnderTest> Parameters { get; }

    public Type ReturnType { get; }

    /// <summary>It yields a value.</summary>
    public bool Returns => ReturnType != typeof(void);

    /// <summary>The primal arguments of the last call as it left them, also where it threw.</summary>
    public IReadOnlyList<object?> Left { get; private set; } = [];

    /// <summary>What the last call allocated, with what it takes to call a method by reflection.</summary>
    public long AllocatedBytes { get; private set; }

    /// <summary>A derivative of this kind was generated, or written by hand.</summary>
    public bool Has(string kind) => program.TypeNamed(type).GetMember(name + kind, Any).Length > 0;

    /// <summary>Of what the matrix is made that this derivative fills.</summary>
    public Type MatrixElement(string kind)
    {
        MethodInfo derivative = Named(kind).Single(overload => overload.GetParameters().Zip(Parameters, static (parameter, own) => ParameterUnderTest.Of(parameter).Element == own.Element).All(static isSame => isSame));
        return derivative.GetParameters()[^1].ParameterType.GetGenericArguments()[0];
    }

    /// <summary>What the method itself returns, and its arguments afterwards.</summary>
    public Outcome Primal(object[] arguments)
    {
        object?[] copies = Copy(arguments);
        Left = copies;
        return new Outcome(Call("", copies), copies, []);
    }

    /// <summary>The same of its gradient, with the derivatives in the order of the varied parameters.</summary>
    public Outcome Gradient(object[] arguments)
    {
        object?[] added = [.. Parameters.Zip(arguments).Where(pair => pair.First.IsVaried).Select(pair => Unwritten(pair.Second))];
        return Derivative("Gradient", arguments, added, 0);
    }

    /// <summary>The same of its pullback, added to what is given for each varied or written parameter in their order.</summary>
    public Outcome Vjp(object[] arguments, object? seed, object[] added) =>
        Derivative("Vjp", arguments, seed is null ? Copy(added) : [seed, .. Copy(added)], seed is null ? 0 : 1);

    /// <summary>The same of its pushforward along the tangents given for each varied or written parameter; the value is a pair.</summary>
    public Outcome Jvp(object[] arguments, object[] tangents) => Derivative("Jvp", arguments, Copy(tangents), 0);

    /// <summary>The same of its Hessian-vector product; added are the direction, the gradient and the product.</summary>
    public Outcome Hvp(object[] arguments, object[] direction)
    {
        object?[] unwritten = [.. direction.Select(Unwritten)];
        return Derivative("Hvp", arguments, [.. Copy(direction), .. Copy(unwritten), .. Copy(unwritten)], 0);
    }

    /// <summary>The same of its Jacobian, which is all that is added.</summary>
    public Outcome Jacobian(object[] arguments, Array jacobian) => Derivative("Jacobian", arguments, [jacobian], 0);

    /// <summary>The same of its Hessian; added are the gradient and the Hessian.</summary>
    public Outcome Hessian(object[] arguments, Array hessian)
    {
        object?[] gradient = [.. Parameters.Zip(arguments).Where(pair => pair.First.IsVaried).Select(pair => Unwritten(pair.Second))];
        return Derivative("Hessian", arguments, [.. gradient, hessian], 0);
    }

    /// <summary>Arguments have the same types in all calls.</summary>
    private object? Call(string kind, object?[] arguments)
    {
        if (!bound.TryGetValue(kind, out Func<object?[], object?>? call)) bound[kind] = call = program.Bind(type, name + kind, arguments);
        long before = GC.GetAllocatedBytesForCurrentThread();
        object? result = call(arguments);
        AllocatedBytes = GC.GetAllocatedBytesForCurrentThread() - before;
        return result;
    }

    private static bool Takes(MethodInfo method, object[] arguments) =>
        method.GetParameters().Select(ParameterUnderTest.Of).Zip(arguments).All(static pair => pair.First.Element == NumberArrays.ElementOf(pair.Second.GetType()));

    private IEnumerable<MethodInfo> Named(string kind) => program.TypeNamed(type).GetMethods(Any).Where(method => method.Name == name + kind);

    private static object?[] Copy(object?[] arguments) => [.. arguments.Select(NumberArrays.Copy)];

    private static object? Unwritten(object primal) => primal is Array ? NumberArrays.Map(primal, (_, _) => double.NaN) : null;

    private Outcome Derivative(string kind, object[] arguments, object?[] added, int seeds)
    {
        object?[] all = [.. Copy(arguments), .. added];
        Left = new ArraySegment<object?>(all, 0, arguments.Length);
        object? value = Call(kind, all);
        return new Outcome(value, all[..arguments.Length], all[(arguments.Length + seeds)..]);
    }

    /// <param name="Value">Null where the method is void.</param>
    /// <param name="Arguments">The primal arguments as the call left them.</param>
    /// <param name="Adjoints">The added arguments as the call left them.</param>
    internal sealed record Outcome(object? Value, IReadOnlyList<object?> Arguments, IReadOnlyList<object?> Adjoints);
}

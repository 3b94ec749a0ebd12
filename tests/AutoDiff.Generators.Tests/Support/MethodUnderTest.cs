using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace AutoDiff.Generators.Tests.Support;

/// <summary>A method of a compiled program beside the derivatives generated for it. Whatever is called gets copies of the
/// arguments, and buffers to overwrite are full of NaN.</summary>
internal sealed class MethodUnderTest
{
    private readonly CompiledProgram program;
    private readonly string type;
    private readonly string name;
    private Func<object?[], object?>? primal;

    public MethodUnderTest(CompiledProgram program, string type, string name)
    {
        (this.program, this.type, this.name) = (program, type, name);
        const BindingFlags Any = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        MethodInfo method = program.TypeNamed(type).GetMethod(name, Any) ?? throw new MissingMethodException(type, name);
        Parameters = [.. method.GetParameters().Select(ParameterUnderTest.Of)];
        Returns = method.ReturnType != typeof(void);
    }

    public IReadOnlyList<ParameterUnderTest> Parameters { get; }

    /// <summary>It yields a value.</summary>
    public bool Returns { get; }

    /// <summary>What the method itself returns, and its arguments afterwards.</summary>
    public Outcome Primal(object[] arguments)
    {
        object?[] copies = Copy(arguments);
        primal ??= program.Bind(type, name, copies);
        return new Outcome(primal(copies), copies, []);
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

    private static object?[] Copy(object[] arguments) => [.. arguments.Select(NumberArrays.Copy)];

    private static object? Unwritten(object primal) => primal is Array ? NumberArrays.Map(primal, (_, _) => double.NaN) : null;

    private Outcome Derivative(string kind, object[] arguments, object?[] added, int seeds)
    {
        object?[] all = [.. Copy(arguments), .. added];
        object? value = program.Call(type, name + kind, all);
        return new Outcome(value, all[..arguments.Length], all[(arguments.Length + seeds)..]);
    }

    /// <param name="Value">Null where the method is void.</param>
    /// <param name="Arguments">The primal arguments as the call left them.</param>
    /// <param name="Adjoints">The added arguments as the call left them.</param>
    internal sealed record Outcome(object? Value, IReadOnlyList<object?> Arguments, IReadOnlyList<object?> Adjoints);
}

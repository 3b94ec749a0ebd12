using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;

namespace AutoDiff.Generators.Tests.Support;

/// <summary>A compiled program, loaded so that it can be collected again.</summary>
internal sealed class CompiledProgram
{
    private readonly ILookup<string, MethodInfo> wrappers;

    /// <summary>In all tests working memory is full of NaN before it is written: what is left over from another call never helps.</summary>
    static CompiledProgram() => Workspace.Poison = true;

    public CompiledProgram(MemoryStream image)
    {
        image.Position = 0;
        Assembly = new AssemblyLoadContext("Program", isCollectible: true).LoadFromStream(image);
        wrappers = (Assembly.GetType(nameof(ArrayCalls))?.GetMethods() ?? []).ToLookup(static method => method.Name);
    }

    public Assembly Assembly { get; }

    /// <summary>Calls a static method, or an instance method on its first argument. Arrays stand for spans; where the array of
    /// arguments is given as such, it receives what <c>ref</c> and <c>out</c> parameters hold afterwards.</summary>
    /// <param name="type">The full name, or the simple one where that is unique.</param>
    public object? Call(string type, string method, params object?[] arguments) => Bind(type, method, arguments)(arguments);

    /// <summary>The same for many calls with arguments of the same types as these.</summary>
    public Func<object?[], object?> Bind(string type, string method, object?[] arguments)
    {
        MethodInfo found = Find(TypeNamed(type), method, arguments);
        return given => found.Invoke(null, BindingFlags.DoNotWrapExceptions, null, given, null);
    }

    public Type TypeNamed(string name) =>
        Assembly.GetType(name) ?? Assembly.GetTypes().Single(type => type.Name == name && type.DeclaringType?.Name != nameof(ArrayCalls));

    private MethodInfo Find(Type type, string name, object?[] arguments)
    {
        string wrapper = ArrayCalls.NameOf(type.FullName!.Replace('+', '.'), name);
        const BindingFlags AnyStatic = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        IEnumerable<MethodInfo> statics = type.GetMethods(AnyStatic).Where(method => method.Name == name);
        MethodInfo[] candidates = [.. wrappers[wrapper].Concat(statics).Where(method => Fits(method.GetParameters(), arguments))];
        return candidates switch
        {
            [var only] => only,
            [] => throw new MissingMethodException($"{type}.{name} does not take ({Describe(arguments)})."),
            _ => throw new AmbiguousMatchException($"{type}.{name}: {string.Join(", ", candidates.Select(candidate => candidate.ToString()))}"),
        };
    }

    private static string Describe(object?[] arguments) => string.Join(", ", arguments.Select(argument => argument?.GetType().Name ?? "null"));

    private static bool Fits(ParameterInfo[] parameters, object?[] arguments) =>
        parameters.Length == arguments.Length && parameters.Zip(arguments).All(pair => Fits(pair.First, pair.Second));

    private static bool Fits(ParameterInfo parameter, object? argument)
    {
        Type type = parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;
        if (type.IsByRefLike) return false;
        return argument is null ? parameter.IsOut || !type.IsValueType || Nullable.GetUnderlyingType(type) is not null : type.IsInstanceOfType(argument);
    }
}

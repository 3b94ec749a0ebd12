using System;

namespace AutoDiff;

/// <summary>
/// Names the pullback of a method, to be used instead of a generated one. The pullback has the signature of the generated <c>FVjp</c>; it may return
/// <c>void</c>, and may take the method's result as a parameter <c>result</c> after the method's own parameters.
/// </summary>
/// <param name="method">The pullback, a method of the same type.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class CustomVjpAttribute(string method) : Attribute
{
    /// <summary>The pullback, a method of the same type.</summary>
    public string Method { get; } = method;
}

/// <summary>
/// Names the pushforward of a method, to be used instead of a generated one. The pushforward has the signature of the generated <c>FJvp</c>; it may
/// take the method's result as a parameter <c>result</c> after the method's own parameters.
/// </summary>
/// <param name="method">The pushforward, a method of the same type.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class CustomJvpAttribute(string method) : Attribute
{
    /// <summary>The pushforward, a method of the same type.</summary>
    public string Method { get; } = method;
}

/// <summary>Makes the marked static method the pullback of a method declared elsewhere. Overloads are told apart by signature.</summary>
/// <param name="type">The type that declares the method.</param>
/// <param name="method">The method's name.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class VjpOfAttribute(Type type, string method) : Attribute
{
    /// <summary>The type that declares the method.</summary>
    public Type Type { get; } = type;

    /// <summary>The method's name.</summary>
    public string Method { get; } = method;
}

/// <summary>Makes the marked static method the pushforward of a method declared elsewhere. Overloads are told apart by signature.</summary>
/// <param name="type">The type that declares the method.</param>
/// <param name="method">The method's name.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class JvpOfAttribute(Type type, string method) : Attribute
{
    /// <summary>The type that declares the method.</summary>
    public Type Type { get; } = type;

    /// <summary>The method's name.</summary>
    public string Method { get; } = method;
}

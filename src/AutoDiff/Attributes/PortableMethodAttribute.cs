using System;
using System.ComponentModel;

namespace AutoDiff;

/// <summary>
/// Describes a public method marked <see cref="DifferentiableAttribute"/> to the compilers of other assemblies, so that they differentiate through calls of it. Written by the generator.
/// </summary>
/// <param name="version">The version of the description's language.</param>
/// <param name="method">The method's documentation id.</param>
/// <param name="description">What the method computes.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PortableMethodAttribute(int version, string method, string description) : Attribute
{
    /// <summary>The version of the description's language.</summary>
    public int Version { get; } = version;

    /// <summary>The method's documentation id.</summary>
    public string Method { get; } = method;

    /// <summary>What the method computes.</summary>
    public string Description { get; } = description;
}

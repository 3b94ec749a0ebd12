using System;

namespace AutoDiff;

/// <summary>Makes a parameter of a differentiable method a constant: no derivative with respect to it is computed, and generated members add no parameter for it.</summary>
[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class NoGradientAttribute : Attribute;

/// <summary>
/// Says that a differentiable method ignores what a span or array parameter holds on entry and only writes it. The content on entry has no derivative,
/// and elements left unwritten have derivative zero.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class OutputAttribute : Attribute;

/// <summary>Says that a span or array parameter is working memory of a differentiable method, neither input nor output: generated members add no parameter for it.</summary>
[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class ScratchAttribute : Attribute;

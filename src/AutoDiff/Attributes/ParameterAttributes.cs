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

/// <summary>
/// Says that a rule, a pullback, does not look at what a span or array parameter of the method holds, so that its content need not be kept until then: any memory of the length may be passed.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class UnreadAttribute : Attribute;

/// <summary>
/// Says that a rule, a pullback, adds nothing to the adjoint of a span or array that has no elements, so that it does not compute what nobody asks for: it is passed an empty span where
/// the argument of the method is a constant.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class SkippedIfConstantAttribute : Attribute;

/// <summary>Says that a span or array parameter is working memory of a differentiable method, neither input nor output: generated members add no parameter for it.</summary>
[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class ScratchAttribute : Attribute;

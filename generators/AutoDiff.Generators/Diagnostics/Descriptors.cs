using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generators.Diagnostics;

/// <summary>What the compiler reports, one entry an id: the construct, and what to write instead.</summary>
internal static class Descriptors
{
    public static readonly DiagnosticDescriptor InternalError = Error(
        DiagnosticIds.InternalError,
        "The compiler of derivatives failed",
        "No derivative of '{0}' was generated because of a defect of AutoDiff ({1}); please report it with the method");

    public static readonly DiagnosticDescriptor ContainerNotPartial = Error(
        DiagnosticIds.ContainerNotPartial,
        "The containing type is not partial",
        "'{0}' must be partial for the derivatives of '{1}' to be generated into it");

    public static readonly DiagnosticDescriptor NoActiveParameter = Error(
        DiagnosticIds.NoActiveParameter,
        "Nothing to differentiate by",
        "'{0}' has no parameter to differentiate by; give it a float or double parameter, or a span or array of them, without [NoGradient]");

    public static readonly DiagnosticDescriptor NoDifferentiableOutput = Error(
        DiagnosticIds.NoDifferentiableOutput,
        "Nothing to differentiate",
        "'{0}' has no differentiable output; return float or double, or write to a Span<T> or array parameter of them");

    public static readonly DiagnosticDescriptor ParameterTypeNotSupported = Error(
        DiagnosticIds.ParameterTypeNotSupported,
        "Parameter type without derivative",
        "No derivative can be taken by parameter '{0}' of type '{1}'; use float or double, a span, T[], T[,] or T[][] of them, or a span, T[] or T[,] of structs or tuples made of them, or mark it [NoGradient]");

    public static readonly DiagnosticDescriptor ParameterByReference = Error(
        DiagnosticIds.ParameterByReference,
        "Parameter passed by reference",
        "Parameter '{0}' of a differentiable method cannot be passed by reference; pass a value and return the result, or use a Span<T>");

    public static readonly DiagnosticDescriptor ReturnTypeNotSupported = Error(
        DiagnosticIds.ReturnTypeNotSupported,
        "Return type without derivative",
        "'{0}' cannot return '{1}'; return float or double, or void with results in Span<T> or array parameters");

    public static readonly DiagnosticDescriptor StatementNotSupported = Error(
        DiagnosticIds.StatementNotSupported,
        "Statement outside the differentiable language",
        "{0} cannot be differentiated; {1}");

    public static readonly DiagnosticDescriptor ExpressionNotSupported = Error(
        DiagnosticIds.ExpressionNotSupported,
        "Expression outside the differentiable language",
        "{0} cannot be differentiated; {1}");

    public static readonly DiagnosticDescriptor CallNotSupported = Error(
        DiagnosticIds.CallNotSupported,
        "Call outside the differentiable language",
        "The call of '{0}' cannot be differentiated; {1}");

    public static readonly DiagnosticDescriptor DerivativeLost = Error(
        DiagnosticIds.DerivativeLost,
        "The derivative would be lost",
        "'{0}' would lose the derivative of its argument, since it is not looked into; call what has its source or a [VjpOf] rule here, or pass Diff.StopGradient of the argument if that is meant");

    public static readonly DiagnosticDescriptor ActiveValueStored = Error(
        DiagnosticIds.ActiveValueStored,
        "A differentiable value is stored outside the method",
        "'{0}' would lose the derivative of what it stores outside the method; store Diff.StopGradient of it, return it, or write it to a Span<T> parameter");

    public static readonly DiagnosticDescriptor NameCollision = Error(
        DiagnosticIds.NameCollision,
        "Generated parameter names collide",
        "'{0}' would have two parameters named '{1}'; rename parameter '{2}' of '{3}'");

    public static readonly DiagnosticDescriptor MemberExists = Error(
        DiagnosticIds.MemberExists,
        "The generated member exists already",
        "'{0}' already has a member that the generated '{1}' would collide with; rename one of them");

    public static readonly DiagnosticDescriptor FileType = Error(
        DiagnosticIds.FileType,
        "The containing type is local to a file",
        "'{0}' is local to its file, so nothing can be generated into it; drop the modifier 'file'");

    public static readonly DiagnosticDescriptor DerivativeNotSupported = Error(
        DiagnosticIds.DerivativeNotSupported,
        "This kind of derivative cannot be generated",
        "Derivatives.{0} of '{1}' cannot be generated; {2}");

    public static readonly DiagnosticDescriptor GenericMethod = Error(
        DiagnosticIds.GenericMethod,
        "The type parameters of a differentiable method stand for double and float",
        "'{0}' has a type parameter that cannot be both double and float; constrain it to an interface such as IFloatingPointIeee754<T>, or write the method for float or double");

    public static readonly DiagnosticDescriptor MethodNotSupported = Error(
        DiagnosticIds.MethodNotSupported,
        "This kind of method is not differentiable",
        "{0} cannot be differentiated; {1}");

    public static readonly DiagnosticDescriptor RoleNotSupported = Error(
        DiagnosticIds.RoleNotSupported,
        "Attribute on the wrong parameter",
        "[{0}] on parameter '{1}' has no meaning; {2}");

    public static readonly DiagnosticDescriptor RuleNotFound = Error(
        DiagnosticIds.RuleNotFound,
        "A rule matches nothing",
        "'{0}' has no method '{1}'; expected: {2}");

    public static readonly DiagnosticDescriptor RuleMismatch = Error(
        DiagnosticIds.RuleMismatch,
        "A rule does not fit its method",
        "'{0}' does not fit '{1}' as its rule, because {2}; expected: {3}");

    public static readonly DiagnosticDescriptor RuleNotSupported = Error(
        DiagnosticIds.RuleNotSupported,
        "A rule for what can have none",
        "'{0}' cannot have a rule: {1}");

    public static readonly DiagnosticDescriptor RuleDuplicate = Error(
        DiagnosticIds.RuleDuplicate,
        "Two rules for one method",
        "'{0}' has the rule '{1}' already; remove one of them");

    public static readonly DiagnosticDescriptor DescriptionNotRead = new(
        DiagnosticIds.DescriptionNotRead,
        "The description of a method in another assembly cannot be read",
        "What '{0}' computes is described in '{1}' in a way that this version of AutoDiff cannot read; its generated derivative is called instead, if there is one",
        "AutoDiff",
        DiagnosticSeverity.Info,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor StructNotSettable = Error(
        DiagnosticIds.StructNotSettable,
        "A struct that generated code cannot put together",
        "'{0}' cannot be put together by generated code as {1}; give it accessible fields or init properties, or an accessible constructor that only assigns all of them");

    public static readonly DiagnosticDescriptor ProtectedRegion = Error(
        DiagnosticIds.ProtectedRegion,
        "A statement that guards a region",
        "{0} cannot be differentiated; {1}");

    public static readonly DiagnosticDescriptor JumpNotSupported = Error(
        DiagnosticIds.JumpNotSupported,
        "A jump to a label",
        "{0} cannot be differentiated; {1}");

    public static readonly DiagnosticDescriptor SuspensionNotSupported = Error(
        DiagnosticIds.SuspensionNotSupported,
        "Code that is suspended",
        "{0} cannot be differentiated; {1}");

    public static readonly DiagnosticDescriptor DelegateNotSupported = Error(
        DiagnosticIds.DelegateNotSupported,
        "A delegate of which it is not known what it calls",
        "{0} cannot be differentiated; {1}");

    public static readonly DiagnosticDescriptor DynamicNotSupported = Error(
        DiagnosticIds.DynamicNotSupported,
        "An expression without a static type",
        "{0} cannot be differentiated; {1}");

    public static readonly DiagnosticDescriptor UnsafeCode = Error(
        DiagnosticIds.UnsafeCode,
        "A pointer",
        "{0} cannot be differentiated; {1}");

    public static readonly DiagnosticDescriptor ArrayShapeNotSupported = Error(
        DiagnosticIds.ArrayShapeNotSupported,
        "An array of a shape without derivative",
        "{0} cannot be differentiated; {1}");

    public static readonly DiagnosticDescriptor VirtualCall = Error(
        DiagnosticIds.VirtualCall,
        "A call of which it is not known what runs",
        "The call of '{0}' cannot be differentiated; {1}");

    public static readonly DiagnosticDescriptor MemoryPassedOn = Error(
        DiagnosticIds.MemoryPassedOn,
        "Memory passed to code that is not looked into",
        "{0} cannot be differentiated; {1}");

    public static readonly DiagnosticDescriptor Remark = new(
        DiagnosticIds.Remark,
        "What the compiler made of a method",
        "{0}: {1}",
        "AutoDiff",
        DiagnosticSeverity.Info,
        isEnabledByDefault: true);

    private static readonly Dictionary<string, DiagnosticDescriptor> ById = new[]
    {
        InternalError, ContainerNotPartial, NoActiveParameter, NoDifferentiableOutput, ParameterTypeNotSupported, ParameterByReference,
        ReturnTypeNotSupported, StatementNotSupported, ExpressionNotSupported, CallNotSupported, DerivativeLost, ActiveValueStored,
        NameCollision, MemberExists, FileType, DerivativeNotSupported, GenericMethod, MethodNotSupported, RoleNotSupported,
        RuleNotFound, RuleMismatch, RuleNotSupported, RuleDuplicate,
        DescriptionNotRead, StructNotSettable,
        ProtectedRegion, JumpNotSupported, SuspensionNotSupported, DelegateNotSupported,
        DynamicNotSupported, UnsafeCode, ArrayShapeNotSupported, VirtualCall, MemoryPassedOn, Remark,
    }.ToDictionary(static descriptor => descriptor.Id);

    public static IEnumerable<DiagnosticDescriptor> All => ById.Values;

    public static DiagnosticDescriptor Of(string id) => ById[id];

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, "AutoDiff", DiagnosticSeverity.Error, isEnabledByDefault: true);
}

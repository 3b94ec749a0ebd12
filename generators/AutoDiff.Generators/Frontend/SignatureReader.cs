using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Diagnostics;
using AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Generators.Frontend;

/// <summary>Reads how a method is declared, and reports what in the declaration stands against its derivatives.</summary>
internal sealed class SignatureReader(IMethodSymbol method, MethodDeclarationSyntax syntax, Compilation compilation, MethodBodies bodies, Fence fence)
{
    /// <summary>Of a method whose derivatives have been generated elsewhere, as far as they depend on it.</summary>
    public static MethodSignature OfReferenced(IMethodSymbol method, Compilation compilation, MethodBodies bodies)
    {
        SplitShapes shapes = new(compilation, method.ContainingType, bodies);
        IEnumerable<SignatureParameter> parameters = method.Parameters.Select(parameter => new SignatureParameter(
            parameter.Name,
            TypeLowering.Text(parameter.Type),
            TypeLowering.Memory(parameter.Type) ?? TypeLowering.Leaf(parameter.Type),
            ParameterRoles.Of(parameter),
            Split: (TypeLowering.MemoryElement(parameter.Type) ?? parameter.Type) is var value && SplitTypes.IsSplit(value) ? shapes.Of(value) : null));
        SplitShape? returned = SplitTypes.IsSplit(method.ReturnType) ? shapes.Of(method.ReturnType) : null;
        return new MethodSignature("", [], "", method.IsStatic, method.Name, TypeLowering.Text(method.ReturnType), parameters.ToEquatableArray(), "", ReturnShape: returned);
    }

    private readonly SplitShapes shapes = new(compilation, method.ContainingType, bodies);

    private readonly Location location = Specialization.Original(syntax.Identifier.GetLocation());

    private bool ReturnsNumber => TypeLowering.Scalar(method.ReturnType) is { IsFloating: true };

    /// <summary>How the result is put together; null where it is no tuple or struct that can be.</summary>
    private SplitShape? ReturnShape => TypeLowering.HoldsFloating(method.ReturnType) && SplitTypes.IsMadeOfScalars(method.ReturnType) && shapes.Of(method.ReturnType) is { Construction: not null } shape ? shape : null;

    private bool IsOverridable => (method.IsVirtual || method.IsOverride) && !method.IsSealed && !method.ContainingType.IsSealed;

    /// <summary>What was asked for; by default a gradient of a number, else a pullback.</summary>
    public Derivatives ReadDerivatives(AttributeData attribute)
    {
        Derivatives asked = attribute.ConstructorArguments is [{ Value: int flags }] ? (Derivatives)flags : Derivatives.Default;
        if (asked == Derivatives.Default) return ReturnsNumber ? Derivatives.Gradient : Derivatives.Vjp;
        Derivatives unknown = asked & ~(Derivatives.Gradient | Derivatives.Vjp | Derivatives.Jvp | Derivatives.Hvp | Derivatives.Jacobian | Derivatives.Hessian);
        if (unknown != Derivatives.Default)
        {
            fence.Report(DiagnosticIds.DerivativeNotSupported, location, $"{unknown}", method.Name, "ask for members of Derivatives");
            return asked;
        }

        Derivatives ofNumbers = asked & (Derivatives.Gradient | Derivatives.Hvp | Derivatives.Hessian);
        if (!ReturnsNumber && ofNumbers != Derivatives.Default)
        {
            fence.Report(DiagnosticIds.DerivativeNotSupported, location, $"{ofNumbers}", method.Name, "it needs a method that returns float or double; ask for Derivatives.Vjp or Derivatives.Jacobian");
        }

        return asked;
    }

    public MethodSignature Read()
    {
        CheckMethod();
        CheckContainers();
        EquatableArray<SignatureParameter> parameters = method.Parameters.Select(Read).ToEquatableArray();
        if (!fence.IsBroken) CheckFlow(parameters);
        bool isQualified = NameBinding.NeedsQualification(method);
        return new MethodSignature(
            method.ContainingNamespace.IsGlobalNamespace ? "" : method.ContainingNamespace.ToDisplayString(),
            Containers().Select(Header).ToEquatableArray(),
            SyntaxFacts.GetText(method.DeclaredAccessibility),
            method.IsStatic,
            method.Name,
            TypeLowering.Text(method.ReturnType),
            parameters,
            DocumentationName.Of(method, isQualified),
            isQualified,
            compilation.Options is CSharpCompilationOptions { CheckOverflow: true },
            GeneratedMembers.HideInherited(method),
            GeneratedMembers.CoreSuffix(method),
            method.IsExtensionMethod,
            ReturnShape,
            PrimaryParameters.NamesIn(method.ContainingType).ToEquatableArray());
    }

    private SignatureParameter Read(IParameterSymbol parameter)
    {
        Location place = parameter.DeclaringSyntaxReferences is [var reference, ..] && reference.GetSyntax() is ParameterSyntax declaration
            ? Specialization.Original(declaration.Identifier.GetLocation())
            : location;
        if (parameter.RefKind != RefKind.None) fence.Report(DiagnosticIds.ParameterByReference, place, parameter.Name);
        string? attribute = ParameterRoles.AttributeOf(parameter);
        MemoryType? memory = TypeLowering.Memory(parameter.Type);
        if (attribute is "OutputAttribute" or "ScratchAttribute" && memory?.Form is null or MemoryForm.ReadOnlySpan)
        {
            fence.Report(DiagnosticIds.RoleNotSupported, place, attribute.Replace("Attribute", ""), parameter.Name, "it is for spans and arrays of numbers that the method writes");
        }
        else if (attribute is "OutputAttribute" or "ScratchAttribute" && memory is { IsJagged: true })
        {
            fence.Report(DiagnosticIds.RoleNotSupported, place, attribute.Replace("Attribute", ""), parameter.Name, "an array of arrays is input and output; use T[,], or a span with row after row");
        }

        ITypeSymbol value = TypeLowering.MemoryElement(parameter.Type) ?? parameter.Type;
        bool isSplit = SplitTypes.IsSplit(value);
        SplitShape? split = isSplit ? shapes.Of(value) : null;
        bool isFloating = isSplit
            ? SplitTypes.IsMadeOfScalars(value) && TypeLowering.HoldsFloating(value)
            : ParameterRoles.IsFloating(parameter.Type);
        if (isSplit && (split is null || (split.Construction is null && isFloating && attribute != "NoGradientAttribute")))
        {
            fence.Report(DiagnosticIds.StructNotSettable, place, value.ToDisplayString(), $"parameter '{parameter.Name}'");
        }
        else if (!isFloating && attribute is null && TypeLowering.HoldsFloating(parameter.Type))
        {
            fence.Report(DiagnosticIds.ParameterTypeNotSupported, place, parameter.Name, parameter.Type.ToDisplayString());
        }

        return new SignatureParameter(parameter.Name, TypeLowering.Text(parameter.Type), memory ?? TypeLowering.Leaf(parameter.Type), ParameterRoles.Of(isFloating, attribute), Split: split);
    }

    private void CheckMethod()
    {
        if (method.IsGenericMethod) fence.Report(DiagnosticIds.GenericMethod, location, method.Name);
        if (method.IsAsync) fence.Report(DiagnosticIds.SuspensionNotSupported, location, "An async method", "compute in a method of its own");
        if (FirstYield() is { } suspended) fence.Report(DiagnosticIds.SuspensionNotSupported, Specialization.Original(suspended.GetLocation()), "An iterator", "write the results to a Span<T>");
        if (syntax.Body is null && syntax.ExpressionBody is null) fence.Report(DiagnosticIds.MethodNotSupported, location, "A method without a body", "mark the one that has it");
        if (IsOverridable) fence.Report(DiagnosticIds.MethodNotSupported, location, "A method that can be overridden", "its derivatives would be those of this body for every type; seal it, or compute in a method that is not virtual");
        if (method.ReturnsByRef || method.ReturnsByRefReadonly) fence.Report(DiagnosticIds.MethodNotSupported, location, "A method that returns by reference", "return the value");
    }

    private SyntaxToken? FirstYield() => syntax.Body?
        .DescendantNodes(static node => node is not (LocalFunctionStatementSyntax or ExpressionSyntax))
        .OfType<YieldStatementSyntax>()
        .FirstOrDefault()?.YieldKeyword;

    private void CheckContainers()
    {
        foreach (INamedTypeSymbol type in Containers())
        {
            if (type.CanBeReferencedByName is false)
            {
                fence.Report(DiagnosticIds.MethodNotSupported, location, "A member of an extension block", "write it as a method with a parameter 'this'");
                return;
            }

            if (type.IsFileLocal) fence.Report(DiagnosticIds.FileType, location, type.Name);
            bool isPartial = type.DeclaringSyntaxReferences.Any(static reference => reference.GetSyntax() is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));
            if (!isPartial) fence.Report(DiagnosticIds.ContainerNotPartial, location, type.Name, method.Name);
        }
    }

    private void CheckFlow(EquatableArray<SignatureParameter> parameters)
    {
        if (!parameters.Any(static parameter => parameter.Role == ParameterRole.Active)) fence.Report(DiagnosticIds.NoActiveParameter, location, method.Name);
        bool writes = parameters.Any(static parameter => parameter is
        {
            Role: ParameterRole.Active or ParameterRole.Output,
            IrType: MemoryType { Form: not MemoryForm.ReadOnlySpan },
        });
        if (ReturnsNumber || ReturnShape is not null || (method.ReturnsVoid && writes)) return;
        if (SplitTypes.IsSplit(method.ReturnType) && SplitTypes.IsMadeOfScalars(method.ReturnType)) fence.Report(DiagnosticIds.StructNotSettable, Specialization.Original(syntax.ReturnType.GetLocation()), method.ReturnType.ToDisplayString(), $"the result of '{method.Name}'");
        else if (TypeLowering.HoldsFloating(method.ReturnType)) fence.Report(DiagnosticIds.ReturnTypeNotSupported, Specialization.Original(syntax.ReturnType.GetLocation()), method.Name, method.ReturnType.ToDisplayString());
        else fence.Report(DiagnosticIds.NoDifferentiableOutput, location, method.Name);
    }

    /// <summary>From the outermost inwards.</summary>
    private IEnumerable<INamedTypeSymbol> Containers()
    {
        Stack<INamedTypeSymbol> types = [];
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType) types.Push(type);
        return types;
    }

    /// <summary>Every part of an interface repeats what its parameters vary with.</summary>
    private static readonly SymbolDisplayFormat HeaderFormat = SymbolDisplayFormat.MinimallyQualifiedFormat
        .WithKindOptions(SymbolDisplayKindOptions.None)
        .WithGenericsOptions(SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeVariance);

    private static string Header(INamedTypeSymbol type)
    {
        string kind = type switch
        {
            { IsRecord: true, TypeKind: TypeKind.Struct } => "record struct",
            { IsRecord: true } => "record",
            { TypeKind: TypeKind.Struct } => "struct",
            { TypeKind: TypeKind.Interface } => "interface",
            _ => "class",
        };
        return $"{(type.IsRefLikeType ? "ref " : "")}partial {kind} {type.ToDisplayString(HeaderFormat)}";
    }
}

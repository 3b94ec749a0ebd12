using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using AutoDiff.Generators.Diagnostics;
using AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>A method marked [Differentiable] as a <see cref="MethodModel"/>, and what there is to report about it.</summary>
internal static class MethodLowering
{
    /// <summary>One lowered method, or for a generic one its overloads for double and float.</summary>
    public static EquatableArray<LoweredMethod> Run(GeneratorAttributeSyntaxContext marked, CancellationToken token)
    {
        try
        {
            return Lower(marked, token);
        }
        catch (Exception defect) when (defect is not OperationCanceledException)
        {
            return [Refuse(marked, DiagnosticIds.InternalError, token, marked.TargetSymbol.Name, defect.Message)];
        }
    }

    private static EquatableArray<LoweredMethod> Lower(GeneratorAttributeSyntaxContext marked, CancellationToken token)
    {
        if (marked.TargetNode is not MethodDeclarationSyntax syntax)
        {
            return [Refuse(marked, DiagnosticIds.MethodNotSupported, token, "What is not an ordinary method of a type", "mark a method that has a name and parameters")];
        }

        SemanticModel semantics = marked.SemanticModel;
        EquatableArray<LoweredMethod> lowered = Lower((IMethodSymbol)marked.TargetSymbol, syntax, semantics, marked.Attributes[0], token);
        if (lowered.All(static overload => overload.Model is not null) || !MayCallDerivatives((IMethodSymbol)marked.TargetSymbol, semantics)) return lowered;

        // It may only be that what it calls has not been generated yet.
        SemanticModel completed = DeclaredDerivatives.Complete(semantics.Compilation).GetSemanticModel(syntax.SyntaxTree);
        return Lower((IMethodSymbol)completed.GetDeclaredSymbol(syntax, token)!, syntax, completed, marked.Attributes[0], token);
    }

    /// <summary>The method, or one that it calls, calls what is called like a derivative and is not there.</summary>
    private static bool MayCallDerivatives(IMethodSymbol method, SemanticModel semantics) => new MethodBodies(semantics).Graph.Named(method)
        .SelectMany(static reached => reached.DeclaringSyntaxReferences)
        .Select(static declaration => Specialization.Original(declaration.GetSyntax()))
        .Any(code => UnboundDerivatives.MayStandIn(code, semantics.Compilation.GetSemanticModel(code.SyntaxTree)));

    private static EquatableArray<LoweredMethod> Lower(IMethodSymbol method, MethodDeclarationSyntax syntax, SemanticModel semantics, AttributeData attribute, CancellationToken token)
    {
        string hintName = HintNames.Of(method);
        if (!GenericMethods.IsGeneric(method, semantics.Compilation)) return [Run(method, syntax, semantics, attribute, hintName, token)];
        List<LoweredMethod> overloads = [];
        foreach ((ITypeSymbol type, Specialization specialization) in GenericMethods.Overloads(method, semantics.Compilation))
        {
            string overloadName = hintName.Replace(".g.cs", $".{type.Name}.g.cs");
            LoweredMethod overload = Run(specialization.Method, specialization.Syntax, specialization.Semantics, attribute, overloadName, token, specialization.Error);
            if (overload.Model is null) return [overload];
            MethodSignature signature = overload.Model.Signature;
            overloads.Add(overload with { Model = overload.Model with { Signature = signature with { CrefName = DocumentationName.Of(method, signature.Qualify) } } });
        }

        return overloads.ToEquatableArray();
    }

    private static LoweredMethod Run(IMethodSymbol method, MethodDeclarationSyntax syntax, SemanticModel semantics, AttributeData attribute, string hintName, CancellationToken token, Diagnostic? error = null)
    {
        LoweringContext context = new(method, semantics, Specialization.Original(syntax.Identifier.GetLocation()));
        if (error is not null)
        {
            context.Fence.Report(DiagnosticIds.ExpressionNotSupported, Specialization.Original(error.Location), "What a type parameter alone has", $"use what float and double name in public ({error.GetMessage()})");
            return new LoweredMethod(null, new MethodReport(hintName, context.Fence.Diagnostics, context.Origins.Spans));
        }

        MethodModel? model = null;
        try
        {
            model = Lower(context, syntax, attribute, hintName, token);
        }
        catch (NotSupportedException limit)
        {
            if (!context.Fence.IsBroken) context.Fence.Report(DiagnosticIds.MethodNotSupported, context.Origins.LocationOf((limit as Refusal)?.Origin), $"'{method.Name}'", limit.Message);
        }
        catch (Exception defect) when (defect is not OperationCanceledException)
        {
            if (!context.Fence.IsBroken) context.Fence.Report(DiagnosticIds.InternalError, Specialization.Original(syntax.Identifier.GetLocation()), method.Name, defect.Message);
        }

        return new LoweredMethod(context.Fence.IsBroken ? null : model, new MethodReport(hintName, context.Fence.IsInvalid ? [] : context.Fence.Diagnostics, context.Origins.Spans));
    }

    /// <summary>Reports at the attribute, which may also stand on operators, accessors, local functions and lambdas.</summary>
    private static LoweredMethod Refuse(GeneratorAttributeSyntaxContext marked, string id, CancellationToken token, params string[] arguments)
    {
        SourceSpan place = SourceSpan.Of((marked.Attributes[0].ApplicationSyntaxReference?.GetSyntax(token) ?? marked.TargetNode).GetLocation());
        return new LoweredMethod(null, new MethodReport("", [new SourceDiagnostic(id, place, new(arguments))], [place]));
    }

    private static MethodModel? Lower(LoweringContext context, MethodDeclarationSyntax syntax, AttributeData attribute, string hintName, CancellationToken token)
    {
        if (DeclaredMethod.Of(context.Method, syntax, context.Semantics.Compilation, context.Bodies, attribute, context.Fence) is not { Signature: var signature } declared) return null;
        context.Helpers.AreReversed = (declared.Derivatives & ~Derivatives.Jvp) != 0;
        context.Helpers.AreDifferentiatedTwice = (declared.Derivatives & (Derivatives.Hvp | Derivatives.Hessian)) != 0;
        GeneratedMembers.CheckNames(context.Method, signature, declared.Derivatives, syntax, context.Semantics.Compilation, context.Bodies, context.Fence);
        if (context.Fence.IsBroken || LowerModule(context, declared, syntax, token) is not { } module) return null;
        signature = WithWritten(signature, module.Root);
        foreach (SignatureParameter parameter in signature.Parameters.Where(static parameter => parameter is { Written: true, Split.Construction: null }))
        {
            context.Fence.Report(DiagnosticIds.StructNotSettable, Specialization.Original(syntax.Identifier.GetLocation()), parameter.Type.Replace("global::", ""), $"parameter '{parameter.Name}', which is written");
        }

        bool vectorize = attribute.NamedArguments.All(static argument => argument.Key != "Vectorize" || argument.Value.Value is true);
        bool isPortable = context.IsPortable && module is { Helpers.Count: 0, Derivatives.Count: 0 } && context.MayTravel && !context.Method.ContainingType.IsGenericType;
        string portableId = isPortable ? context.Method.GetDocumentationCommentId() ?? "" : "";
        return new MethodModel(signature, module, declared.Derivatives, vectorize, hintName, portableId);
    }

    /// <summary>The method as a function, with those that it calls; null where there is nothing to lower.</summary>
    /// <param name="receiver">What it is handed in front of its parameters.</param>
    public static Module? LowerModule(LoweringContext context, DeclaredMethod declared, MethodDeclarationSyntax syntax, CancellationToken token, params Value[] receiver)
    {
        Function? function = declared.Pullback is { } rule
            ? LowerBody(context, declared.Signature, receiver, values => Call(context, rule, declared.Pushforward, values, Specialization.Original(syntax.Identifier.GetLocation())))
            : context.Semantics.GetOperation(syntax, token) is IMethodBodyOperation body ? LowerBody(context, declared.Signature, receiver, _ => Run(context, (body.BlockBody ?? body.ExpressionBody)!)) : null;
        return function is null ? null : ReadOnlyArguments.Run(new Module(function, context.Helpers.Functions, context.Helpers.Derivatives));
    }

    /// <summary>The signature that knows which memory the method writes.</summary>
    public static MethodSignature WithWritten(MethodSignature signature, Function function)
    {
        ISet<Value> written = WrittenMemory.Of(function);
        Queue<Value> leaves = new(function.Parameters);
        return signature with { Parameters = signature.Parameters.Select(parameter => parameter with { Written = parameter.Leaves.Count(_ => written.Contains(leaves.Dequeue())) > 0 }).ToEquatableArray() };
    }

    /// <param name="lower">Lowers what the method does with the values of its parameters, and yields its results.</param>
    private static Function LowerBody(LoweringContext context, MethodSignature signature, IReadOnlyList<Value> receiver, Func<IReadOnlyList<Value>, IEnumerable<Value>> lower)
    {
        List<Value> parameters = [];
        foreach (IParameterSymbol parameter in context.Method.Parameters)
        {
            using IEnumerator<string> names = SplitTypes.LeafNames(parameter.Type, parameter.Name).GetEnumerator();
            Lowered value = TypeLowering.Build(parameter.Type, type => context.Builder.Numbers.Create(type, names.MoveNext() ? names.Current : null));
            foreach (Value leaf in value.Leaves.Where(static leaf => leaf.Type is MemoryType)) context.Roots.Object(leaf);
            context.Environment[parameter] = context.Elements.Alike(value);
            parameters.AddRange(value.Leaves);
            if (!ConstantArguments.IsConstant(parameter)) continue;
            foreach (Value leaf in value.Leaves) context.Roots.Constant(leaf);
        }

        EquatableArray<Value> results = lower(parameters).ToEquatableArray();
        IEnumerable<ParameterRole> roles = receiver.Select(static _ => ParameterRole.Constant).Concat(signature.Parameters.SelectMany(RolesOf));
        return new Function(signature.Name, roles.ToEquatableArray(), context.Builder.ToBlock([.. receiver, .. parameters], results));
    }

    private static IEnumerable<Value> Run(LoweringContext context, IBlockOperation body)
    {
        context.AddressTaken.Include(body);
        foreach (IParameterSymbol parameter in context.Method.Parameters.Where(context.AddressTaken.Contains))
        {
            Lowered value = context.Environment[parameter]!;
            context.Assignments.Declare(parameter);
            context.Assignments.Bind(parameter, value);
        }

        context.Statements.Run(body);
        return context.Environment.Result?.Leaves ?? Unreached(context);
    }

    /// <summary>A method with a rule is called as it is.</summary>
    private static IEnumerable<Value> Call(LoweringContext context, CustomRule rule, CustomRule? pushforward, IReadOnlyList<Value> values, Location place)
    {
        context.Builder.Origin = new Origin(0, "");
        return context.Rules.Call(rule, pushforward, context.Method.IsStatic ? null : context.Frame.Receiver, values, place)?.Leaves ?? [];
    }

    /// <summary>A method that never gets to a <c>return</c> yields nothing, and yet its function has a result.</summary>
    private static IEnumerable<Value> Unreached(LoweringContext context)
    {
        if (context.Method.ReturnsVoid) return [];
        return TypeLowering.Build(context.Method.ReturnType, type =>
        {
            Value result = context.Builder.Numbers.Create(type);
            context.Builder.Insert(0, new Let([result], type is ScalarType ? new Constant(0) : new OpaqueCall($"default({TemplateText.Escape(((OpaqueType)type).Name)})", [], Effects.None), context.Builder.Origin));
            return result;
        }).Leaves.ToList();
    }

    /// <summary>What of a split value is no floating-point number is a constant.</summary>
    private static IEnumerable<ParameterRole> RolesOf(SignatureParameter parameter) => parameter.Split is null
        ? [parameter.Role]
        : parameter.Split.Leaves.Select(leaf => leaf.Type.IsFloating ? parameter.Role : ParameterRole.Constant);
}

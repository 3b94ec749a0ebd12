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

        var method = (IMethodSymbol)marked.TargetSymbol;
        string hintName = HintNames.Of(method);
        if (!GenericMethods.IsGeneric(method, marked.SemanticModel.Compilation)) return [Run(method, syntax, marked.SemanticModel, marked.Attributes[0], hintName, token)];
        List<LoweredMethod> overloads = [];
        foreach ((ITypeSymbol type, Specialization specialization) in GenericMethods.Overloads(method, marked.SemanticModel.Compilation))
        {
            string overloadName = hintName.Replace(".g.cs", $".{type.Name}.g.cs");
            LoweredMethod overload = Run(specialization.Method, specialization.Syntax, specialization.Semantics, marked.Attributes[0], overloadName, token, specialization.Error);
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

        EquatableArray<SourceDiagnostic> diagnostics = context.Fence.IsInvalid ? Nested(syntax, semantics) : context.Fence.Diagnostics;
        return new LoweredMethod(context.Fence.IsBroken ? null : model, new MethodReport(hintName, diagnostics, context.Origins.Spans));
    }

    /// <summary>What is wrong with a method may only be that it calls derivatives which are not there yet.</summary>
    private static EquatableArray<SourceDiagnostic> Nested(SyntaxNode syntax, SemanticModel semantics) => NestedDerivatives.In(syntax, semantics)
        .Select(static call => new SourceDiagnostic(DiagnosticIds.CallNotSupported, SourceSpan.Of(Specialization.Original(call.GetLocation())), [$"{call.Expression}", "a derivative cannot be differentiated again here; ask for Derivatives.Hvp or Derivatives.Hessian, or write it out"]))
        .ToEquatableArray();

    /// <summary>Reports at the attribute, which may also stand on operators, accessors, local functions and lambdas.</summary>
    private static LoweredMethod Refuse(GeneratorAttributeSyntaxContext marked, string id, CancellationToken token, params string[] arguments)
    {
        SourceSpan place = SourceSpan.Of((marked.Attributes[0].ApplicationSyntaxReference?.GetSyntax(token) ?? marked.TargetNode).GetLocation());
        return new LoweredMethod(null, new MethodReport("", [new SourceDiagnostic(id, place, new(arguments))], [place]));
    }

    private static MethodModel? Lower(LoweringContext context, MethodDeclarationSyntax syntax, AttributeData attribute, string hintName, CancellationToken token)
    {
        SignatureReader reader = new(context.Method, syntax, context.Semantics.Compilation, context.Bodies, context.Fence);
        Derivatives derivatives = reader.ReadDerivatives(attribute);
        MethodSignature signature = reader.Read();
        RuleBinding? binding = context.Rules.Of(context.Method);
        if (binding is { Rule: null }) context.Fence.Invalid();
        if (binding?.Rule is { } given && TakesPlaceOf(given, RuleAttributes.CustomVjp)) derivatives &= ~Derivatives.Vjp;
        CustomRule? pushforward = context.Rules.TangentOf(context.Method);
        if (pushforward is not null && TakesPlaceOf(pushforward, RuleAttributes.CustomJvp)) derivatives &= ~Derivatives.Jvp;
        context.Helpers.AreReversed = (derivatives & ~Derivatives.Jvp) != 0;
        if (context.Fence.IsBroken) return null;
        GeneratedMembers.CheckNames(context.Method, signature, derivatives, syntax, context.Semantics.Compilation, context.Bodies, context.Fence);
        if (context.Fence.IsBroken) return null;
        Function? function = binding?.Rule is { } rule
            ? LowerBody(context, signature, values => Call(context, rule, pushforward, values, Specialization.Original(syntax.Identifier.GetLocation())))
            : context.Semantics.GetOperation(syntax, token) is IMethodBodyOperation body ? LowerBody(context, signature, values => Run(context, (body.BlockBody ?? body.ExpressionBody)!)) : null;
        if (function is null) return null;
        Module module = ReadOnlyArguments.Run(new Module(function, context.Helpers.Functions));
        ISet<Value> written = WrittenMemory.Of(module.Root);
        Queue<Value> leaves = new(module.Root.Parameters);
        EquatableArray<SignatureParameter> parameters = signature.Parameters
            .Select(parameter => parameter with { Written = parameter.Leaves.Count(_ => written.Contains(leaves.Dequeue())) > 0 })
            .ToEquatableArray();
        foreach (SignatureParameter parameter in parameters.Where(static parameter => parameter is { Written: true, Split.Construction: null }))
        {
            context.Fence.Report(DiagnosticIds.StructNotSettable, Specialization.Original(syntax.Identifier.GetLocation()), parameter.Type.Replace("global::", ""), $"parameter '{parameter.Name}', which is written");
        }

        bool vectorize = attribute.NamedArguments.All(static argument => argument.Key != "Vectorize" || argument.Value.Value is true);
        bool isPortable = context.IsPortable && module.Helpers.Count == 0 && context.Method is { IsStatic: true, ContainingType.IsGenericType: false } && Exposure.IsPublic(context.Method) && context.Semantics.Compilation.Options.OutputKind == OutputKind.DynamicallyLinkedLibrary;
        string portableId = isPortable ? context.Method.GetDocumentationCommentId() ?? "" : "";
        return new MethodModel(signature with { Parameters = parameters }, module, derivatives, vectorize, hintName, portableId);
    }

    /// <param name="lower">Lowers what the method does with the values of its parameters, and yields its results.</param>
    private static Function LowerBody(LoweringContext context, MethodSignature signature, Func<IReadOnlyList<Value>, IEnumerable<Value>> lower)
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
        EquatableArray<ParameterRole> roles = signature.Parameters.SelectMany(RolesOf).ToEquatableArray();
        return new Function(signature.Name, roles, context.Builder.ToBlock(parameters.ToEquatableArray(), results));
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

    /// <summary>The rule that the method names, or that is called like the member which would be generated, is that member.</summary>
    private static bool TakesPlaceOf(CustomRule rule, string attribute) =>
        RuleAttributes.Of(rule.Method, attribute) is not null
        || (rule.Rule.Name == $"{rule.Method.Name}{rule.Kind}" && SymbolEqualityComparer.Default.Equals(rule.Rule.ContainingType, rule.Method.ContainingType));

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

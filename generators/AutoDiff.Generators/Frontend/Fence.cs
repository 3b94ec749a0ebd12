using System.Collections.Generic;
using AutoDiff.Generators.Diagnostics;
using AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generators.Frontend;

/// <summary>Collects what is outside the language, each at its exact place. Lowering goes on after a refusal, so that
/// one build reports them all.</summary>
internal sealed class Fence
{
    private readonly List<SourceDiagnostic> diagnostics = [];

    private readonly List<SourceDiagnostic> remarks = [];

    /// <summary>What is outside the language, or else remarks that stop nothing.</summary>
    public EquatableArray<SourceDiagnostic> Diagnostics => (diagnostics.Count > 0 ? diagnostics : remarks).ToEquatableArray();

    /// <summary>The compiler itself reports an error here, so nothing else is said and nothing generated.</summary>
    public bool IsInvalid { get; private set; }

    public bool IsBroken => IsInvalid || diagnostics.Count > 0;

    public void Invalid() => IsInvalid = true;

    public void Report(string id, Location location, params string[] arguments) => diagnostics.Add(new(id, SourceSpan.Of(location), new(arguments)));

    /// <summary>Says something that stops nothing.</summary>
    public void Inform(string id, Location location, params string[] arguments) => remarks.Add(new(id, SourceSpan.Of(location), new(arguments)));

    public void Statement(IOperation statement, string what, string instead, string id = DiagnosticIds.StatementNotSupported) =>
        Report(id, FirstToken(statement.Syntax), what, instead);

    public void Expression(IOperation expression, string what, string instead, string id = DiagnosticIds.ExpressionNotSupported) =>
        Report(id, Specialization.Original(expression.Syntax.GetLocation()), what, instead);

    public void Call(IOperation call, string method, string instead, string id = DiagnosticIds.CallNotSupported) =>
        Report(id, Specialization.Original(call.Syntax.GetLocation()), method, instead);

    /// <summary>A compound statement is underlined at its keyword, not through its body.</summary>
    private static Location FirstToken(SyntaxNode statement) => Specialization.Original(statement.GetFirstToken().GetLocation());
}

using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>Whether it can be told when an expression is evaluated, against an element that is not there.</summary>
internal static class EvaluationOrder
{
    /// <summary>It changes something, or throws something else than an element that is not there does.</summary>
    public static bool Matters(IOperation expression) => expression.Descendants().Prepend(expression).Any(static part => part switch
    {
        IInvocationOperation { TargetMethod: var method } => !IsMathematics(method),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Divide or BinaryOperatorKind.Remainder } division => TypeLowering.Scalar(division.Type) is not { IsFloating: true },
        IDeconstructionAssignmentOperation => part.Parent is not IExpressionStatementOperation,
        IAssignmentOperation or IIncrementOrDecrementOperation or IThrowOperation or IObjectCreationOperation or IArrayCreationOperation or IRangeOperation => true,
        IConversionOperation { IsChecked: true } => true,
        _ => false,
    });

    private static bool IsMathematics(IMethodSymbol method) =>
        method.ContainingType is { SpecialType: SpecialType.System_Double or SpecialType.System_Single } or { Name: "Math" or "MathF", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };
}

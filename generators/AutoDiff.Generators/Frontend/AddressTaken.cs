using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>The variables that something else refers to, so that they live in memory.</summary>
internal sealed class AddressTaken
{
    private readonly HashSet<ISymbol> variables = new(SymbolEqualityComparer.Default);

    /// <summary>Adds those of a body that is going to be lowered.</summary>
    public void Include(IOperation body)
    {
        foreach (IOperation operation in body.DescendantsAndSelf())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation { Symbol.IsRef: true, Initializer.Value: { } target }:
                    Visit(target);
                    break;
                case ISimpleAssignmentOperation { IsRef: true, Value: var target }:
                    Visit(target);
                    break;
                case IConditionalOperation { IsRef: true } choice:
                    Visit(choice.WhenTrue);
                    Visit(choice.WhenFalse!);
                    break;
            }
        }
    }

    public bool Contains(ISymbol variable) => variables.Contains(variable);

    private void Visit(IOperation target)
    {
        switch (target)
        {
            case ILocalReferenceOperation { Local: { IsRef: false } local } when IsSplitOrScalar(local.Type):
                variables.Add(local);
                break;
            case IParameterReferenceOperation { Parameter: var parameter } when IsSplitOrScalar(parameter.Type):
                variables.Add(parameter);
                break;
            case IParenthesizedOperation parenthesized:
                Visit(parenthesized.Operand);
                break;
            case IFieldReferenceOperation { Instance: { } whole } when SplitTypes.IsSplit(whole.Type):
                Visit(whole);
                break;
        }
    }

    private static bool IsSplitOrScalar(ITypeSymbol type) => TypeLowering.Scalar(type) is not null || SplitTypes.IsMadeOfScalars(type);
}

using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>Constructors that do nothing but give parts their values.</summary>
internal static class ConstructorShape
{
    /// <summary>For each parameter the part that it becomes; null where the constructor does something else as well.</summary>
    public static IReadOnlyList<int>? Of(IMethodSymbol constructor, MethodBodies bodies)
    {
        if (constructor is { IsImplicitlyDeclared: true, Parameters.IsEmpty: true }) return [];
        if ((FrameworkStructs.Parts(constructor) ?? PositionalRecords.Parts(constructor)) is { } known) return known;
        if (bodies.Constructor(constructor) is not { Chained: null } code) return null;

        Dictionary<string, int> parts = [];
        foreach ((IFieldSymbol field, IParameterSymbol parameter) in code.Positional) parts[parameter.Name] = SplitTypes.IndexOf(constructor.ContainingType, field);
        bool isPlain = code.Initializers.All(initializer => Note(initializer.Field, initializer.Value) || initializer.Value.ConstantValue.HasValue)
            && (code.Body?.Operations.All(statement => statement is IExpressionStatementOperation { Operation: var operation } && IsPlain(operation)) ?? true);
        bool isWhole = constructor.Parameters.All(parameter => parts.ContainsKey(parameter.Name)) && parts.Values.Distinct().Count() == parts.Count;
        return isPlain && isWhole ? [.. constructor.Parameters.Select(parameter => parts[parameter.Name])] : null;

        bool IsPlain(IOperation operation) => operation switch
        {
            ISimpleAssignmentOperation assignment => Assign(assignment.Target, assignment.Value),
            IDeconstructionAssignmentOperation { Target: ITupleOperation targets, Value: var value } when Literal(value) is { } values =>
                targets.Elements.Zip(values.Elements, static (target, value) => (target, value)).All(pair => Assign(pair.target, pair.value)),
            _ => false,
        };

        bool Assign(IOperation target, IOperation value) => target switch
        {
            IFieldReferenceOperation { Instance: IInstanceReferenceOperation, Field: var field } => Note(field, value),
            IPropertyReferenceOperation { Instance: IInstanceReferenceOperation, Property: var property } when SplitTypes.IndexOf(constructor.ContainingType, property, isWritten: true) is >= 0 and var part =>
                Note(SplitTypes.PartsOf(constructor.ContainingType)![part].Field!, value),
            _ => false,
        };

        bool Note(IFieldSymbol field, IOperation value)
        {
            if (value is not IParameterReferenceOperation { Parameter.Name: var name } || parts.ContainsKey(name)) return false;
            parts[name] = SplitTypes.IndexOf(constructor.ContainingType, field);
            return true;
        }
    }

    private static ITupleOperation? Literal(IOperation value) => value switch
    {
        ITupleOperation tuple => tuple,
        IConversionOperation { Operand: var operand } => Literal(operand),
        _ => null,
    };
}

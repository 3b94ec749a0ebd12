using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>What a loop does, before it is lowered: the variables it assigns, and whether it changes anything else.</summary>
internal sealed class LoopScan
{
    private readonly HashSet<ISymbol> assigned = new(SymbolEqualityComparer.Default);
    private readonly LoweringContext context;
    private readonly HashSet<ISymbol> called = new(SymbolEqualityComparer.Default);

    /// <summary>What is visited now is the code of a called method.</summary>
    private bool isInCalled;

    private LoopScan(LoweringContext context) => this.context = context;

    /// <summary>It changes objects, or calls what may.</summary>
    private bool HasEffects { get; set; }

    /// <summary>It stores to elements.</summary>
    private bool Stores { get; set; }

    /// <summary>A <c>return</c>, or a <c>break</c> to the given label, leaves it.</summary>
    public bool MayExit { get; private set; }

    public static LoopScan Of(ILabelSymbol exit, IEnumerable<IOperation> parts, LoweringContext context)
    {
        LoopScan scan = new(context);
        foreach (IOperation operation in parts.SelectMany(static part => part.DescendantsAndSelf())) scan.Visit(operation, exit);
        return scan;
    }

    /// <summary>A variable that lives in memory is stored to instead.</summary>
    public bool Assigns(ISymbol variable) => assigned.Contains(variable);

    /// <summary>Does the expression have the same value in every iteration?</summary>
    public bool IsInvariant(IOperation expression) => expression switch
    {
        { ConstantValue.HasValue: true } or IInstanceReferenceOperation => true,
        ILocalReferenceOperation { Local: var local } => IsInvariant(local),
        IParameterReferenceOperation { Parameter: var parameter } => IsInvariant(parameter) && !(HasEffects && PrimaryParameters.Is(parameter)),
        IPropertyReferenceOperation length when ElementLowering.IsLength(length) => IsInvariant(length.Instance!),
        IInvocationOperation extent when ElementLowering.IsExtent(extent) => IsInvariant(extent.Instance!) && IsInvariant(extent.Arguments[0].Value),
        IPropertyReferenceOperation { Property: var property } when !property.Locations.All(static location => location.IsInMetadata) => false,
        IArrayElementReferenceOperation row when ElementLowering.IsRow(row) => expression.ChildOperations.All(IsInvariant),
        IArrayElementReferenceOperation or IPropertyReferenceOperation { Property.IsIndexer: true } => !Stores && !HasEffects && expression.ChildOperations.All(IsInvariant),
        IFieldReferenceOperation or IPropertyReferenceOperation => !HasEffects && expression.ChildOperations.All(IsInvariant),
        IArgumentOperation or IBinaryOperation { OperatorMethod: null } or IUnaryOperation { OperatorMethod: null } or IConversionOperation or IParenthesizedOperation => expression.ChildOperations.All(IsInvariant),
        IInvocationOperation call when CallEffects.Of(call.TargetMethod, context.Bodies) != Effects.Any => expression.ChildOperations.All(IsInvariant),
        _ => false,
    };

    private bool IsInvariant(ISymbol variable) => context.Environment[variable] is not Alias && !Assigns(variable) && !(IsInMemory(variable) && Stores);

    private void Visit(IOperation operation, ILabelSymbol? exit)
    {
        switch (operation)
        {
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument:
                Assign(argument.Value);
                break;
            case IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke, Instance: { } target } when Held(target) is { } closure:
                VisitCalled(closure.Method, [closure.Body]);
                break;
            case IInvocationOperation call when context.Bodies.IsKnown(call.TargetMethod):
                VisitCalled(call.TargetMethod);
                if (call.Instance is { } receiver && context.Bodies.Mutating.Contains(call.TargetMethod)) Assign(receiver);
                break;
            case IPropertyReferenceOperation { Instance: { } instance } property when SplitTypes.IsSplit(instance.Type):
                VisitCalled(property.Property.GetMethod);
                VisitCalled(property.Property.SetMethod);
                if (context.Bodies.Mutating.Contains(property.Property.GetMethod)) Assign(instance);
                break;
            case IObjectCreationOperation { Constructor: var constructor, Type: var type } when SplitTypes.IsSplit(type):
                VisitCalled(constructor);
                break;
            case IBinaryOperation { OperatorMethod: { } method }:
                VisitCalled(method);
                break;
            case IUnaryOperation { OperatorMethod: { } method }:
                VisitCalled(method);
                break;
            case IConversionOperation { OperatorMethod: { } method }:
                VisitCalled(method);
                break;
            case ICompoundAssignmentOperation assignment:
                VisitCalled(assignment.OperatorMethod);
                Assign(assignment.Target);
                break;
            case ISimpleAssignmentOperation { IsRef: true, Target: ILocalReferenceOperation { Local: var local } }:
                assigned.Add(local);
                break;
            case IAssignmentOperation assignment:
                Assign(assignment.Target);
                break;
            case IIncrementOrDecrementOperation increment:
                Assign(increment.Target);
                break;
            case IInvocationOperation call when CallEffects.Of(call.TargetMethod, context.Bodies) == Effects.Any && !ElementLowering.IsExtent(call):
            case IObjectCreationOperation or IDynamicInvocationOperation:
                HasEffects = Stores = true;
                break;
            case IBranchOperation { BranchKind: BranchKind.Break } branch:
                MayExit |= SymbolEqualityComparer.Default.Equals(branch.Target, exit);
                break;
            case IReturnOperation when exit is not null:
                MayExit = true;
                break;
        }
    }

    private Closure? Held(IOperation target) => target switch
    {
        ILocalReferenceOperation local => context.Environment[local.Local] as Closure,
        IParameterReferenceOperation parameter => context.Environment[parameter.Parameter] as Closure,
        _ => null,
    };

    /// <summary>What a called body does counts; what it leaves is its own.</summary>
    private void VisitCalled(IMethodSymbol? method)
    {
        if (method is not null && Callee.Of(method).Method is var callee) VisitCalled(callee, context.Bodies.Code(callee));
    }

    private void VisitCalled(IMethodSymbol method, IEnumerable<IOperation> code)
    {
        if (!called.Add(method)) return;
        bool outer = isInCalled;
        isInCalled = true;
        foreach (IOperation operation in code.SelectMany(static part => part.DescendantsAndSelf())) Visit(operation, null);
        isInCalled = outer;
    }

    private void Assign(IOperation target)
    {
        switch (target)
        {
            case ILocalReferenceOperation { Local: var local }:
                Assign(local);
                break;
            case IParameterReferenceOperation { Parameter: var parameter } when !PrimaryParameters.Is(parameter):
                Assign(parameter);
                break;
            case ITupleOperation tuple:
                foreach (IOperation element in tuple.Elements) Assign(element);
                break;
            case IDeclarationExpressionOperation declaration:
                Assign(declaration.Expression);
                break;
            case IFieldReferenceOperation { Instance: { } whole } when SplitTypes.IsSplit(whole.Type):
                Assign(whole);
                break;
            case IInstanceReferenceOperation:
                AssignThis();
                break;
            case IDiscardOperation:
                break;
            case IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation:
                Stores = true;
                break;
            case IPropertyReferenceOperation element when ElementLowering.IsElement(element):
                Stores = true;
                break;
            case IPropertyReferenceOperation { Instance: { } whole } when SplitTypes.IsSplit(whole.Type):
                Assign(whole);
                break;
            default:
                HasEffects = Stores = true;
                break;
        }
    }

    private void Assign(ISymbol variable)
    {
        if (IsInMemory(variable)) Stores = true;
        else if (context.Environment[variable] is Alias { Place: var place }) Assign(place);
        else assigned.Add(variable);
    }

    private void Assign(Place place)
    {
        switch (place)
        {
            case VariablePlace { Variable: var variable }:
                Assign(variable);
                break;
            case PartPlace { Whole: var whole }:
                Assign(whole);
                break;
            case PropertyPlace { Instance: { } instance }:
                Assign(instance);
                break;
            case ElementPlace:
                Stores = true;
                break;
        }
    }

    /// <summary>What is <c>this</c> in a method that is called in the loop is assigned with the call.</summary>
    private void AssignThis()
    {
        if (isInCalled) return;
        if (context.Frame.This is { } place) Assign(place);
        else HasEffects = Stores = true;
    }

    /// <summary>A ref local, or a ref parameter of an inlined method, stands for memory, and a variable that is referred to lives there.</summary>
    private bool IsInMemory(ISymbol variable) =>
        variable is ILocalSymbol { IsRef: true } || context.AddressTaken.Contains(variable) || (variable is IParameterSymbol && context.Environment[variable] is Reference);
}

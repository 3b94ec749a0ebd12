using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>New values of structs that are split: constructors, initializers and <c>with</c>.</summary>
internal sealed class ConstructionLowering(LoweringContext context)
{
    /// <summary>What an initializer is filling.</summary>
    public Place? Current { get; private set; }

    public Lowered Create(IObjectCreationOperation creation)
    {
        Lowered made = creation.Constructor is { IsImplicitlyDeclared: false } constructor ? Construct(creation, constructor) : context.Placeholder(creation.Type);
        return creation.Initializer is { } initializer ? Fill(made, initializer) : made;
    }

    public Lowered Copy(IWithOperation copy) => Fill(context.Expressions.Lower(copy.Operand), copy.Initializer);

    private Lowered Construct(IObjectCreationOperation creation, IMethodSymbol constructor)
    {
        if (ConstructorShape.Of(constructor, context.Bodies) is { } parts && parts.Count == SplitTypes.PartsOf(creation.Type)!.Count) return Assemble(creation, parts);
        if (context.Numerics.TryCreate(creation) is { } components) return components;
        return Run(creation, constructor, creation.Arguments) ?? context.Placeholder(creation.Type);
    }

    /// <summary>A constructor whose arguments are the parts, and that does nothing else.</summary>
    private Lowered Assemble(IObjectCreationOperation creation, IReadOnlyList<int> parts)
    {
        var values = new Lowered[parts.Count];
        foreach (IArgumentOperation argument in creation.Arguments) values[parts[argument.Parameter!.Ordinal]] = context.Expressions.Lower(argument.Value);
        return new Aggregate(values.ToEquatableArray());
    }

    /// <summary>What a constructor with code of its own makes; null where it cannot be looked into.</summary>
    private Lowered? Run(IOperation creation, IMethodSymbol constructor, IEnumerable<IArgumentOperation> arguments)
    {
        if (context.Inlining.Find(creation, constructor, isVirtual: false) is not { } callee) return null;
        if (callee.IsFunction) return context.Refuse(creation, "A constructor that calls itself", "make it not recursive");
        return context.Inlining.Construct(callee, constructor.ContainingType, context.Inlining.Arguments(callee.Method, arguments, callee.TakesReceiver ? 1 : 0), () => Run(callee, constructor.ContainingType));
    }

    /// <summary>In the frame of a constructor: the initializers of the fields, unless another constructor is called that has run them, then the body.</summary>
    private void Run(Callee callee, INamedTypeSymbol type)
    {
        ConstructorCode code = context.Bodies.Constructor(callee.Definition)!;
        Place made = context.Frame.This!;
        if (code.Chained is { TargetMethod: { IsImplicitlyDeclared: false } other } chained && !callee.TakesReceiver && Run(chained, other, chained.Arguments) is { } value) made.Write(context, value);
        foreach ((IFieldSymbol field, IOperation initial) in code.Initializers)
        {
            if (!Callee.IsDefinition(type) && !initial.ConstantValue.HasValue) context.Refuse(initial, "The initializer of a field of a generic struct", "assign the field in the constructor");
            else Initialize(field, context.Expressions.Lower(initial));
        }

        foreach ((IFieldSymbol field, IParameterSymbol parameter) in code.Positional) Initialize(field, context.Environment[parameter]!);
        if ((callee.TakesReceiver ? context.Bodies.Of(callee.Method) : code.Body) is { } body) context.Statements.Run(body);

        void Initialize(IFieldSymbol field, Lowered value)
        {
            int part = SplitTypes.IndexOf(type, field);
            made.Part(part).Write(context, context.Conversions.Convert(value, SplitTypes.PartsOf(type)![part].Type));
        }
    }

    private Lowered Fill(Lowered value, IObjectOrCollectionInitializerOperation initializer)
    {
        TemporaryPlace place = new(value);
        Fill(place, initializer);
        return place.Read(context);
    }

    private void Fill(Place place, IObjectOrCollectionInitializerOperation initializer)
    {
        foreach (IOperation element in initializer.Initializers)
        {
            switch (element)
            {
                case IMemberInitializerOperation { InitializedMember: var member, Initializer: var nested }:
                    Fill(Within(place, () => context.Assignments.Locate(member)), nested);
                    break;
                case ISimpleAssignmentOperation assignment:
                    Place target = Within(place, () => context.Assignments.Locate(assignment.Target));
                    target.Write(context, context.Expressions.Lower(assignment.Value));
                    break;
                default:
                    context.Refuse(element, "This initializer", "assign to fields and properties");
                    break;
            }
        }
    }

    /// <summary>In what is being filled, for the time it takes to find a member of it.</summary>
    private Place Within(Place place, System.Func<Place> locate)
    {
        Place? outer = Current;
        Current = place;
        Place member = locate();
        Current = outer;
        return member;
    }
}

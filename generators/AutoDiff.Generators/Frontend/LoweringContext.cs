using System;
using AutoDiff.Generators.Diagnostics;
using AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>A block that was lowered apart: its lets, how it leaves the variables, and the value it yields, if it is an expression's.</summary>
internal sealed record Branch(Builder Builder, Environment Environment, Lowered? Value);

/// <summary>The state of lowering one method, and the parts that do it.</summary>
internal sealed class LoweringContext
{
    private readonly Lazy<InliningPlan> plan;

    public LoweringContext(IMethodSymbol method, SemanticModel semantics, Location location)
        : this(method, method.ContainingType, semantics, new MethodBodies(semantics), new Origins(location), new Fence(), new Helpers(), null) { }

    private LoweringContext(IMethodSymbol method, INamedTypeSymbol home, SemanticModel semantics, MethodBodies bodies, Origins origins, Fence fence, Helpers helpers, Lazy<InliningPlan>? plan)
    {
        Method = method;
        Home = home;
        Semantics = semantics;
        Bodies = bodies;
        Frame = new Frame(method, Carried.Text("this"));
        Origins = origins;
        Fence = fence;
        Helpers = helpers;
        this.plan = plan ?? new(() => InliningPlan.Of(method, bodies));
        Expressions = new ExpressionLowering(this);
        Operators = new OperatorLowering(this);
        Conversions = new ConversionLowering(this);
        Assignments = new AssignmentLowering(this);
        References = new ReferenceLowering(this);
        Elements = new ElementLowering(this);
        Allocations = new AllocationLowering(this);
        Calls = new CallLowering(this);
        Inlining = new InlineLowering(this);
        Closures = new ClosureLowering(this);
        UserOperators = new UserOperators(this);
        Receivers = new Receivers(this);
        Construction = new ConstructionLowering(this);
        Properties = new PropertyLowering(this);
        Portables = new PortableMethods(this);
        Constants = new ConstantArguments(this);
        Rules = new RuleLowering(this);
        Nested = new NestedLowering(this);
        HelperCalls = new HelperLowering(this);
        Tensors = new TensorLowering(this);
        Numerics = new NumericsLowering(this);
        Opaques = new OpaqueLowering(this);
        Patterns = new PatternLowering(this);
        Statements = new StatementLowering(this);
        Switches = new SwitchLowering(this);
        Loops = new LoopLowering(this);
    }

    /// <summary>The annotated method, or one that is lowered to a function of its own.</summary>
    public IMethodSymbol Method { get; }

    /// <summary>The type that the annotated method stands in, and what is generated for it.</summary>
    public INamedTypeSymbol Home { get; }

    /// <summary>Nothing was carried along that only this assembly may access.</summary>
    public bool IsPortable { get; private set; } = true;

    /// <summary>What is lowered may be described to other assemblies.</summary>
    public bool MayTravel => Method.IsStatic && Exposure.IsPublic(Method) && Semantics.Compilation.Options.OutputKind == OutputKind.DynamicallyLinkedLibrary;

    /// <summary>The method whose body is lowered now.</summary>
    public Frame Frame { get; private set; }

    /// <summary>The compilation that the body belongs to which is lowered now.</summary>
    public Compilation Compilation => Specialization.CompilationOf(Frame.Method) ?? Semantics.Compilation;

    /// <summary>How many derivatives are to be taken of what is lowered here, before that of the annotated method.</summary>
    public int Depth { get; private init; }

    public MethodBodies Bodies { get; }
    public Helpers Helpers { get; }

    /// <summary>Made for the annotated method, once it calls something.</summary>
    public InliningPlan Plan => plan.Value;

    public SemanticModel Semantics { get; }
    public Origins Origins { get; }
    public Fence Fence { get; }
    public IndexRanges Ranges { get; } = new();
    public MemoryRoots Roots { get; } = new();

    /// <summary>The variables that live in memory.</summary>
    public AddressTaken AddressTaken { get; } = new();

    /// <summary>Where lets are appended now.</summary>
    public Builder Builder { get; private set; } = new(new ValueNumbers());

    /// <summary>What is known now.</summary>
    public Environment Environment { get; private set; } = new();

    public ExpressionLowering Expressions { get; }
    public OperatorLowering Operators { get; }
    public ConversionLowering Conversions { get; }
    public AssignmentLowering Assignments { get; }
    public ReferenceLowering References { get; }
    public ElementLowering Elements { get; }
    public AllocationLowering Allocations { get; }
    public CallLowering Calls { get; }
    public InlineLowering Inlining { get; }
    public ClosureLowering Closures { get; }
    public UserOperators UserOperators { get; }
    public Receivers Receivers { get; }
    public ConstructionLowering Construction { get; }
    public PropertyLowering Properties { get; }
    public PortableMethods Portables { get; }
    public ConstantArguments Constants { get; }
    public RuleLowering Rules { get; }
    public NestedLowering Nested { get; }
    public HelperLowering HelperCalls { get; }
    public TensorLowering Tensors { get; }
    public NumericsLowering Numerics { get; }
    public OpaqueLowering Opaques { get; }
    public PatternLowering Patterns { get; }
    public StatementLowering Statements { get; }
    public SwitchLowering Switches { get; }
    public LoopLowering Loops { get; }

    /// <summary>For a method that is lowered to a function of its own.</summary>
    public LoweringContext ForHelper(IMethodSymbol method) => new(method, Home, Semantics, Bodies, Origins, Fence, Helpers, plan) { Depth = Depth };

    /// <summary>For a method whose derivative is called. It is generated code of this method that comes of it.</summary>
    public LoweringContext ForDerivative(IMethodSymbol method, SemanticModel semantics) => new(method, Home, semantics, new MethodBodies(semantics), Origins, Fence, new Helpers(), null) { Depth = Depth + 1 };

    /// <summary>The method is called on an object, or on a struct that is split.</summary>
    public void IsCalledOn(Carried? receiver, Lowered? split)
    {
        Frame = new Frame(Method, receiver ?? Frame.Receiver, split is null ? null : new VariablePlace(Method));
        if (split is not null) Environment[Method] = split;
    }

    /// <summary>For finding out whether a method is in the language: what is found stays here.</summary>
    public LoweringContext ForTrial() => new(Method, Home, Semantics, Bodies, new Origins(Method.Locations[0]), new Fence(), new Helpers(), plan);

    /// <summary>Lowers something into a block of its own, from what is known now.</summary>
    public Branch Capture(Func<Lowered?> lower) => In(new Branch(Builder.Nested(), Environment.Copy(), null), lower);

    public Branch Capture(Action lower) => Capture(() =>
    {
        lower();
        return null;
    });

    /// <summary>Goes on lowering at the end of a branch.</summary>
    public Branch Continue(Branch branch, Action lower) => In(branch, () =>
    {
        lower();
        return branch.Value;
    });

    /// <summary>Generated code is going to name the symbol, which it may access.</summary>
    public void Name(ISymbol symbol) => IsPortable &= Exposure.IsPublic(symbol);

    /// <summary>Generated code is going to name the symbol.</summary>
    public void Name(ISymbol symbol, IOperation place)
    {
        Name(symbol);
        if (!Exposure.IsAccessible(symbol, Home)) Fence.Expression(place, $"'{symbol.Name}', which the generated code may not access,", "make it internal or public");
    }

    /// <summary>Lowers in the body of a called method.</summary>
    public void In(Frame frame, Action lower)
    {
        Frame caller = Frame;
        Frame = frame;
        lower();
        Frame = caller;
    }

    /// <summary>Something that reports are about gets an ordinal of its own.</summary>
    public void At(IOperation place, Action define)
    {
        Origin? statement = Builder.Origin;
        Builder.Origin = Origins.Expression(place.Syntax, statement);
        define();
        Builder.Origin = statement;
    }

    /// <summary>Is what a member belongs to an object, or <c>this</c> of the annotated method, whose members are C# that is carried along?</summary>
    public bool IsObject(IOperation? instance) => !SplitTypes.IsSplit(instance?.Type)
        || (instance is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } && Frame.This is null);

    /// <summary>May the generated code name it?</summary>
    public bool CanSee(ISymbol member) => Exposure.IsAccessible(member, Home);

    /// <summary>Stands for what cannot be lowered, or is never read, so that lowering can go on.</summary>
    public Lowered Placeholder(ITypeSymbol? type) =>
        type is null or { SpecialType: SpecialType.System_Void } ? new Scalar(Builder.Int(0)) : TypeLowering.Build(type, Placeholder);

    public Value Placeholder(IrType type) => type switch
    {
        ScalarType => Builder.Number(type, 0),
        MemoryType memory => Builder.Define(memory with { Form = MemoryForm.Span }, new Alloc(Builder.Int(0))),
        OpaqueType opaque => Builder.Define(opaque, new OpaqueCall($"default({TemplateText.Escape(opaque.Name)})!", [], Effects.None)),
        _ => throw new InvalidOperationException($"No placeholder for {type}."),
    };

    /// <summary>Reports an expression and stands in for it.</summary>
    public Lowered Refuse(IOperation expression, string what, string instead, string id = DiagnosticIds.ExpressionNotSupported)
    {
        Fence.Expression(expression, what, instead, id);
        return Placeholder(expression.Type);
    }

    private Branch In(Branch branch, Func<Lowered?> lower)
    {
        (Builder builder, Environment environment) = (Builder, Environment);
        (Builder, Environment) = (branch.Builder, branch.Environment);
        Lowered? value = lower();
        Branch result = new(Builder, Environment, value);
        (Builder, Environment) = (builder, environment);
        return result;
    }
}

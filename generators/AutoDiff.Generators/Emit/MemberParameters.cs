using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Emit;

/// <summary>A memory parameter that is added for one of the primal's; null for a Jacobian or Hessian.</summary>
internal sealed record AddedBuffer(string Name, SignatureParameter? Primal, MemoryType Type, bool IsWritten);

/// <summary>The parameters of a generated member: the primal's, then what the kind of derivative adds; and where the
/// results of its function go.</summary>
internal sealed class MemberParameters
{
    private readonly List<(string Modifier, string Type, string Name)> declared = [];
    private readonly List<(string Modifier, string Type, string Name)> core = [];
    private readonly List<string> names = [];
    private readonly List<(string Parameter, Value Contribution)> contributions = [];
    private readonly List<AddedBuffer> buffers = [];
    private readonly List<(Value Leaf, string Declaration)> unpacked = [];
    private readonly List<SplitMemory> splitMemories = [];
    private readonly List<Composite> composites = [];
    private readonly List<Composite> returned = [];
    private readonly HashSet<string> taken;
    private readonly CSharpTypes types;

    public MemberParameters(MethodSignature signature, GeneratedMember member, CSharpTypes types)
    {
        this.types = types;
        Function function = member.Function;
        Kind = member.Kind;
        bool returns = signature.ReturnType != "void" && Kind != DerivativeKind.Jacobian;
        var results = new Queue<Value>(function.Results);
        var remaining = new Queue<Value>(function.Parameters);
        AddedParameter[] added = [.. AddedParameter.Of(signature, Kind)];
        taken = [.. signature.Parameters.Select(static parameter => parameter.Name), .. added.Select(static parameter => parameter.Name), "seed"];
        if (returns) returned.Add(new Composite("", signature.ReturnShape, Take(signature.ReturnShape, _ => results.Dequeue()), IsAddition: false));
        if (returns && Kind == DerivativeKind.Jvp) returned.Add(new Composite("", signature.ReturnShape, Take(signature.ReturnShape, leaf => IsTangible(leaf) ? results.Dequeue() : null), IsAddition: false));
        ReturnType = returned.Count == 2 ? $"({signature.ReturnType} Value, {signature.ReturnType} Tangent)" : returns ? signature.ReturnType : "void";
        foreach (SignatureParameter parameter in signature.Parameters)
        {
            if (parameter is { Split: { } split, IrType: MemoryType memory }) DeclareSplit(parameter.Name, types.Of(parameter), memory.Form, split, _ => remaining.Dequeue(), isAdded: false, isUnpacked: true, parameter.Written && parameter.Role != ParameterRole.Scratch, isCleared: false);
            else if (parameter.Split is { } shape) DeclareAggregate(types.Of(parameter), parameter.Name, shape, remaining, static _ => true);
            else Declare("", types.Of(parameter), parameter.Name, remaining.Dequeue().Type);
        }

        var exit = new Exits(function, results);
        foreach (AddedParameter parameter in added)
        {
            if (parameter.Type is MemoryType memory) DeclareMemory(parameter, memory, remaining);
            else if (parameter.Role is AddedRole.Seed or AddedRole.Tangent) DeclareValue(parameter, signature, remaining);
            else DeclareResult(parameter, exit);
        }

        if (remaining.Count > 0 || results.Count > 0) throw new InvalidOperationException($"{function.Name} does not have the parameters and results of a {Kind}.");
        IEnumerable<Value?> read = [.. contributions.Select(static contribution => contribution.Contribution), .. composites.Concat(returned).SelectMany(static composite => composite.Leaves)];
        Exit = new FunctionExit(exit.Destinations.ToEquatableArray(), exit.Sources.ToEquatableArray(), read.OfType<Value>().ToEquatableArray());
        Function = function with { Body = function.Body with { Results = [.. Exit.Sources, .. Exit.Read] } };
    }

    public DerivativeKind Kind { get; }

    public string ReturnType { get; }

    /// <summary>The member's function, which yields what is done something with at its exit: zeros are not added.</summary>
    public Function Function { get; }

    public string Declaration => string.Join(", ", declared.Select(static parameter => $"{parameter.Modifier}{parameter.Type} {Emit.Names.Escape(parameter.Name)}"));

    /// <summary>As the core has them: a matrix as a span over it, memory that is split as a span for each part.</summary>
    public string CoreDeclaration => string.Join(", ", core.Select(static parameter => $"{parameter.Modifier}{parameter.Type} {Emit.Names.Escape(parameter.Name)}"));

    public string Arguments => string.Join(", ", core.Select(static parameter => parameter.Modifier + Emit.Names.Escape(parameter.Name)));

    /// <summary>The names of the function's own parameters.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>What the core calls the workspace, which comes after them.</summary>
    public string Workspace => Free("workspace");

    /// <summary>The names of all parameters of the member, in order, and of the parts that they are split into.</summary>
    public IEnumerable<string> All => declared.Select(static parameter => parameter.Name).Concat(names).Distinct();

    public IReadOnlyList<AddedBuffer> Buffers => buffers;

    public FunctionExit Exit { get; }

    /// <summary>What the member returns: nothing, a value, or the two of a tuple.</summary>
    public IReadOnlyList<Composite> Returned => returned;

    /// <summary>What is added to the ref parameters of a pullback.</summary>
    public IReadOnlyList<(string Parameter, Value Contribution)> Contributions => contributions;

    /// <summary>The structs and tuples that are put together at the end.</summary>
    public IReadOnlyList<Composite> Composites => composites;

    /// <summary>Declarations of the leaves of structs and tuples that are parameters.</summary>
    public IReadOnlyList<(Value Leaf, string Declaration)> Unpacked => unpacked;

    /// <summary>The parameters that the entry copies from and to memory of their parts.</summary>
    public IReadOnlyList<SplitMemory> SplitMemories => splitMemories;

    /// <summary>A name that no parameter and no part of one has, and none of these.</summary>
    public string Free(string wanted, params HashSet<string> others) => Enumerable.Range(1, int.MaxValue).Select(number => number == 1 ? wanted : $"{wanted}{number}").First(name => !taken.Contains(name) && !others.Contains(name));

    /// <summary>Where results go that are not returned.</summary>
    private sealed class Exits(Function function, Queue<Value> results)
    {
        private readonly HashSet<Value> zeros = [.. function.Body.Lets.Where(static let => let.Operation is Constant { Bits: 0 }).SelectMany(static let => let.Targets)];

        public ValueNumbers Numbers { get; } = ValueNumbers.After(function);
        public List<Value> Destinations { get; } = [];
        public List<Value> Sources { get; } = [];

        public Value Next() => results.Dequeue();

        public bool IsZero(Value result) => zeros.Contains(result);
    }

    /// <summary>The adjoints, gradients and products are overwritten, not added to.</summary>
    private bool Overwrites => Kind != DerivativeKind.Vjp;

    private static bool IsTangible(SplitLeaf leaf) => leaf.Type.IsFloating;

    private string Claim(string wanted)
    {
        string name = Free(wanted);
        taken.Add(name);
        return name;
    }

    private static EquatableArray<Value?> Take(SplitShape? shape, Func<SplitLeaf, Value?> take) =>
        shape is null ? [take(new SplitLeaf("", ScalarType.Double))] : shape.Leaves.Select(take).ToEquatableArray();

    /// <summary>Tangents go in, and come out where the primal writes; all else comes out, a pullback's adjoints go in too.</summary>
    private void DeclareMemory(AddedParameter parameter, MemoryType memory, Queue<Value> remaining)
    {
        bool isTangent = parameter.Role == AddedRole.Tangent, isOutput = parameter.Primal?.Role == ParameterRole.Output;
        bool isWritten = !isTangent || parameter.Primal!.Written || isOutput, isOverwritten = isTangent ? isOutput : Overwrites;
        string type = types.InSignature(memory);
        if (parameter.Primal?.Split is { } split) DeclareSplit(parameter.Name, type, memory.Form, split, leaf => IsTangible(leaf) ? remaining.Dequeue() : null, isAdded: true, !isOverwritten, isWritten, isOverwritten);
        else Declare("", type, parameter.Name, remaining.Dequeue().Type);
        buffers.Add(new AddedBuffer(parameter.Name, parameter.Primal, memory, isWritten));
    }

    /// <summary>A number, struct or tuple that is passed in.</summary>
    private void DeclareValue(AddedParameter parameter, MethodSignature signature, Queue<Value> remaining)
    {
        string type = parameter.Primal is { } primal ? types.Of(primal) : signature.ReturnType;
        if ((parameter.Primal is { } given ? given.Split : signature.ReturnShape) is { } shape) DeclareAggregate(type, parameter.Name, shape, remaining, IsTangible);
        else Declare("", type, parameter.Name, remaining.Dequeue().Type);
    }

    /// <summary>A number, struct or tuple that comes out.</summary>
    private void DeclareResult(AddedParameter parameter, Exits exit)
    {
        Declare(Overwrites ? "out " : "ref ", types.Of(parameter.Primal!), parameter.Name, null);
        if (parameter.Primal!.Split is { } shape)
        {
            EquatableArray<Value?> leaves = Take(shape, leaf => !IsTangible(leaf) || exit.Next() is not { } result || (!Overwrites && exit.IsZero(result)) ? null : result);
            composites.Add(new Composite(Emit.Names.Escape(parameter.Name), shape, leaves, IsAddition: !Overwrites));
            return;
        }

        Value value = exit.Next();
        if (Overwrites)
        {
            exit.Destinations.Add(exit.Numbers.Create(value.Type, parameter.Name));
            exit.Sources.Add(value);
        }
        else if (!exit.IsZero(value))
        {
            contributions.Add((Emit.Names.Escape(parameter.Name), value));
        }
    }

    /// <param name="inCore">The type in the core; null where the core does not read it.</param>
    private void Declare(string modifier, string type, string name, IrType? inCore)
    {
        declared.Add((modifier, type, name));
        core.Add((modifier, inCore is MemoryType { Form: MemoryForm.Matrix } ? types.Of(inCore) : type, name));
        if (inCore is not null) names.Add(name);
    }

    private void DeclareAggregate(string type, string name, SplitShape shape, Queue<Value> leaves, Func<SplitLeaf, bool> isPassed)
    {
        declared.Add(("", type, name));
        core.Add(("", type, name));
        foreach (SplitLeaf leaf in shape.Leaves.Where(isPassed))
        {
            Value value = leaves.Dequeue();
            string variable = Claim(Emit.Names.Identifier(name + leaf.Path));
            names.Add(variable);
            unpacked.Add((value, $"{types.Of(value.Type)} {Emit.Names.Escape(variable)} = {Emit.Names.Escape(name)}{leaf.Path};"));
        }
    }

    private void DeclareSplit(string name, string type, MemoryForm form, SplitShape shape, Func<SplitLeaf, Value?> take, bool isAdded, bool isUnpacked, bool isPacked, bool isCleared)
    {
        declared.Add(("", type, name));
        List<string?> parts = [];
        foreach (SplitLeaf leaf in shape.Leaves)
        {
            if (take(leaf) is not { } value)
            {
                parts.Add(null);
                continue;
            }

            string part = Claim(Emit.Names.Identifier(name + leaf.Path));
            core.Add(("", types.Of(value.Type), part));
            names.Add(part);
            parts.Add(part);
        }

        splitMemories.Add(new SplitMemory(name, form, shape, parts.ToEquatableArray(), isAdded, isUnpacked, isPacked, isCleared));
    }
}

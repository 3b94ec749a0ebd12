using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Emit;

/// <summary>A memory parameter that holds the adjoint of another.</summary>
internal sealed record AdjointBuffer(string Name, SignatureParameter Primal, MemoryType Type);

/// <summary>The parameters of a generated member: the primal's, then what the kind of derivative adds; and where the
/// results of its function go.</summary>
internal sealed class MemberParameters
{
    private readonly List<(string Modifier, string Type, string Name)> declared = [];
    private readonly List<(string Modifier, string Type, string Name)> core = [];
    private readonly List<string> names = [];
    private readonly List<(string Parameter, Value Contribution)> contributions = [];
    private readonly List<AdjointBuffer> buffers = [];
    private readonly List<(Value Leaf, string Declaration)> unpacked = [];
    private readonly List<SplitMemory> splitMemories = [];
    private readonly List<Composite> composites = [];
    private readonly HashSet<string> taken;
    private readonly CSharpTypes types;

    public MemberParameters(MethodSignature signature, GeneratedMember member, CSharpTypes types)
    {
        this.types = types;
        Function function = member.Function;
        bool returns = signature.ReturnType != "void", isGradient = member.Kind == DerivativeKind.Gradient;
        var results = new Queue<Value>(function.Results);
        var remaining = new Queue<Value>(function.Parameters);
        SignatureParameter[] added = [.. signature.Parameters.Where(parameter => parameter.Role == ParameterRole.Active || (parameter.Role == ParameterRole.Output && !isGradient))];
        taken = [.. signature.Parameters.Select(static parameter => parameter.Name), .. added.Select(static parameter => Emit.Names.Prefixed('d', parameter.Name)), "seed"];
        Returned = returns ? new Composite("", signature.ReturnShape, Take(signature.ReturnShape, _ => results.Dequeue()), IsAddition: false) : null;
        foreach (SignatureParameter parameter in signature.Parameters)
        {
            if (parameter is { Split: { } split, IrType: MemoryType memory }) DeclareSplit(parameter.Name, types.Of(parameter), memory.Form, split, _ => remaining.Dequeue(), isAdjoint: false, isUnpacked: true, parameter.Written && parameter.Role != ParameterRole.Scratch, isCleared: false);
            else if (parameter.Split is { } shape) DeclareAggregate(types.Of(parameter), parameter.Name, shape, remaining, static _ => true);
            else Declare("", types.Of(parameter), parameter.Name, remaining.Dequeue().Type);
        }

        if (member.Kind == DerivativeKind.Vjp && returns)
        {
            if (signature.ReturnShape is { } shape) DeclareAggregate(signature.ReturnType, "seed", shape, remaining, static leaf => leaf.Type.IsFloating);
            else Declare("", signature.ReturnType, "seed", remaining.Dequeue().Type);
        }

        HashSet<Value> zeros = [.. function.Body.Lets.Where(static let => let.Operation is Constant { Bits: 0 }).SelectMany(static let => let.Targets)];
        List<Value> destinations = [], sources = [];
        ValueNumbers numbers = ValueNumbers.After(function);
        foreach (SignatureParameter parameter in added)
        {
            string name = Emit.Names.Prefixed('d', parameter.Name);
            if (parameter is { Split: { } split, IrType: MemoryType memory })
            {
                MemoryType type = memory.Form == MemoryForm.Matrix ? memory : memory with { Form = MemoryForm.Span };
                DeclareSplit(name, types.InSignature(type), type.Form, split, leaf => leaf.Type.IsFloating ? remaining.Dequeue() : null, isAdjoint: true, isUnpacked: !isGradient, isPacked: true, isCleared: isGradient);
                buffers.Add(new AdjointBuffer(name, parameter, type));
            }
            else if (parameter.IrType is MemoryType)
            {
                var type = (MemoryType)remaining.Dequeue().Type;
                Declare("", types.InSignature(type), name, type);
                buffers.Add(new AdjointBuffer(name, parameter, type));
            }
            else if (parameter.Split is { } shape)
            {
                Declare(isGradient ? "out " : "ref ", types.Of(parameter), name, null);
                composites.Add(new Composite(Emit.Names.Escape(name), shape, Take(shape, leaf => !leaf.Type.IsFloating || results.Dequeue() is not { } result || (!isGradient && zeros.Contains(result)) ? null : result), IsAddition: !isGradient));
            }
            else
            {
                Declare(isGradient ? "out " : "ref ", types.Of(parameter), name, null);
                Value result = results.Dequeue();
                if (isGradient)
                {
                    destinations.Add(numbers.Create(result.Type, name));
                    sources.Add(result);
                }
                else if (!zeros.Contains(result))
                {
                    contributions.Add((Emit.Names.Escape(name), result));
                }
            }
        }

        if (remaining.Count > 0 || results.Count > 0) throw new InvalidOperationException($"{function.Name} does not have the parameters and results of a {member.Kind}.");
        IEnumerable<Value?> read = [.. contributions.Select(static contribution => contribution.Contribution), .. composites.SelectMany(static composite => composite.Leaves), .. Returned?.Leaves ?? []];
        Exit = new FunctionExit(destinations.ToEquatableArray(), sources.ToEquatableArray(), read.OfType<Value>().ToEquatableArray());
        Function = function with { Body = function.Body with { Results = [.. Exit.Sources, .. Exit.Read] } };
    }

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

    public IReadOnlyList<AdjointBuffer> Buffers => buffers;

    public FunctionExit Exit { get; }

    /// <summary>What the member returns; null where it is void.</summary>
    public Composite? Returned { get; }

    /// <summary>What is added to the ref parameters of a pullback.</summary>
    public IReadOnlyList<(string Parameter, Value Contribution)> Contributions => contributions;

    /// <summary>The structs and tuples that are put together at the end.</summary>
    public IReadOnlyList<Composite> Composites => composites;

    /// <summary>Declarations of the leaves of structs and tuples that are parameters.</summary>
    public IReadOnlyList<(Value Leaf, string Declaration)> Unpacked => unpacked;

    /// <summary>The parameters that the entry copies from and to memory of their parts.</summary>
    public IReadOnlyList<SplitMemory> SplitMemories => splitMemories;

    /// <summary>A name that no parameter and no part of one has.</summary>
    public string Free(string wanted) => Enumerable.Range(1, int.MaxValue).Select(number => number == 1 ? wanted : $"{wanted}{number}").First(name => !taken.Contains(name));

    private string Claim(string wanted)
    {
        string name = Free(wanted);
        taken.Add(name);
        return name;
    }

    private static EquatableArray<Value?> Take(SplitShape? shape, Func<SplitLeaf, Value?> take) =>
        shape is null ? [take(new SplitLeaf("", ScalarType.Bool))] : shape.Leaves.Select(take).ToEquatableArray();

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

    private void DeclareSplit(string name, string type, MemoryForm form, SplitShape shape, Func<SplitLeaf, Value?> take, bool isAdjoint, bool isUnpacked, bool isPacked, bool isCleared)
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

        splitMemories.Add(new SplitMemory(name, form, shape, parts.ToEquatableArray(), isAdjoint, isUnpacked, isPacked, isCleared));
    }
}

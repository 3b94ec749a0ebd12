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
    private readonly List<(string Modifier, string Type, string CoreType, string Name)> declared = [];
    private readonly List<string> names = [];
    private readonly List<(string Parameter, Value Contribution)> contributions = [];
    private readonly List<AdjointBuffer> buffers = [];
    private readonly CSharpTypes types;

    public MemberParameters(MethodSignature signature, GeneratedMember member, CSharpTypes types)
    {
        this.types = types;
        Function function = member.Function;
        bool returns = signature.ReturnType != "void", isGradient = member.Kind == DerivativeKind.Gradient;
        var results = new Queue<Value>(function.Results);
        var remaining = new Queue<Value>(function.Parameters);
        Returned = returns ? results.Dequeue() : null;
        foreach (SignatureParameter parameter in signature.Parameters)
        {
            remaining.Dequeue();
            Declare("", types.Of(parameter), parameter.Name, isArgument: true, parameter.IrType);
        }

        if (member.Kind == DerivativeKind.Vjp && returns)
        {
            remaining.Dequeue();
            Declare("", signature.ReturnType, "seed", isArgument: true);
        }

        List<Value> destinations = [], sources = [];
        ValueNumbers numbers = ValueNumbers.After(function);
        foreach (SignatureParameter parameter in signature.Parameters)
        {
            bool isAdded = parameter.Role == ParameterRole.Active || (parameter.Role == ParameterRole.Output && !isGradient);
            if (!isAdded) continue;
            string name = Emit.Names.Prefixed('d', parameter.Name);
            if (parameter.IrType is MemoryType)
            {
                var type = (MemoryType)remaining.Dequeue().Type;
                Declare("", types.InSignature(type), name, isArgument: true, type);
                buffers.Add(new AdjointBuffer(name, parameter, type));
            }
            else
            {
                Declare(isGradient ? "out " : "ref ", types.Of(parameter), name, isArgument: false);
                Value result = results.Dequeue();
                if (isGradient)
                {
                    destinations.Add(numbers.Create(result.Type, name));
                    sources.Add(result);
                }
                else
                {
                    contributions.Add((Emit.Names.Escape(name), result));
                }
            }
        }

        if (remaining.Count > 0 || results.Count > 0) throw new InvalidOperationException($"{function.Name} does not have the parameters and results of a {member.Kind}.");
        IEnumerable<Value> read = contributions.Select(static contribution => contribution.Contribution);
        Exit = new FunctionExit(destinations.ToEquatableArray(), sources.ToEquatableArray(), (Returned is null ? read : read.Append(Returned)).ToEquatableArray());
    }

    public string Declaration => string.Join(", ", declared.Select(static parameter => $"{parameter.Modifier}{parameter.Type} {Emit.Names.Escape(parameter.Name)}"));

    /// <summary>As the core has them: a matrix as a span over it.</summary>
    public string CoreDeclaration => string.Join(", ", declared.Select(static parameter => $"{parameter.Modifier}{parameter.CoreType} {Emit.Names.Escape(parameter.Name)}"));

    public string Arguments => string.Join(", ", declared.Select(static parameter => parameter.Modifier + Emit.Names.Escape(parameter.Name)));

    /// <summary>The names of the function's own parameters.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>What the core calls the workspace, which comes after them.</summary>
    public string Workspace => Enumerable.Range(1, int.MaxValue).Select(static number => number == 1 ? "workspace" : $"workspace{number}").First(name => !All.Contains(name));

    /// <summary>The names of all parameters of the member, in order.</summary>
    public IEnumerable<string> All => declared.Select(static parameter => parameter.Name);

    public IReadOnlyList<AdjointBuffer> Buffers => buffers;

    public FunctionExit Exit { get; }

    public Value? Returned { get; }

    /// <summary>What is added to the ref parameters of a pullback.</summary>
    public IReadOnlyList<(string Parameter, Value Contribution)> Contributions => contributions;

    private void Declare(string modifier, string type, string name, bool isArgument, IrType? memory = null)
    {
        declared.Add((modifier, type, memory is MemoryType { Form: MemoryForm.Matrix } ? types.Of(memory) : type, name));
        if (isArgument) names.Add(name);
    }
}

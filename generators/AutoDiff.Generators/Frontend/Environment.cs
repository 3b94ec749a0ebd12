using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>What is known at a point of the method: the value of each variable in scope, and how control may have left.</summary>
/// <remarks>An exit is a label that a <c>break</c> or <c>continue</c> goes to, or the method for a <c>return</c>. Its
/// flag is the Bool that says whether control went there; none where it did for certain. Control that is
/// <see cref="Gone"/> without an exit has thrown.</remarks>
internal sealed class Environment
{
    private readonly Dictionary<ISymbol, Lowered?> variables;
    private readonly Dictionary<ISymbol, Value?> exits;

    private Environment(Dictionary<ISymbol, Lowered?> variables, Dictionary<ISymbol, Value?> exits) => (this.variables, this.exits) = (variables, exits);

    public Environment() : this(new(SymbolEqualityComparer.Default), new(SymbolEqualityComparer.Default)) { }

    /// <summary>The method's result, once a <c>return</c> has set it.</summary>
    public Lowered? Result { get; set; }

    /// <summary>Control does not get here.</summary>
    public bool Gone { get; set; }

    public IEnumerable<ISymbol> Variables => variables.Keys;

    public IReadOnlyDictionary<ISymbol, Value?> Exits => exits;

    public Environment Copy() => new(new(variables, SymbolEqualityComparer.Default), new(exits, SymbolEqualityComparer.Default)) { Result = Result, Gone = Gone };

    /// <summary>Brings a variable into scope, without a value.</summary>
    public void Declare(ISymbol variable) => variables[variable] = null;

    public bool IsDeclared(ISymbol variable) => variables.ContainsKey(variable);

    /// <summary>Takes variables out of scope.</summary>
    public void Forget(Func<ISymbol, bool> isGone)
    {
        foreach (ISymbol variable in variables.Keys.Where(isGone).ToList()) variables.Remove(variable);
    }

    /// <summary>The value of a variable; null where it has none yet.</summary>
    public Lowered? this[ISymbol variable]
    {
        get => variables.TryGetValue(variable, out Lowered? value) ? value : null;
        set => variables[variable] = value;
    }

    /// <summary>The value of what an expression names; null where it is no variable, or has no value yet.</summary>
    public Lowered? ValueOf(IOperation expression) => expression switch
    {
        ILocalReferenceOperation { Local: var local } => this[local],
        IParameterReferenceOperation { Parameter: var parameter } => this[parameter],
        _ => null,
    };

    /// <summary>Control leaves for certain.</summary>
    public void Leave(ISymbol exit)
    {
        exits[exit] = null;
        Gone = true;
    }

    public void Throw() => Gone = true;

    /// <summary>Control may have left, if the flag says so.</summary>
    public void MayLeave(ISymbol exit, Value? flag) => exits[exit] = flag;

    /// <summary>Whoever left for this place is here now.</summary>
    public void Arrive(ISymbol exit)
    {
        if (!exits.TryGetValue(exit, out _)) return;
        exits.Remove(exit);
        Gone = false;
    }

    public void ForgetExits() => exits.Clear();

    /// <summary>Control has left, and no variable will be read again.</summary>
    public bool IsFinished(ISymbol method) => Gone && exits.Keys.All(exit => SymbolEqualityComparer.Default.Equals(exit, method));
}

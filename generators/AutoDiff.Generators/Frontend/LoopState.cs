using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Primitives;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generators.Frontend;

/// <summary>What goes round a loop: the variables that it assigns, and, once its body is lowered, the flags of the exits
/// through it and the result that a <c>return</c> in it sets. Nothing in the loop reads the latter, so they join last.</summary>
internal sealed class LoopState
{
    private readonly LoweringContext context;
    private readonly List<ISymbol> variables;
    private readonly List<Value> initial = [];

    /// <summary>What joins once the body is lowered: the value it gives, and what becomes of it after the loop.</summary>
    private readonly List<(Value Next, Action<Value> After)> late = [];

    /// <param name="context">As it is before the loop.</param>
    /// <param name="scan">What the loop does.</param>
    /// <param name="isCertain">Some of the loop runs for certain, so a variable may get its first value there.</param>
    public LoopState(LoweringContext context, LoopScan scan, bool isCertain)
    {
        this.context = context;

        // Which delegate a variable holds that the loop assigns is not known before the loop or after it.
        foreach (ISymbol variable in context.Environment.Variables.Where(variable => scan.Assigns(variable) && TypeLowering.OfVariable(variable).TypeKind == TypeKind.Delegate).ToList()) context.Environment.Declare(variable);
        variables = [.. context.Environment.Variables.Where(variable => scan.Assigns(variable) && TypeLowering.OfVariable(variable).TypeKind != TypeKind.Delegate && (isCertain || context.Environment[variable] is not null))];
        foreach (ISymbol variable in variables) initial.AddRange((context.Environment[variable] ?? Build(variable, context.Placeholder)).Leaves);
    }

    public EquatableArray<Value> Initial => initial.ToEquatableArray();

    /// <summary>New values for the variables, as the arguments of a block or the targets of the loop; the late ones follow.</summary>
    public List<Value> Enter(Environment environment)
    {
        List<Value> values = [];
        foreach (ISymbol variable in variables)
        {
            using IEnumerator<string> names = NamesOf(variable).GetEnumerator();
            Lowered arguments = Build(variable, type => context.Builder.Numbers.Create(type, names.MoveNext() ? names.Current : null));
            environment[variable] = arguments;
            values.AddRange(arguments.Leaves);
        }

        return values;
    }

    /// <summary>The values of the variables at the end of a block.</summary>
    public IEnumerable<Value> Leaves(Environment environment) => variables.SelectMany(variable => environment[variable]!.Leaves);

    /// <summary>Adds what else goes round: its value before the loop, the one that the body gives, and what to do with the last.</summary>
    public void Add(Value before, Value next, Action<Value> after)
    {
        initial.Add(before);
        late.Add((next, after));
    }

    /// <summary>Exits that lead further than the end of the loop, and the result that they take along.</summary>
    public void AddExits(Branch body, ILabelSymbol end)
    {
        foreach (ISymbol exit in body.Environment.Exits.Keys.Where(exit => !SymbolEqualityComparer.Default.Equals(exit, end)))
        {
            Value next = body.Environment.Exits[exit] ?? body.Builder.Bool(true);
            Add(context.Builder.Bool(false), next, flag => context.Environment.MayLeave(exit, flag));
        }

        if (body.Environment.Result is not { } result || result == context.Environment.Result) return;
        List<Value> before = [.. (context.Environment.Result ?? context.Placeholder(context.Frame.Method.ReturnType)).Leaves], last = [];
        foreach ((Value leaf, Value next) in before.Zip(result.Leaves, static (leaf, next) => (leaf, next)))
        {
            Add(leaf, next, target =>
            {
                last.Add(target);
                if (last.Count < before.Count) return;
                using IEnumerator<Value> targets = last.GetEnumerator();
                context.Environment.Result = result.Map(_ => targets.MoveNext() ? targets.Current : throw new InvalidOperationException("The result changed its shape."));
            });
        }
    }

    public IEnumerable<Value> LateNext => late.Select(static entry => entry.Next);

    /// <summary>A value for each of what joined late.</summary>
    public List<Value> LateArguments() => [.. late.Select(entry => context.Builder.Numbers.Create(entry.Next.Type))];

    /// <summary>The loop is over: what joined late goes where it belongs.</summary>
    public void Finish(IReadOnlyList<Value> lateTargets)
    {
        for (int k = 0; k < late.Count; k++) late[k].After(lateTargets[k]);
    }

    private static Lowered Build(ISymbol variable, Func<IrType, Value> leaf) => variable is ILocalSymbol { IsRef: true } reference
        ? ReferenceLowering.Build(reference.Type, reference.RefKind == RefKind.Ref ? MemoryForm.Span : MemoryForm.ReadOnlySpan, leaf)
        : TypeLowering.Build(TypeLowering.OfVariable(variable), leaf);

    /// <summary>What a method has as <c>this</c> has no name.</summary>
    public static IEnumerable<string> NamesOf(ISymbol variable) => variable is IMethodSymbol ? [] : SplitTypes.LeafNames(TypeLowering.OfVariable(variable), variable.Name);
}

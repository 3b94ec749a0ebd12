using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Emit;

/// <summary>Prints definitions of variables and stores: declared where they appear first, <c>x += y</c> where it says the same.</summary>
internal sealed class AssignmentEmitter(Layout layout, ExpressionEmitter expressions, CSharpTypes types, SourceWriter writer)
{
    /// <summary>Moves that happen at once.</summary>
    public void Moves(IEnumerable<Value> targets, IEnumerable<Value> sources, Region region)
    {
        var moves = new List<Move<Source>>();
        foreach ((Value target, Value source) in targets.Zip(sources, static (target, source) => (target, source)))
        {
            if (layout.VariableOf(target) is { } variable && !IsIn(source, variable)) moves.Add(new(variable, VariablesOf(source), new Source(source, null)));
        }

        MoveOrder.Run(moves, Assign, (variable, source) => Save(variable, source, region));
    }

    /// <summary>Adds to a parameter what a pullback contributes.</summary>
    public void Contribute(string parameter, Value contribution) => Line(Update(parameter, "+", contribution), contribution);

    private void Assign(Variable variable, Source source) =>
        Line(source.Temporary is { } temporary ? $"{Declared(variable)} = {temporary};" : Assignment(variable, source.Value), source.Value);

    private Source Save(Variable variable, Source source, Region region)
    {
        string name = layout.Names.Allocate("next" + Names.Capitalized(variable.Name.TrimStart('@')), region);
        Line($"{types.Of(variable.Type)} {name} = {expressions.Loose(source.Value)};", source.Value);
        return source with { Temporary = name };
    }

    /// <summary>A move comes from what computes its source, where that is printed in it.</summary>
    private void Line(string text, Value source)
    {
        Let? computed = layout.Inlining.IsInline(source) ? layout.Uses.DefinitionOf(source) : null;
        writer.From(computed is { Operation: not Constant } ? Sections.Told(computed.Origin) : null, () => writer.Line(text));
    }

    /// <summary>A let whose operation is an expression, as a statement.</summary>
    public void Define(Let let)
    {
        Value? target = let.Targets.Count == 0 ? null : layout.Inlining.IsConditional(let) ? layout.Inlining.Arms(let).Target : let.Target;
        if (target is null)
        {
            writer.Line($"{expressions.Of(let, default!)};");
        }
        else if (layout.VariableOf(target) is { } variable)
        {
            writer.Line(Assignment(variable, let, target));
        }
        else
        {
            writer.Line($"{(IsStatement(let.Operation) ? "" : "_ = ")}{expressions.Of(let, target)};");
        }
    }

    /// <summary>A call may stand alone, whatever it returns; other expressions may not.</summary>
    private static bool IsStatement(Operation operation) =>
        operation is Pop or IR.RuleCall || (operation is OpaqueCall { Template: var template } && template[0] != '(' && template[template.Length - 1] == ')');

    /// <summary>A call that returns a struct, and the leaves of that.</summary>
    public void RuleCall(IR.RuleCall call, EquatableArray<Value> targets)
    {
        Variable whole = layout.VariableOf(targets[0])!;
        writer.Line($"{Declared(whole)} = {expressions.Filled(call.Rule.Method, call.Arguments)};");
        foreach ((Value target, string path) in targets.Skip(1).Zip(call.Rule.Result, static (target, path) => (target, path)))
        {
            if (layout.VariableOf(target) is { } leaf) writer.Line($"{Declared(leaf)} = {whole.Name}{path};");
        }
    }

    /// <summary>The targets are variables that start at zero and are passed by reference.</summary>
    public void Pullback(Pullback pullback, EquatableArray<Value> targets)
    {
        foreach (Value target in targets) writer.Line($"{Declared(layout.VariableOf(target)!)} = {(target.Type is ScalarType ? "0" : types.Default(target.Type))};");
        writer.Line($"{expressions.Filled(pullback.Template, [.. pullback.Arguments, .. pullback.Adjoints, .. targets])};");
    }

    /// <summary>The rule returns the value and the tangent as a tuple.</summary>
    public void Pushforward(Pushforward pushforward, EquatableArray<Value> targets)
    {
        string[] variables = [.. targets.Select(target => layout.VariableOf(target) is { } variable ? Declared(variable) : "_")];
        string assigned = variables.All(static variable => variable == "_") ? "" : $"({string.Join(", ", variables)}) = ";
        writer.Line($"{assigned}{expressions.Filled(pushforward.Template, [.. pushforward.Arguments, .. pushforward.Tangents])};");
    }

    /// <summary>A call: its first result is what it returns, the others come through out arguments.</summary>
    public void Call(Call call, Let let)
    {
        Variable? returned = let.Targets.Count == 0 ? null : layout.VariableOf(let.Targets[0]);
        string assigned = returned is null ? "" : $"{Declared(returned)} = ";
        IEnumerable<string> arguments =
        [
            .. call.Arguments.Select(argument => expressions.Exact(argument).Text),
            .. let.Targets.Skip(1).Select(target => layout.VariableOf(target) is { } variable ? $"out {Declared(variable)}" : "out _"),
        ];
        writer.Line($"{assigned}{call.Function}({string.Join(", ", arguments)});");
    }

    public void Store(Store store)
    {
        if (store.Element.Type is VectorType && store.Memory.Type is MemoryType { Element: ScalarType })
        {
            writer.Line(expressions.VectorStore(store));
            return;
        }

        string element = expressions.Element(store.Memory, store.Index, store.Leaf).Text;
        bool isUpdate = layout.Inlining.IsInline(store.Element) && layout.Uses.DefinitionOf(store.Element)!.Operation is Apply { Operands.Count: > 0 } apply
            && layout.Inlining.IsInline(apply.Operands[0]) && layout.Uses.DefinitionOf(apply.Operands[0])!.Operation is Load load
            && load.Memory == store.Memory && load.Leaf == store.Leaf && expressions.Element(load.Memory, load.Index, load.Leaf).Text == element;
        writer.Line((isUpdate ? Update(element, (Apply)layout.Uses.DefinitionOf(store.Element)!.Operation) : null) ?? $"{element} = {expressions.Loose(store.Element)};");
    }

    /// <summary>The variable's name, with its type where this is its declaration.</summary>
    public string Declared(Variable variable)
    {
        if (variable.IsDeclared) return variable.Name;
        variable.IsDeclared = true;
        return $"{types.Of(variable.Type)} {variable.Name}";
    }

    /// <summary>Declares the variables that the nested scopes of a statement are the first to write.</summary>
    public void DeclareAhead(Region region, int position)
    {
        foreach (Variable variable in layout.DeclaredAhead(region, position))
        {
            if (!variable.IsDeclared) writer.From(null, () => writer.Line($"{Declared(variable)};"));
        }
    }

    private string Assignment(Variable variable, Value source) => layout.Inlining.IsInline(source)
        ? Assignment(variable, layout.Uses.DefinitionOf(source)!, source)
        : $"{Declared(variable)} = {expressions.Exact(source)};";

    private string Assignment(Variable variable, Let let, Value target)
    {
        bool isUpdate = variable.IsDeclared && let.Operation is Apply { Operands.Count: > 0 } apply && IsIn(apply.Operands[0], variable);
        string? update = isUpdate ? Update(variable.Name, (Apply)let.Operation) : null;
        return update ?? $"{Declared(variable)} = {expressions.Loose(let, target)};";
    }

    private string? Update(string target, Apply apply) => OperatorEmitter.Compound(apply.Primitive) is { } symbol ? Update(target, symbol, apply.Operands[1]) : null;

    private string Update(string target, string symbol, Value operand)
    {
        bool isStep = operand.Type is ScalarType { IsInteger: true } && symbol is "+" or "-" && layout.Inlining.IsInline(operand) && layout.Uses.DefinitionOf(operand)!.Operation is Constant { Bits: 1 };
        if (isStep) return $"{target}{symbol}{symbol};";
        Code code = expressions.Loose(operand);
        return OperatorEmitter.Flipped(symbol) is { } flipped && code.Opposite is { } opposite ? $"{target} {flipped}= {opposite};" : $"{target} {symbol}= {code};";
    }

    private bool IsIn(Value value, Variable variable) => !layout.Inlining.IsInline(value) && layout.VariableOf(value) == variable;

    private HashSet<Variable> VariablesOf(Value source) => [.. layout.Inlining.Leaves(source).Select(layout.VariableOf).OfType<Variable>()];

    /// <summary>What a move assigns: a value, or the temporary that was made of it.</summary>
    private sealed record Source(Value Value, string? Temporary);
}

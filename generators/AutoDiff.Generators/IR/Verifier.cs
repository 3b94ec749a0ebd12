using System;
using System.Collections.Generic;

namespace AutoDiff.Generators.IR;

/// <summary>A function that breaks the rules of the IR, which is a defect of whatever made it.</summary>
internal sealed class VerificationException(string message) : Exception(message);

/// <summary>Holds a function to the rules of the IR: this file to those about definitions, scopes and blocks,
/// <see cref="OperationRules"/> to those about types.</summary>
internal sealed class Verifier
{
    private readonly OperationRules rules;
    private readonly HashSet<int> defined = [];
    private readonly Dictionary<int, Value> visible = [];

    private Verifier(OperationRules rules) => this.rules = rules;

    /// <param name="function">What is checked.</param>
    /// <param name="module">The functions that it may call, by name; without them calls are not checked.</param>
    public static void Verify(Function function, Func<string, Function?>? module = null)
    {
        try
        {
            if (function.Roles.Count != function.Parameters.Count) throw Broken($"{function.Parameters.Count} parameters have {function.Roles.Count} roles");
            new Verifier(new OperationRules(module)).Verify(function.Body);
        }
        catch (VerificationException broken)
        {
            throw new VerificationException($"{function.Name}: {broken.Message}");
        }
    }

    public static VerificationException Broken(string reason) => new(reason);

    private void Verify(Block block)
    {
        List<Value> local = [];
        foreach (Value argument in block.Arguments) Define(argument, local);
        for (int i = 0; i < block.Lets.Count; i++)
        {
            Let let = block.Lets[i];
            bool isLast = i == block.Lets.Count - 1;
            Locate(let, () => CheckOperands(let, isLast));
            foreach (Block nested in Walk.Blocks(let.Operation)) Verify(nested);
            Locate(let, () => rules.Check(let));
            foreach (Value target in let.Targets) Define(target, local);
        }

        foreach (Value result in block.Results) Use(result);
        foreach (Value value in local) visible.Remove(value.Id);
    }

    /// <summary>Says which let is broken. Blocks are checked outside, so that theirs stay the innermost.</summary>
    private static void Locate(Let let, Action check)
    {
        try
        {
            check();
        }
        catch (VerificationException broken)
        {
            throw Broken($"{broken.Message} in\n{Printer.Print(let)}");
        }
    }

    private void CheckOperands(Let let, bool isLast)
    {
        if (let.Operation is Throw && !isLast) throw Broken("what follows a throw is never reached");
        foreach (Value operand in Walk.Operands(let.Operation)) Use(operand);
    }

    private void Define(Value value, List<Value> local)
    {
        if (value.Id < 0) throw Broken($"the number of %{value.Id} is negative");
        if (!defined.Add(value.Id)) throw Broken($"%{value.Id} is defined twice");
        TypeRules.CheckFormed(value.Type);
        visible.Add(value.Id, value);
        local.Add(value);
    }

    private void Use(Value value)
    {
        if (!visible.TryGetValue(value.Id, out Value? definition))
        {
            throw Broken(defined.Contains(value.Id) ? $"%{value.Id} is out of scope" : $"%{value.Id} is used before it is defined");
        }

        CheckSame(value, "is", TypeText.Of(definition.Type), TypeText.Of(value.Type));
        CheckSame(value, "is named", $"'{definition.Name}'", $"'{value.Name}'");
    }

    private static void CheckSame(Value value, string verb, string defined, string used)
    {
        if (defined != used) throw Broken($"%{value.Id} {verb} {defined} where it is defined, {used} where it is used");
    }
}

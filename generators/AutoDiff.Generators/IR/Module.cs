using System;
using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Generators.IR;

/// <summary>A function that is called and is the derivative of another one, which has not been taken yet.</summary>
/// <param name="Name">What it is called by.</param>
/// <param name="Signature">That of the method; what a call hands over besides, such as its object, are constants in front.</param>
/// <param name="Primal">The method as a function, with those that it calls.</param>
internal sealed record NestedDerivative(string Name, DerivativeKind Kind, MethodSignature Signature, Module Primal);

/// <summary>A function and those that it calls, directly or through each other.</summary>
/// <param name="Remarks">What the passes that made it have to say.</param>
internal sealed record Module(Function Root, EquatableArray<Function> Helpers, EquatableArray<NestedDerivative> Derivatives = default, EquatableArray<Remark> Remarks = default)
{
    public IEnumerable<Function> Functions => Helpers.Prepend(Root);

    /// <summary>The helper of a name.</summary>
    public Function? Find(string name) => Helpers.FirstOrDefault(helper => helper.Name == name);

    /// <summary>A name that no function has, and none of the given ones is.</summary>
    public string FreeName(string wanted, IEnumerable<string> taken) => Enumerable.Range(1, int.MaxValue)
        .Select(number => number == 1 ? wanted : $"{wanted}{number}")
        .First(name => Find(name) is null && !taken.Contains(name));

    public Module Select(Func<Function, Function> pass) => this with { Root = pass(Root), Helpers = Helpers.Select(pass).ToEquatableArray() };

    /// <summary>Without the functions that nobody calls.</summary>
    public Module Reachable()
    {
        HashSet<string> called = [];
        var pending = new Stack<Function>([Root]);
        while (pending.Count > 0)
        {
            foreach ((_, Call call) in Calls(pending.Pop()))
            {
                if (called.Add(call.Function) && Find(call.Function) is { } callee) pending.Push(callee);
            }
        }

        return this with { Helpers = Helpers.Where(helper => called.Contains(helper.Name)).ToEquatableArray() };
    }

    /// <summary>The calls of a function.</summary>
    public static IEnumerable<(Let Let, Call Call)> Calls(Function function) =>
        Walk.Lets(function.Body).Where(static let => let.Operation is Call).Select(static let => (let, (Call)let.Operation));
}

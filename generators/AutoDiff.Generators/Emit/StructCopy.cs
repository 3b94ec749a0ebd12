using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators.Emit;

/// <summary>The functions that a member calls are local functions of it, and in a struct those cannot see what belongs to the struct. What they read of it they read of a copy, which the
/// member makes when it begins.</summary>
internal sealed class StructCopy
{
    private static readonly Regex Quoted = new("\"[^\"]*\"");

    private static readonly Regex NameOfArgument = new(@"\w\s*:(?!:)");

    /// <summary>A whole name that is not part of another.</summary>
    private readonly Regex ofStruct;

    private readonly Func<string, string> free;
    private readonly Dictionary<string, string> copies = [];
    private bool isByReference;
    private bool readsState;

    /// <param name="free">A name like this that nothing bears.</param>
    private StructCopy(Module module, IEnumerable<string> captured, Func<string, string> free)
    {
        (Module, this.free) = (module, free);
        ofStruct = new Regex($@"(?<![\w.@])({string.Join("|", captured.Append("this").Select(Regex.Escape))})\b");
    }

    /// <summary>What a member that consists of a module copies.</summary>
    public static StructCopy Of(Module module, MethodSignature signature, Func<string, string> free)
    {
        string type = signature.ContainingTypes[signature.ContainingTypes.Count - 1];
        var copy = new StructCopy(module, signature.Captured, free) { isByReference = type.StartsWith("ref ", StringComparison.Ordinal) };
        if (signature.IsStatic || !type.Contains("struct ")) return copy;
        copy.Module = module with { Helpers = module.Helpers.Select(helper => helper with { Body = Walk.Replace(helper.Body, copy.Read) }).ToEquatableArray() };
        if (copy.readsState && module.Functions.SelectMany(static function => Walk.Lets(function.Body)).FirstOrDefault(MayChange) is { } change) throw Refused(change);
        return copy;
    }

    /// <summary>The module with functions that read the copy.</summary>
    public Module Module { get; private set; }

    /// <summary>Of the variables that are the copy.</summary>
    public IEnumerable<string> Names => copies.Values;

    /// <summary>The statements that make it.</summary>
    public IEnumerable<string> Statements => copies.Select(static one => $"var {one.Value} = {one.Key};");

    private Let Read(Let let)
    {
        if (TextOf(let.Operation) is not { } text || !ofStruct.IsMatch(Quoted.Replace(text, ""))) return let;

        // Local functions cannot see a copy of a ref struct either, and what is done to a copy is done for nothing. Between quotes, or in front of a colon, the word may be something else.
        if (let.Operation is not OpaqueCall { RunsOnce: false } call || isByReference || text.Contains('"') || NameOfArgument.IsMatch(text)) throw Refused(let);
        readsState |= call.Effects != Effects.None;
        return let with { Operation = call with { Template = ofStruct.Replace(text, word => CopyOf(word.Value)) } };
    }

    private string CopyOf(string name)
    {
        if (!copies.TryGetValue(name, out string? copy)) copies[name] = copy = free(name == "this" ? "self" : $"{name}Copy");
        return copy;
    }

    private static string? TextOf(Operation operation) => operation switch
    {
        OpaqueCall call => call.Template,
        Throw thrown => thrown.Template,
        Pullback pullback => pullback.Template,
        Pushforward pushforward => pushforward.Template,
        RuleCall call => call.Rule.Method,
        _ => null,
    };

    /// <summary>The copy might not be what the struct is then.</summary>
    private static bool MayChange(Let let) => let.Operation is OpaqueCall { RunsOnce: true } call && !call.Template.StartsWith("global::System.", StringComparison.Ordinal);

    private static Refusal Refused(Let let) =>
        new("what it uses of its struct cannot be seen in the functions that this derivative consists of; make it static, with the struct as a parameter", let.Origin);
}

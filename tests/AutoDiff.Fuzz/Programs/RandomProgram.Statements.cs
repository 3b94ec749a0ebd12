using System;
using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Fuzz.Programs;

// Assignments and control flow.
internal sealed partial class RandomProgram
{
    private string Block(Scope scope, int depth)
    {
        List<string> block = [];
        int count = random.Next(1, 4);
        for (int i = 0; i < count; i++) block.Add(Statement(scope, depth - 1));
        return $"{{\n{string.Join("\n", block)}\n}}";
    }

    private string Statement(Scope scope, int depth)
    {
        budget--;
        (Feature Feature, bool IsPossible, Func<string> Write)[] leaves =
        [
            (Feature.Locals, true, () => Local(scope)),
            (Feature.Locals, true, () => LateLocal(scope)),
            (Feature.Exchanges, true, () => Exchange(scope)),
            (Feature.Counters, true, () => Count(scope)),
            (Feature.Exits, true, () => Exit(scope)),
            (Feature.LocalMemory, true, () => LocalMemory(scope)),
            (Feature.Slices, true, () => Slice(scope)),
            (Feature.BulkCopies, true, () => BulkCopy(scope)),
            (Feature.References, true, () => Reference(scope)),
            (Feature.Tensors, true, () => Tensor(scope)),
            (Feature.Structs, true, () => PairStatement(scope)),
            (Feature.Tuples, true, () => TupleStatement(scope)),
            (Feature.Helpers, scope.Assignable.Count > 0, () => HelperCall(scope)),
            (Feature.LocalFunctions, !scope.IsInLoop && localFunctions < 2, () => LocalFunction(scope)),
            (Feature.Throws, true, () => Throw(scope)),
            (Feature.Vectors, true, () => VectorLoop(scope)),
            (Feature.Vectors, true, () => VectorLoop(scope)),
            (Feature.Vectors, true, () => VectorLoop(scope)),
            (Feature.Vectors, true, () => VectorLoop(scope)),
        ];
        (Feature Feature, Func<string> Write)[] compound =
        [
            (Feature.Branches, () => Branch(scope, depth)),
            (Feature.Branches, () => Branch(scope, depth)),
            (Feature.Switches, () => Switch(scope, depth)),
            (Feature.Loops, () => For(scope, depth)),
            (Feature.Loops, () => For(scope, depth)),
            (Feature.Loops, () => For(scope, depth)),
            (Feature.ForEach, () => ForEach(scope, depth)),
            (Feature.WhileLoops, () => While(scope, depth)),
        ];
        Func<string>[] choices =
        [
            () => Update(scope, Pick(scope.Assignable)),
            () => Update(scope, WritableElement(scope)),
            () => Update(scope, WritableElement(scope)),
            .. isMixed ? (Func<string>[])[() => MixedStatement(scope), () => MixedStatement(scope)] : [],
            .. leaves.Where(choice => choice.IsPossible && Uses(choice.Feature)).Select(choice => choice.Write),
            .. compound.Where(choice => depth > 0 && Uses(choice.Feature)).SelectMany(choice => new[] { choice.Write, choice.Write }),
        ];
        return choices[random.Next(choices.Length)]();
    }

    private string Local(Scope scope)
    {
        string name = Fresh("v");
        string declaration = $"{scalar} {name} = {(random.Next(4) == 0 ? Literal() : Bounded(scope))};";
        scope.AddNumber(name);
        return declaration;
    }

    private string LateLocal(Scope scope)
    {
        string name = Fresh("v");
        string declaration = $"{scalar} {name};\nif ({Condition(scope)}) {name} = {Bounded(scope)}; else {name} = {Number(scope, 1)};";
        scope.AddNumber(name);
        return declaration;
    }

    private string Update(Scope scope, string target) => random.Next(8) switch
    {
        0 or 1 => $"{target} += {Bounded(scope)};",
        2 => $"{target} -= {Number(scope, 1)};",
        3 => $"{target} *= {Bounded(scope)};",
        4 => $"{target} /= {Literal().TrimStart('-')} + {Math}.Exp({Bounded(scope)});",
        5 => $"{target} = {Math}.Sin({target}) + {Bounded(scope)};",
        6 when random.Next(2) == 0 => $"{target}++;",
        _ => $"{target} = {Bounded(scope)};",
    };

    private string Exchange(Scope scope)
    {
        string one = random.Next(2) == 0 ? WritableElement(scope) : Pick(scope.Assignable);
        string other = random.Next(2) == 0 ? WritableElement(scope) : Pick(scope.Assignable);
        return $"({one}, {other}) = ({other}, {(random.Next(2) == 0 ? one : Bounded(scope))});";
    }

    private string Count(Scope scope)
    {
        if (scope.Counters.Count > 0 && random.Next(2) == 0)
        {
            string counter = Pick(scope.Counters);
            return random.Next(3) switch
            {
                0 => $"{counter}++;",
                1 => $"{counter} = ({counter} * 3 + {Integer(scope)}) % 5;",
                _ => $"if ({Condition(scope)}) {counter} += 2;",
            };
        }

        string name = Fresh("m");
        string declaration = $"int {name} = {Integer(scope)} % {random.Next(2, 6)};";
        scope.Integers.Add(name);
        scope.Counters.Add(name);
        return declaration;
    }

    private string Exit(Scope scope) =>
        $"if ({Condition(scope)}) {(scope.IsInLoop ? Pick(["break;", "continue;", Return(scope)]) : Return(scope))}";

    private string Branch(Scope scope, int depth) =>
        $"if ({Condition(scope)}) {Block(scope.Inner(), depth)}" + (random.Next(2) == 0 ? $" else {Block(scope.Inner(), depth)}" : "");

    private string Switch(Scope scope, int depth)
    {
        string Section(string label) => $"{label}\n{Block(scope.Inner(), depth)}\nbreak;";
        string[] labels = random.Next(2) == 0 ? ["case 0:", "case 1 or 3:", "default:"] : ["case < 1:", "case 2 when " + Condition(scope) + ":", "default:"];
        return $"switch ({Integer(scope)} % 4)\n{{\n{string.Join("\n", labels.Select(Section))}\n}}";
    }

    private string For(Scope scope, int depth)
    {
        string i = Fresh("i"), type = Pick(["int", "int", "int", "long"]);
        (string header, bool isIndex) = random.Next(10) switch
        {
            0 or 1 => ($"int {i} = 0; {i} < {length}; {i}++", true),
            2 => ($"int {i} = {length} - 1; {i} >= 0; {i}--", true),
            3 => ($"int {i} = 1; {i} < {length}; {i} += 2", true),
            4 => ($"int {i} = 0; {i} + 1 < {length}; ++{i}", true),
            5 => ($"{type} {i} = 0; {i} < n; {i}++", false),
            6 => ($"{type} {i} = n; {i} > -2; {i} -= 3", false),
            7 => ($"int {i} = {Integer(scope)} % 3; {i} <= 3; {i} += 1 + (n & 1)", false),
            8 when scope.Indices.Count > 0 => ($"int {i} = {Pick(scope.Indices)}; {i} < {length}; {i}++", true),
            _ => ($"byte {i} = 0; {i} < 3; {i}++", false),
        };
        Scope inner = scope.Inner(isLoop: true);
        NoteLoop(inner.Loops);
        if (isIndex) inner.Indices.Add(i);
        if (!header.StartsWith("long", StringComparison.Ordinal)) inner.Integers.Add(i);
        return $"for ({header}) {Block(inner, depth)}";
    }

    private string ForEach(Scope scope, int depth)
    {
        string name = Fresh("e");
        Scope inner = scope.Inner(isLoop: true);
        NoteLoop(inner.Loops + 1);
        if (Uses(Feature.References) && random.Next(2) == 0)
        {
            inner.AddNumber(name);
            inner.References.Add(name);
            string memory = Pick(scope.Writable);
            return $"foreach (ref {scalar} {name} in {Span(memory, scope)}) {Block(inner, depth)}";
        }

        if (scope.PairMemory.Count > 0 && random.Next(2) == 0)
        {
            inner.Pairs.Add(name);
            return $"foreach (Pair {name} in {Pick(scope.PairMemory)}) {Block(inner, depth)}";
        }

        inner.Numbers.Add(name);
        return $"foreach ({scalar} {name} in {(scope.Matrices.Count > 0 && random.Next(3) == 0 ? Pick(scope.Matrices) : Pick(scope.Memory))}) {Block(inner, depth)}";
    }

    /// <summary>The condition counts, so that every loop ends, whatever is left out of its body.</summary>
    private string While(Scope scope, int depth)
    {
        string counter = Fresh("c"), start = $"int {counter} = 0;";
        scope.Integers.Add(counter);
        string condition = $"{counter}++ < {random.Next(1, 5)} && {Condition(scope)}", body = Block(scope.Inner(isLoop: true), depth);
        return random.Next(2) == 0 ? $"{start}\nwhile ({condition}) {body}" : $"{start}\ndo {body} while ({condition});";
    }

    private string Throw(Scope scope) => random.Next(5) switch
    {
        0 => $"if ({length} < 0) throw new ArgumentException($\"{{{Integer(scope)}}} is wrong.\");",
        1 => $"ArgumentOutOfRangeException.ThrowIfNegative(n);",
        2 => $"System.Diagnostics.Debug.Assert(!{scalar}.IsNaN({Leaf(scope)}));",
        3 when random.Next(3) == 0 => $"if ({Condition(scope)}) throw new InvalidOperationException(\"Enough.\");",
        _ => $"if ({scalar}.IsPositiveInfinity({Leaf(scope)})) throw new ArithmeticException();",
    };
}

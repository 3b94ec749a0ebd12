using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Fuzz.Programs;

// Loops whose iterations have little or nothing to do with one another: such as are vectorised and fused.
internal sealed partial class RandomProgram
{
    private string VectorLoop(Scope scope)
    {
        string i = Fresh("i"), target = Pick(scope.Writable), sum = Pick(scope.Assignable);
        NoteLoop(scope.Loops + 1);
        switch (random.Next(17))
        {
            case 0 when scope.Matrices.Count > 0:
                return RowLoop(scope, i, target);
            case 0 or 1:
                return $"for (int {i} = 1; {i} + 1 < {length}; {i}++) {target}[{i}] {Pick(["=", "+="])} {Bounded(Lane(scope, i, i + " - 1", i + " + 1"))};";
            case 2:
                return $"for (int {i} = 0; {i} < {length}; {i}++) {sum} = {Math}.{Pick(["Max", "Min"])}({sum}, {Number(Lane(scope, i), 2)});";
            case 3:
                return $"for (int {i} = 0; {i} < {length}; {i}++) {sum} *= 1 + {Bounded(Lane(scope, i))} / 8;";
            case 4:
                return $"for (int {i} = 0; {i} < {length}; {i}++) {{ if ({Condition(Lane(scope, i))}) {target}[{i}] = {Bounded(Lane(scope, i))}; else {sum} += {Bounded(Lane(scope, i))}; }}";
            case 5:
                return $"for (int {i} = {length} - 1; {i} >= 0; {i}--) {target}[{i}] = {Bounded(Lane(scope, i))};";
            case 6:
                return $"for (int {i} = 0; {i} < {length}; {i}++) {{ {target}[{i}] = {Bounded(Lane(scope, i))}; {sum} += {Bounded(Lane(scope, i))}; }}";
            case 7:
                return $"for (int {i} = 0; {i} < {length}; {i}++) {target}[{i}] {Pick(["+=", "-=", "*="])} {Bounded(Lane(scope, i))};";
            case 8:
                return ProductLoop(scope, i, target);
            case 9 or 10:
                return NestLoop(scope, i, sum);
            case 13 or 14 when scope.IndexMemory.Count > 0:
                return IndexLoop(scope, i, target, sum);
            case 11 or 12:
                return EdgeLoop(scope, i, target, sum);
            default:
                return $"for (int {i} = 0; {i} < {length}; {i}++) {sum} += {Bounded(Lane(scope, i), 3)};";
        }
    }

    /// <summary>A loop over elements that whole numbers in memory say, over labels and counts.</summary>
    private string IndexLoop(Scope scope, string i, string target, string sum)
    {
        string indices = Pick(scope.IndexMemory), local = Fresh("v");
        Scope lane = Lane(scope, i);
        lane.Numbers.AddRange([$"{Pick(scope.Memory)}[{indices}[{i}]]", $"{Pick(scope.Memory)}[{indices}[{i}]]", $"({scalar}){indices}[{i}]"]);
        lane.Integers.Add($"{indices}[{i}]");
        string update = Pick([$"{sum} += {local};", $"{sum} -= {local};", $"{target}[{i}] = {local};", $"{target}[{indices}[{i}]] += {local};", $"if ({Condition(lane)}) {sum} += {local};", $"if ({indices}[{i}] > n) {target}[{indices}[{i}]] -= {local};"]);
        return $"for (int {i} = 0; {i} < {length}; {i}++) {{ {scalar} {local} = {Bounded(lane, 3)}; {update} }}";
    }

    /// <summary>A loop that asks where it is, and uses its neighbours where they are.</summary>
    private string EdgeLoop(Scope scope, string i, string target, string sum)
    {
        string data = Pick(scope.Memory), last = $"{length} - 1";
        string Inner(string neighbour) => $"{data}[{i} {neighbour}] * {Bounded(Lane(scope, i), 1)}";
        string outer = Bounded(Lane(scope, i), 1);
        string value = random.Next(6) switch
        {
            0 => $"{i} == 0 ? {outer} : {Inner("- 1")}",
            1 => $"{i} < {last} ? {Inner("+ 1")} : {outer}",
            2 => $"{i} > 1 && {i} + 2 < {length} ? {Inner("- 2")} - {Inner("+ 2")} : {outer}",
            3 => $"({i} > 0 ? {Inner("- 1")} : {outer}) + ({i} == {last} ? {outer} : {Inner("+ 1")})",
            4 => $"{i} >= n && n >= 0 ? {Inner("- n")} : {outer}",
            _ => $"{i} == 0 || {i} == {last} ? {outer} : {Inner("+ 1")} * {Inner("- 1")}",
        };
        return $"for (int {i} = 0; {i} < {length}; {i}++) {Pick([$"{target}[{i}] =", $"{target}[{i}] +=", $"{sum} +=", $"{sum} -="])} {Math}.Sin({value});";
    }

    /// <summary>A product of a matrix and a vector.</summary>
    private string RowLoop(Scope scope, string i, string target)
    {
        string j = Fresh("i"), row = Fresh("v"), matrix = Pick(scope.Matrices);
        NoteLoop(scope.Loops + 2);
        return $"for (int {i} = 0; {i} < {length}; {i}++) {{ {scalar} {row} = 0; for (int {j} = 0; {j} < {length}; {j}++) {row} += {matrix}[{i}, {j}] * {Bounded(Lane(scope, j), 1)}; {target}[{i}] = {Math}.Tanh({row}); }}";
    }

    /// <summary>A product of two matrices, of two rows and of two columns.</summary>
    private string ProductLoop(Scope scope, string i, string target)
    {
        string j = Fresh("i"), k = Fresh("i"), sum = Fresh("v"), x = Pick(scope.Memory), y = Pick(scope.Memory), added = $"{x}[{i} * ({length} / 2) + {k}] * {y}[{k} * 2 + {j}]";
        NoteLoop(scope.Loops + 3);
        string body = random.Next(2) == 0
            ? $"{{ {scalar} {sum} = {Number(Lane(scope, j), 1)}; for (int {k} = 0; {k} < {length} / 2; {k}++) {sum} += {added}; {target}[{i} * 2 + {j}] = {Math}.Tanh({sum}); }}"
            : $"for (int {k} = 0; {k} < {length} / 2; {k}++) {target}[{i} * 2 + {j}] += {added};";
        return $"if ({length} >= 4) for (int {i} = 0; {i} < 2; {i}++) for (int {j} = 0; {j} < 2; {j}++) {body}";
    }

    /// <summary>Short loops in a long one: with a number from one to the next, with rows of data, or with an array that each iteration fills.</summary>
    private string NestLoop(Scope scope, string i, string sum)
    {
        string j = Fresh("i"), carried = Fresh("v"), array = Fresh("v"), data = Pick(scope.Memory), weights = Pick(scope.Memory);
        NoteLoop(scope.Loops + 2);
        Scope lane = Lane(scope, i);
        lane.Numbers.AddRange([$"{weights}[{j}]", $"{weights}[2 - {j}]"]);
        string inner = $"for (int {j} = 0; {j} < 3; {j}++)";
        string nest = random.Next(3) switch
        {
            0 => $"for (int {i} = 0; {i} < {length}; {i}++) {{ {scalar} {carried} = {Number(Lane(scope, i), 1)}; {inner} {carried} = {Math}.Tanh({carried} * {Bounded(lane)}); {sum} += {carried}; }}",
            1 => $"for (int {i} = 0; {i} < {length} / 3; {i}++) {{ {scalar} {carried} = {Number(Lane(scope, i), 1)}; {inner} {carried} += {data}[{i} * 3 + {j}] * {Bounded(lane)}; {sum} += {Math}.Sin({carried}); }}",
            _ => $"{scalar}[] {array} = new {scalar}[3]; for (int {i} = 0; {i} < {length}; {i}++) {{ {inner} {array}[{j}] = {Bounded(lane)}; {scalar} {carried} = 1; {inner} if ({array}[{j}] > {Number(Lane(scope, i), 1)}) {carried} += {array}[{j}] * {array}[2 - {j}]; {sum} += {Math}.Cos({carried}); }}",
        };
        return $"if ({length} >= 3) {{ {nest} }}";
    }

    /// <summary>What an iteration may use: elements at its index, or near to it, and what is the same in all.</summary>
    private Scope Lane(Scope scope, params string[] indices)
    {
        Scope lane = new();
        IEnumerable<string> memory = [Pick(scope.Memory), Pick(scope.Memory)];
        lane.Numbers.AddRange(memory.SelectMany(name => indices.Select(index => $"{name}[{index}]")));
        lane.Numbers.Add(Pick(scope.Numbers));
        lane.Integers.AddRange([indices[0], "n"]);
        return lane;
    }
}

using System;
using System.Collections.Generic;
using System.Text;

namespace AutoDiff.Generators.Tests.Frontend;

/// <summary>A random method body over <c>(Span x, ReadOnlySpan y, int[] k, double a, int n)</c>, made of nested control flow
/// with exits anywhere. It always ends.</summary>
internal sealed class RandomProgram(Random random)
{
    private readonly StringBuilder text = new();
    private readonly List<string> numbers = ["a"];
    private readonly List<string> integers = ["n"];
    private int fuel = 25;
    private int names;

    public static string Make(int seed)
    {
        RandomProgram program = new(new Random(seed));
        program.text.AppendLine("{");
        program.Block(loops: 0, inSwitch: false);
        program.text.AppendLine($"return {program.Number(2)}; }}");
        return program.text.ToString();
    }

    private void Block(int loops, bool inSwitch)
    {
        (int numbersBefore, int integersBefore) = (numbers.Count, integers.Count);
        for (int count = random.Next(1, 5); count > 0 && fuel > 0; count--) Statement(loops, inSwitch);
        numbers.RemoveRange(numbersBefore, numbers.Count - numbersBefore);
        integers.RemoveRange(integersBefore, integers.Count - integersBefore);
    }

    private void Statement(int loops, bool inSwitch)
    {
        fuel--;
        switch (random.Next(14))
        {
            case 0 or 1:
                string local = $"v{names++}";
                text.AppendLine($"double {local} = {Number(2)};");
                numbers.Add(local);
                break;
            case 2 or 3:
                text.AppendLine($"{Pick(numbers)} {Pick(["=", "+=", "*=", "-="])} {Number(2)};");
                break;
            case 4:
                string integer = $"m{names++}";
                text.AppendLine($"int {integer} = {Integer()};");
                integers.Add(integer);
                break;
            case 5:
                text.AppendLine($"if (x.Length > 0) x[{Index("x")}] {Pick(["=", "+="])} {Number(1)};");
                break;
            case 6 or 7:
                Braces($"if ({Condition(1)})", loops, inSwitch);
                if (random.Next(2) == 0) Braces("else", loops, inSwitch);
                break;
            case 8 when loops < 2:
                string counter = $"i{names++}";
                integers.Add(counter);
                Braces($"for (int {counter} = 0; {counter} < {random.Next(4)}; {counter}++)", loops + 1, inSwitch: false);
                integers.Remove(counter);
                break;
            case 9 when loops < 2:
                string turns = $"w{names++}";
                text.AppendLine($"int {turns} = 0;");
                if (random.Next(2) == 0) Braces($"while ({turns}++ < 3 && {Condition(1)})", loops + 1, inSwitch: false);
                else Braces("do", loops + 1, inSwitch: false, $"while (++{turns} < 3 && {Condition(1)});");
                break;
            case 10 when loops > 0:
                text.AppendLine($"if ({Condition(0)}) {Pick(["break;", "continue;", "continue;"])}");
                break;
            case 11:
                text.AppendLine($"if ({Condition(1)}) return {Number(1)};");
                break;
            case 12:
                Switch(loops);
                break;
            case 13 when loops > 0 || inSwitch:
                text.AppendLine($"if ({Condition(0)}) {{ {Pick(numbers)} = {Number(1)}; {(loops > 0 ? Pick(["break;", "continue;"]) : "break;")} }}");
                break;
            default:
                text.AppendLine($"{Pick(numbers)} = {Condition(0)} ? {Number(1)} : {Number(1)};");
                break;
        }
    }

    private void Switch(int loops)
    {
        text.AppendLine($"switch ({Integer()}) {{");
        foreach (string label in (string[])["case 0:", "case 1: case 3:", $"case > 1 when {Condition(0)}:", "default:"])
        {
            if (random.Next(4) == 0) continue;
            Braces(label, loops, inSwitch: true, "break;");
        }

        text.AppendLine("}");
    }

    private void Braces(string head, int loops, bool inSwitch, string tail = "")
    {
        text.AppendLine($"{head} {{");
        Block(loops, inSwitch);
        text.AppendLine($"}} {tail}");
    }

    private string Number(int depth) => depth == 0 || random.Next(3) == 0
        ? random.Next(5) switch { 0 => $"{random.Next(1, 5)}.5", 1 => $"x[{Index("x")}]", 2 => Pick(integers), _ => Pick(numbers) }
        : random.Next(6) switch
        {
            0 => $"Math.Sin({Number(depth - 1)})",
            1 => $"({Condition(0)} ? {Number(depth - 1)} : {Number(depth - 1)})",
            _ => $"({Number(depth - 1)} {Pick(["+", "-", "*"])} {Number(depth - 1)})",
        };

    private string Condition(int depth) => depth > 0 && random.Next(3) == 0
        ? $"({Condition(depth - 1)} {Pick(["&&", "||"])} {Condition(depth - 1)})"
        : random.Next(2) == 0 ? $"{Number(0)} {Pick(["<", ">"])} {Number(1)}" : $"{Integer()} {Pick(["==", "!=", "<"])} {random.Next(4)}";

    private string Integer() => random.Next(3) == 0 ? $"({Pick(integers)} + {random.Next(3)})" : Pick(integers);

    /// <summary>Mostly in range.</summary>
    private string Index(string memory) => random.Next(20) == 0 ? Pick(integers) : $"(({Pick(integers)} & 7) * {memory}.Length) >> 3";

    private string Pick(IReadOnlyList<string> choices) => choices[random.Next(choices.Count)];
}

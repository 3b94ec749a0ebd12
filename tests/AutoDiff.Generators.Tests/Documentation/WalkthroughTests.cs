using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Tests.Frontend;
using AutoDiff.Generators.Tests.Support;
using AutoDiff.Generators.Transforms;
using DiffPlex;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using Xunit;
using Xunit.Sdk;

namespace AutoDiff.Generators.Tests.Documentation;

/// <summary>The page about the compiler follows one method through the passes. What it shows is what they make.</summary>
public sealed class WalkthroughTests
{
    private const string Page = "generators/AutoDiff.Generators/README.md";

    /// <summary>The titles of the blocks that are not IR.</summary>
    private const string Method = "method", Generated = "generated";

    private readonly List<(string Title, string Text)> steps = [];

    [Fact]
    public void The_page_shows_what_every_pass_makes_of_the_method()
    {
        CodeBlock[] shown = [.. Markdown.Blocks(Page).Where(block => block.Title.Length > 0)];
        string method = shown.Single(block => block.Title == Method).Text;
        Follow(LoweringProbe.Lower(method).Function);
        string file = GeneratorHarness.Run(LoweringProbe.Program(method)).GeneratedSources.Values.Single();
        steps.Add((Generated, Unindented(file[file.IndexOf("    private static", StringComparison.Ordinal)..file.LastIndexOf('}')])));

        CodeBlock[] results = [.. shown.Where(block => block.Title != Method)];
        if (steps.Select(step => step.Title).SequenceEqual(results.Select(block => block.Title)) && steps.Select(step => step.Text).SequenceEqual(results.Select(block => block.Text))) return;
        string received = Markdown.Receive(Page, block => steps.FirstOrDefault(step => step.Title == block.Title).Text ?? block.Text);
        throw new XunitException($"The page differs from {received}. The steps, which it shows in this order:\n\n{string.Join('\n', steps.Select(step => $"```{step.Title}\n{step.Text}```\n"))}");
    }

    /// <summary>The passes one by one; the end is held to the pipeline's own.</summary>
    private void Follow(Function lowered)
    {
        steps.Add(("lowered", Printer.Print(lowered)));
        Function primal = Tidy("primal", Pass("primal", PassPipeline.Normal, lowered));
        Function ready = Pass("primal", WinnerOnly.Run, Pass("primal", RuleBodies.Run, primal));
        Function derivative = ReverseMode.Run(ready, ReverseKind.Gradient);
        steps.Add(("derivative", Printer.Print(derivative)));
        derivative = Tidy("derivative", derivative);
        derivative = Pass("derivative", DefinitionExpansion.Run, Pass("derivative", GuardExpansion.Run, derivative));
        Assert.Equal(PassPipeline.Derive(primal, ReverseKind.Gradient), Tidy("finish", derivative));
    }

    private Function Tidy(string stage, Function function) => PassPipeline.Tidying.Aggregate(function, (current, pass) => Pass(stage, pass, current));

    /// <summary>Of a pass the page shows the lines that it changes, and nothing where it changes none.</summary>
    private Function Pass(string stage, Func<Function, Function> pass, Function function)
    {
        Function result = pass(function);
        string changes = Changes(Printer.Print(function), Printer.Print(result));
        string name = pass.Method.DeclaringType == typeof(PassPipeline) ? pass.Method.Name : pass.Method.DeclaringType!.Name;
        if (changes.Length > 0) steps.Add(($"{stage}: {name}", changes));
        return result;
    }

    private static string Changes(string before, string after) => string.Concat(new InlineDiffBuilder(new Differ()).BuildDiffModel(before, after).Lines
        .Where(line => line.Type is ChangeType.Deleted or ChangeType.Inserted)
        .Select(line => $"{(line.Type == ChangeType.Inserted ? '+' : '-')}{line.Text}\n"));

    private static string Unindented(string code) => string.Concat(code.Split('\n').Select(line => line.StartsWith("    ", StringComparison.Ordinal) ? line[4..] : line).Select(line => line + "\n")).TrimEnd('\n') + "\n";
}

using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using AutoDiff.Generators.Tests.Support;
using Microsoft.CodeAnalysis;
using Xunit;

namespace AutoDiff.Generators.Tests.Documentation;

/// <summary>Every C# example of the README is a whole program, which prints what the comments behind its output say.</summary>
public sealed partial class ReadmeTests
{
    private static readonly CodeBlock[] Examples = [.. Markdown.Blocks("README.md").Where(block => block.Language == "csharp")];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Examples.Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void An_example_prints_what_it_says(int number)
    {
        string source = Examples[number].Text;
        string[] expected = [.. Output().Matches(source).Select(match => match.Groups["text"].Value)];
        Assert.NotEmpty(expected);
        GeneratorHarness harness = new(new DifferentiableGenerator()) { Options = CSharpCompiler.Options.WithOutputKind(OutputKind.ConsoleApplication) };
        Assert.Equal(expected, Run(harness.Generate(source).Program!.Assembly));
    }

    private static string[] Run(Assembly program)
    {
        (TextWriter console, CultureInfo culture) = (Console.Out, CultureInfo.CurrentCulture);
        using var output = new StringWriter();
        try
        {
            Console.SetOut(output);
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            program.EntryPoint!.Invoke(null, [Array.Empty<string>()]);
        }
        finally
        {
            Console.SetOut(console);
            CultureInfo.CurrentCulture = culture;
        }

        return output.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
    }

    [GeneratedRegex(@"^Console\.WriteLine\(.*\); *// (?<text>.*)$", RegexOptions.Multiline)]
    private static partial Regex Output();
}

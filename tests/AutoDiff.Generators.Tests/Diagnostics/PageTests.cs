using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using AutoDiff.Generators.Diagnostics;
using AutoDiff.Generators.Tests.Frontend;
using AutoDiff.Generators.Tests.Support;
using Microsoft.CodeAnalysis;
using Xunit;

namespace AutoDiff.Generators.Tests.Diagnostics;

/// <summary>The page of diagnostics has every id, with a program that triggers it and one that does not.</summary>
public sealed partial class PageTests
{
    /// <summary>A defect, which no program should show, and what takes an assembly of another version.</summary>
    private static readonly string[] WithoutExample = [DiagnosticIds.InternalError, DiagnosticIds.DescriptionNotRead, DiagnosticIds.Remark];

    private static readonly string Page = File.ReadAllText(Path.Combine(SourceFiles.Root, "generators", "AutoDiff.Generators", "Diagnostics", "README.md"));

    private static readonly Dictionary<string, (string Name, string Text)> Sections = Section().Matches(Page).ToDictionary(
        static match => match.Groups["id"].Value,
        static match => (match.Groups["name"].Value, match.Groups["text"].Value));

    public static TheoryData<string> Ids => [.. Sections.Keys.Except(WithoutExample)];

    [Fact]
    public void Every_id_is_on_the_page_under_its_name()
    {
        IEnumerable<(string Id, string Name)> ids = typeof(DiagnosticIds).GetFields().Select(static field => ((string)field.GetRawConstantValue()!, field.Name));
        Assert.Equal(ids, Sections.Select(static section => (section.Key, section.Value.Name)));
    }

    [Fact]
    public void Every_id_has_the_descriptor_that_is_called_like_it()
    {
        IEnumerable<FieldInfo> descriptors = typeof(Descriptors).GetFields().Where(static field => field.FieldType == typeof(DiagnosticDescriptor));
        Assert.Equal(
            typeof(DiagnosticIds).GetFields().Select(static field => (field.Name, (string)field.GetRawConstantValue()!)),
            descriptors.Select(static field => (field.Name, ((DiagnosticDescriptor)field.GetValue(null)!).Id)).OrderBy(static field => field.Item2, StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Its_example_is_reported_and_what_to_write_instead_is_not(string id)
    {
        IReadOnlyList<Diagnostic> reported = GeneratorHarness.RunExpectingDiagnostics(Program(id, "wrong")).Diagnostics;
        Assert.All(reported, diagnostic => Assert.Equal(id, diagnostic.Id));
        GeneratorHarness.Run(Program(id, "right"));
    }

    private static string Program(string id, string kind)
    {
        string code = Code().Matches(Sections[id].Text).Single(match => match.Groups["kind"].Value == kind).Groups["code"].Value;
        return code.StartsWith("using", StringComparison.Ordinal) ? code : LoweringProbe.Program(code);
    }

    [GeneratedRegex(@"^## (?<id>AD\d{4}) — (?<name>\w+)\n(?<text>.*?)(?=^## |\z)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Section();

    [GeneratedRegex(@"^```csharp (?<kind>wrong|right)\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();
}

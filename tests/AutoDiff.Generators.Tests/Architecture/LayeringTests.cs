using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using AutoDiff.Generators.Tests.Support;
using Xunit;

namespace AutoDiff.Generators.Tests.Architecture;

/// <summary>The folders of the generator are the pipeline, and each knows only those it stands on.</summary>
public sealed class LayeringTests
{
    private const string Prefix = "AutoDiff.Generators";
    private const string Roslyn = "Microsoft.CodeAnalysis";

    /// <summary>Whom each folder may know.</summary>
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["IR"] = [],
        ["Primitives"] = ["IR"],
        ["Analysis"] = ["IR", "Primitives"],
        ["Transforms"] = ["IR", "Primitives", "Analysis"],
        ["Vectorize"] = ["IR", "Primitives", "Analysis", "Transforms"],
        ["Emit"] = ["IR", "Primitives", "Analysis"],
        ["Diagnostics"] = ["IR"],
        ["Frontend"] = ["IR", "Primitives", "Diagnostics"],
    };

    private static readonly string[] SeesRoslyn = ["Frontend", "Diagnostics", "DifferentiableGenerator.cs"];

    private static readonly string Generator = Path.Combine(SourceFiles.Root, "generators", "AutoDiff.Generators");

    public static TheoryData<string> Folders => [.. MayUse.Keys];

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_knows_only_those_it_stands_on(string folder)
    {
        string[] files = Files(folder);
        Assert.Empty(files.SelectMany(file => Violations(folder, Read(file)).Select(violation => $"{Path.GetFileName(file)}: {violation}")));
    }

    [Fact]
    public void Every_folder_has_its_place()
    {
        IEnumerable<string> folders = Directory.GetDirectories(Generator).Select(folder => Path.GetFileName(folder)!).Except(["bin", "obj", "Polyfills"]);
        Assert.Empty(folders.Except(MayUse.Keys));
    }

    [Fact]
    public void Of_the_files_beside_the_folders_only_the_generator_sees_Roslyn()
    {
        IEnumerable<string> seeing = Directory.GetFiles(Generator, "*.cs").Where(file => Read(file).Names.Any(IsRoslyn));
        Assert.Empty(seeing.Select(Path.GetFileName).Except(SeesRoslyn));
    }

    [Theory]
    [InlineData("IR", "using AutoDiff.Generators.Primitives; namespace AutoDiff.Generators.IR;", "knows Primitives")]
    [InlineData("IR", "using static AutoDiff.Generators.Primitives.Arithmetic; namespace AutoDiff.Generators.IR;", "knows Primitives")]
    [InlineData("IR", "using Microsoft.CodeAnalysis.CSharp; namespace AutoDiff.Generators.IR;", "knows Microsoft.CodeAnalysis")]
    [InlineData("IR", "namespace AutoDiff.Generators.IR; class C { object x = Primitives.Arithmetic.Add; }", "knows Primitives")]
    [InlineData("IR", "namespace AutoDiff.Generators.IR; class C { Primitives.Term? term; }", "knows Primitives")]
    [InlineData("IR", "namespace AutoDiff.Generators.IR; class C { global::AutoDiff.Generators.Emit.Names? names; }", "knows Emit")]
    [InlineData("Emit", "namespace AutoDiff.Generators.Transforms;", "declares AutoDiff.Generators.Transforms")]
    [InlineData("Emit", "using AutoDiff.Generators.Frontend; namespace AutoDiff.Generators.Emit;", "knows Frontend")]
    public void A_violation_is_found(string folder, string source, string violation) =>
        Assert.Equal([violation], Violations(folder, SourceReferences.Of(source)));

    [Theory]
    [InlineData("Emit", "using System.Linq; using AutoDiff.Generators.Analysis; namespace AutoDiff.Generators.Emit; // Frontend.X")]
    [InlineData("Frontend", "using Microsoft.CodeAnalysis; using AutoDiff.Generators.Frontend; namespace AutoDiff.Generators.Frontend;")]
    public void What_is_allowed_is_no_violation(string folder, string source) => Assert.Empty(Violations(folder, SourceReferences.Of(source)));

    private static IEnumerable<string> Violations(string folder, SourceReferences source)
    {
        IEnumerable<string> elsewhere = source.Namespaces.Where(name => name != $"{Prefix}.{folder}").Select(name => $"declares {name}");
        IEnumerable<string> known = MayUse.Keys.Where(other => source.Names.Any(name => IsIn(name, other)));
        if (!SeesRoslyn.Contains(folder) && source.Names.Any(IsRoslyn)) known = known.Append(Roslyn);
        return [.. elsewhere, .. known.Except([folder, .. MayUse[folder]]).Select(other => $"knows {other}")];
    }

    // Inside AutoDiff.Generators its namespaces may be named without it.
    private static bool IsIn(string name, string folder) =>
        name == $"{Prefix}.{folder}"
        || name.StartsWith($"{Prefix}.{folder}.", StringComparison.Ordinal)
        || name.StartsWith($"{folder}.", StringComparison.Ordinal);

    private static bool IsRoslyn(string name) => name == Roslyn || name.StartsWith($"{Roslyn}.", StringComparison.Ordinal);

    private static SourceReferences Read(string file) => SourceReferences.Of(File.ReadAllText(file));

    private static string[] Files(string folder)
    {
        string path = Path.Combine(Generator, folder);
        return Directory.Exists(path) ? Directory.GetFiles(path, "*.cs", SearchOption.AllDirectories) : [];
    }
}

using System;
using System.IO;
using Xunit;
using Xunit.Sdk;

namespace AutoDiff.Generators.Tests.Support;

public sealed class SnapshotTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    private string TestFile => Path.Combine(folder, "SampleTests.cs");
    private string Verified => Path.Combine(folder, "SampleTests.Case.verified.cs");
    private string Received => Path.Combine(folder, "SampleTests.Case.received.cs");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_new_snapshot_is_received_and_fails()
    {
        Assert.Throws<XunitException>(() => Match("a\n"));
        Assert.Equal("a\n", File.ReadAllText(Received));
        Assert.False(File.Exists(Verified));
    }

    [Fact]
    public void The_same_text_passes_and_removes_what_was_received()
    {
        File.WriteAllText(Verified, "a\r\nb\n");
        File.WriteAllText(Received, "stale");
        Match("a\nb\n");
        Assert.False(File.Exists(Received));
    }

    [Fact]
    public void Another_text_fails_with_the_difference()
    {
        File.WriteAllText(Verified, "one\ntwo\nthree\nfour\nfive\nsix\n");
        string message = Assert.Throws<XunitException>(() => Match("one\ntwo\nthree\nfour\nfive\n6\n")).Message;
        Assert.Equal("SampleTests.Case.verified.cs differs:\n\n   4   four\n   5   five\n   6 - six\n   7 + 6\n   8   ", message);
        Assert.True(File.Exists(Received));
    }

    [Fact]
    public void Variants_have_snapshots_of_their_own()
    {
        Assert.Throws<XunitException>(() => Snapshot.Match("a", variant: "float", testFile: TestFile, test: "Case"));
        Assert.True(File.Exists(Path.Combine(folder, "SampleTests.Case_float.received.cs")));
    }

    [Fact]
    public void A_source_is_found_where_the_build_maps_paths()
    {
        const string Here = "tests/AutoDiff.Generators.Tests/Support/SnapshotTests.cs";
        Assert.Equal(Path.Combine([SourceFiles.Root, .. Here.Split('/')]), SourceFiles.Find($"/_/{Here}"));
    }

    private void Match(string text) => Snapshot.Match(text, testFile: TestFile, test: "Case");
}

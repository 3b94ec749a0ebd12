using System;
using System.Collections.Generic;
using System.Linq;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace AutoDiff.Benchmarks;

/// <summary>Measures the same cases with BenchmarkDotNet, in this process.</summary>
public class FullRun
{
    private static Case[] s_cases = [];

    /// <summary>What to measure.</summary>
    public static IEnumerable<string> Names => s_cases.Select(item => item.ToString());

    /// <summary>The case under measurement.</summary>
    [ParamsSource(nameof(Names))]
    public string Name { get; set; } = "";

    private Func<double>? _run;

    internal static void Run(IEnumerable<Case> cases)
    {
        s_cases = [.. cases];
        BenchmarkRunner.Run<FullRun>(DefaultConfig.Instance
            .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance))
            .WithOptions(ConfigOptions.DisableOptimizationsValidator));
    }

    /// <summary>Makes the data of the case.</summary>
    [GlobalSetup]
    public void Prepare() => _run = s_cases.Single(item => item.ToString() == Name).Prepare();

    /// <summary>One call.</summary>
    [Benchmark]
    public double Call() => _run!();
}

using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Benchmarks.Cases;

namespace AutoDiff.Benchmarks;

/// <summary>All cases, one line each.</summary>
internal static class Registry
{
    private static readonly Case[] All =
    [
        new("workspace/1000x64KB", "allocate-dispose", () => () => WorkspaceCases.AllocateAndDispose(scopes: 1000, bytes: 64 * 1024)),
        new("workspace/1e6", "push-pop", () => () => WorkspaceCases.PushAndPop(1_000_000)),
        new("workspace/1e6", "managed-stack", () => new ManagedStack(1_000_000).PushAndPop),
    ];

    public static IEnumerable<Case> Matching(string filter) => All.Where(item => item.ToString().Contains(filter, StringComparison.OrdinalIgnoreCase));
}

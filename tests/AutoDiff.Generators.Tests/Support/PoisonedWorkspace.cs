using System.Runtime.CompilerServices;

namespace AutoDiff.Generators.Tests.Support;

/// <summary>In all tests working memory is full of NaN before it is written: what is left over from another call never helps.</summary>
internal static class PoisonedWorkspace
{
    [ModuleInitializer]
    internal static void Poison() => Workspace.Poison = true;
}

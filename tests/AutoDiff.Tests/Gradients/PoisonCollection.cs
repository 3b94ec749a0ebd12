using Xunit;

namespace AutoDiff.Tests.Gradients;

/// <summary>Tests that turn <see cref="Workspace.Poison"/> on and off; they do so one after another.</summary>
[CollectionDefinition(nameof(Workspace.Poison))]
public sealed class PoisonCollection;

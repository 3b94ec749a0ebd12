using System.Threading;
using AutoDiff.Generators.Diagnostics;
using AutoDiff.Generators.Frontend;
using AutoDiff.Generators.IR;

namespace AutoDiff.Generators;

/// <summary>A generated file, empty where there is none, and what the passes had to say.</summary>
internal sealed record CompiledMethod(string HintName, string Source, EquatableArray<PassDiagnostic> Diagnostics);

/// <summary>The passes in their order.</summary>
internal static class PassPipeline
{
    public static CompiledMethod Compile(MethodModel method, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        Verifier.Verify(method.Function);
        return new CompiledMethod(method.HintName, "", []);
    }
}

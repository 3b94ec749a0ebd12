using System.Collections.Generic;
using AutoDiff.Fuzz.Programs;
using AutoDiff.Generators.Frontend;
using AutoDiff.Generators.Tests.Support;

namespace AutoDiff.Fuzz.Compiling;

/// <summary>Programs in one assembly, with their IR; and those that did not get so far, with the reason.</summary>
internal sealed record CompiledBatch(
    CompiledProgram Assembly,
    IReadOnlyDictionary<string, MethodModel> Models,
    IReadOnlyList<GeneratedProgram> Compiled,
    IReadOnlyList<(GeneratedProgram Program, string Reason)> Failed,
    IReadOnlyList<GeneratedProgram> Invalid);

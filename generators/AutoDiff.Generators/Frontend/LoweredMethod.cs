using AutoDiff.Generators.Diagnostics;

namespace AutoDiff.Generators.Frontend;

/// <summary>A lowered method in its two parts: what is compiled (null where there is nothing to compile), and what is reported.</summary>
internal sealed record LoweredMethod(MethodModel? Model, MethodReport Report);

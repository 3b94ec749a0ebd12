using System;

namespace AutoDiff.Fuzz;

/// <summary>A check that a program fails.</summary>
internal sealed class FuzzException(string message) : Exception(message);

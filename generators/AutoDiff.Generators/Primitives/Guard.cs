namespace AutoDiff.Generators.Primitives;

/// <summary>Which factor of incoming · partial makes the product zero where it is zero, even if the other is infinite or NaN.</summary>
internal enum Guard { None, Incoming, Either }

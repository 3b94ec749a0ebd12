namespace AutoDiff.Fuzz.Reference;

/// <summary>A number that the interpreter computes with, its derivative along a direction, and where it stands in the list of what moves.</summary>
internal sealed record Traced(Jet Jet, int Entry)
{
    public static Traced Constant(double number) => new(number, WengertList.None);
}

namespace AutoDiff.Fuzz.Programs;

/// <summary>A file of C# with one class in it, and the method of that which is differentiated.</summary>
internal sealed record GeneratedProgram(int Seed, string Type, string Source)
{
    public const string Method = "F";

    /// <summary>A constant of the class, where there is one: how long its memory may be.</summary>
    public const string Longest = "Longest";
}

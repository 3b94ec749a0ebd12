namespace AutoDiff.Fuzz.Programs;

/// <summary>A file of C# with one class in it, and the method of that which is differentiated.</summary>
internal sealed record GeneratedProgram(int Seed, string Type, string Source)
{
    public const string Method = "F";
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using AutoDiff.Generators.Tests.Support;
using Xunit;
using Xunit.Sdk;

namespace AutoDiff.Generators.Tests.Agreement;

/// <summary>The programs whose gradients are tested, with all derivatives that they can have: pushforwards against pullbacks by the dot-product test, products
/// with Hessians against differences of gradients, dense matrices against both.</summary>
public sealed partial class ProgramsInAllModesTests
{
    // Larger ones show nothing more to derivatives that are compared element by element.
    private const int LargestSize = 7;

    // A tolerance that a problem asks for where it computes in single precision on its way.
    private const double DoubleTolerance = 1e-9;

    // What differences cannot judge: roots that comparisons alone find do not move with the gradient's own derivative, and a stopped gradient is none of the function.
    private static readonly string[] Excepted = ["Bisection", "Stopped"];

    private static readonly Lazy<CompiledProgram> Program = new(Compile);

    private static readonly Lazy<ILookup<string, Problem>> Problems = new(() => FindProblems().Where(problem => !Excepted.Contains(problem.Method)).ToLookup(problem => problem.Family));

    /// <summary>The classes of problems by name, each with many methods.</summary>
    public static TheoryData<string> Families =>
        [.. Directory.GetFiles(Folder("AutoDiff.Tests", "Gradients", "Problems"), "*Problems.cs", SearchOption.AllDirectories).Select(path => Path.GetFileNameWithoutExtension(path)).Order()];

    [Theory]
    [MemberData(nameof(Families))]
    public void All_derivatives_agree(string family)
    {
        List<string> wrong = [];
        foreach (Problem problem in Problems.Value[family])
        {
            var check = new GradientCheck(new MethodUnderTest(Program.Value, problem.Type, problem.Method, problem.Arguments), problem.Arguments)
            {
                ValueTolerance = problem.ValueTolerance,
                MixesPrecisions = problem.Tolerance > DoubleTolerance,
            };
            if (Record.Exception(() => check.All()) is { } defect) wrong.Add($"{problem.Name} ({problem.Type}.{problem.Method}): {defect.Message}");
        }

        if (wrong.Count > 0) throw new XunitException(string.Join("\n", wrong));
    }

    private static CompiledProgram Compile()
    {
        string[] programs = [.. Sources("AutoDiff.Problems").Concat(Sources("AutoDiff.Tests", "Gradients", "Programs")).Select(AllModes.In)];
        GeneratorResult result = new GeneratorHarness(new DifferentiableGenerator(), StepNames.Model, StepNames.Compile) { Files = programs }.Generate("");
        ILookup<(string, string), string[]> primals = RecordingCalls.Primals(programs);
        IEnumerable<string> recording = result.GeneratedSources.Values.Select(source => RecordingCalls.Beside(source, primals));
        IEnumerable<string> problems = Sources("AutoDiff.Tests", "Gradients", "Problems").Select(source => GeneratedGradient().Replace(source, $"$1{RecordingCalls.Suffix}"));
        string[] all = [.. programs, .. result.GeneratedSources.Values, .. recording, .. problems, RecordingCalls.Recorder];
        return CSharpCompiler.Load(CSharpCompiler.Create(all.Select((source, i) => CSharpCompiler.Parse(source, $"File{i}.cs"))));
    }

    /// <summary>Every problem at two sizes, with what its method is called with.</summary>
    private static IEnumerable<Problem> FindProblems()
    {
        Assembly assembly = Program.Value.Assembly;
        var calls = (List<(string Type, string Method, object[] Arguments)>)Program.Value.TypeNamed("Recorder").GetProperty("Calls")!.GetValue(null)!;
        foreach (Type type in assembly.GetTypes().Where(type => type.GetInterfaces().Any(contract => contract.Name == "IFamilies`1")))
        {
            foreach (dynamic family in (IEnumerable<object>)type.GetProperty("All")!.GetValue(null)!)
            {
                foreach (int size in ((int[])family.Sizes).Where(size => size <= LargestSize).TakeLast(2))
                {
                    dynamic problem = family.At(size);
                    dynamic arguments = Activator.CreateInstance(assembly.GetTypes().Single(candidate => candidate.Name == "Arguments`1").MakeGenericType(((Type)problem.GetType()).GetGenericArguments()), (object)problem)!;
                    arguments.Call();
                    (string method, string name, object[] given) = calls[^1];
                    if (assembly.GetType(method)!.GetMember(name, MemberTypes.Method, BindingFlags.Static | BindingFlags.Public).All(overload => ((MethodInfo)overload).IsGenericMethod)) continue; // which reflection would have to be told the types of
                    yield return new Problem(type.Name, $"{family.Name}[{size}]", method, name, given, problem.Tolerance, problem.ValueTolerance);
                }
            }
        }
    }

    private static IEnumerable<string> Sources(params string[] folder) => Directory
        .GetFiles(Folder(folder), "*.cs", SearchOption.AllDirectories)
        .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .Select(File.ReadAllText);

    private static string Folder(params string[] below) => Path.Combine([SourceFiles.Root, "tests", .. below]);

    [GeneratedRegex(@"\b(\w+)Gradient\b")]
    private static partial Regex GeneratedGradient();

    private sealed record Problem(string Family, string Name, string Type, string Method, object[] Arguments, double Tolerance, double ValueTolerance);
}

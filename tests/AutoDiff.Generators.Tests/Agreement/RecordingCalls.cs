using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Generators.Tests.Agreement;

/// <summary>Beside each generated gradient a method of the same parameters that only remembers what it was called with.</summary>
internal static class RecordingCalls
{
    public const string Suffix = "Recorded";

    public const string Recorder = """
        using System.Collections.Generic;

        public static class Recorder
        {
            public static List<(string Type, string Method, object[] Arguments)> Calls { get; } = [];
        }
        """;

    /// <param name="primals">The names of the parameters of each method of the program, by the type and the name of the method.</param>
    public static string Beside(string generated, ILookup<(string Type, string Method), string[]> primals)
    {
        CompilationUnitSyntax root = (CompilationUnitSyntax)CSharpCompiler.Parse(generated, "Generated.cs").GetRoot();
        return new Rewriter(primals).Visit(root).ToFullString();
    }

    /// <summary>The parameters of all methods, by which those that a gradient has added are told apart.</summary>
    public static ILookup<(string Type, string Method), string[]> Primals(IEnumerable<string> sources) => sources
        .SelectMany(source => CSharpCompiler.Parse(source, "Program.cs").GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>())
        .Where(method => method.Parent is TypeDeclarationSyntax)
        .ToLookup(method => (TypeOf(method), method.Identifier.Text), method => method.ParameterList.Parameters.Select(parameter => parameter.Identifier.Text).ToArray());

    private static string TypeOf(SyntaxNode member) => ((TypeDeclarationSyntax)member.Parent!).Identifier.Text;

    private sealed class Rewriter(ILookup<(string Type, string Method), string[]> primals) : CSharpSyntaxRewriter
    {
        public override SyntaxNode? VisitClassDeclaration(ClassDeclarationSyntax node)
        {
            IEnumerable<MemberDeclarationSyntax> recording = node.Members.OfType<MethodDeclarationSyntax>().Where(IsGradient).Select(Recording);
            return node.WithMembers([.. recording]);
        }

        private static bool IsGradient(MethodDeclarationSyntax method) =>
            method.Identifier.Text.EndsWith("Gradient", System.StringComparison.Ordinal) && method.Modifiers.Any(modifier => modifier.IsKind(SyntaxKind.PublicKeyword));

        private MemberDeclarationSyntax Recording(MethodDeclarationSyntax gradient)
        {
            string type = TypeOf(gradient), name = gradient.Identifier.Text[..^"Gradient".Length];
            HashSet<string> own = [.. primals[(type, name)].First()];
            IEnumerable<string> values = gradient.ParameterList.Parameters
                .Where(parameter => own.Contains(parameter.Identifier.Text))
                .Select(parameter => parameter.Identifier.Text + (parameter.Type!.ToString().Contains("Span<", System.StringComparison.Ordinal) ? ".ToArray()" : ""));
            IEnumerable<string> unassigned = gradient.ParameterList.Parameters
                .Where(parameter => parameter.Modifiers.Any(SyntaxKind.OutKeyword))
                .Select(parameter => $"{parameter.Identifier.Text} = default; ");
            return SyntaxFactory.ParseMemberDeclaration($$"""
                public static {{gradient.ReturnType}} {{name}}{{Suffix}}{{gradient.ParameterList}}
                {
                    {{string.Concat(unassigned)}}
                    global::Recorder.Calls.Add((typeof({{type}}).FullName!, "{{name}}", new object[] { {{string.Join(", ", values)}} }));
                    return default;
                }
                """)!;
        }
    }
}

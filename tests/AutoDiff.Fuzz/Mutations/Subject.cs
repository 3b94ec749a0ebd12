using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Fuzz.Mutations;

/// <summary>One method marked [Differentiable], in a file of its own compilation, where no other method is marked.</summary>
/// <param name="Others">The compilation without the file.</param>
/// <param name="Source">The file.</param>
/// <param name="Place">Where the attribute of the method begins.</param>
internal sealed record Subject(string Name, CSharpCompilation Others, string Source, int Place)
{
    private const string Usings = "using AutoDiff; using System; using System.Collections.Generic; using System.Linq; using System.Numerics.Tensors; using System.Runtime.CompilerServices; using System.Runtime.InteropServices; using System.Threading; using System.Threading.Tasks; ";

    /// <summary>Every method with a body of a compilation, or the marked ones.</summary>
    /// <param name="change">What is done to the file of the method, and to no other.</param>
    public static IEnumerable<Subject> Of(string name, CSharpCompilation program, CSharpSyntaxRewriter? change = null)
    {
        CSharpCompilation unmarked = program;
        foreach (SyntaxTree tree in program.SyntaxTrees) unmarked = unmarked.ReplaceSyntaxTree(tree, Parse(tree.FilePath, Unmarked(tree.GetRoot())));
        foreach (SyntaxTree tree in program.SyntaxTrees)
        {
            CSharpCompilation others = unmarked.RemoveSyntaxTrees(unmarked.SyntaxTrees.Single(other => other.FilePath == tree.FilePath));
            SyntaxNode file = change?.Visit(tree.GetRoot()) is { } changed ? Parse(tree.FilePath, changed).GetRoot() : tree.GetRoot();
            foreach (MethodDeclarationSyntax method in file.DescendantNodes().OfType<MethodDeclarationSyntax>().Where(static method => method.Body is not null || method.ExpressionBody is not null))
            {
                if (change is null && MarksOf(method).Count == 0) continue;
                string mark = MarksOf(method).FirstOrDefault()?.ToString() ?? "Differentiable";
                SyntaxAnnotation here = new();
                SyntaxNode root = Unmarked(file.ReplaceNode(method, method.WithAdditionalAnnotations(here)));
                MethodDeclarationSyntax subject = (MethodDeclarationSyntax)root.GetAnnotatedNodes(here).Single();
                SyntaxToken first = subject.Modifiers.Count > 0 ? subject.Modifiers[0] : subject.ReturnType.GetFirstToken();
                string source = root.ToFullString();
                source = $"{Usings}{source.Insert(first.SpanStart, $"[{mark}] ")}";
                yield return new Subject($"{name}/{tree.FilePath}/{method.Identifier}", others, source, Usings.Length + first.SpanStart);
            }
        }
    }

    /// <summary>The method whose attribute, or whose first token if it lost that, begins at a place.</summary>
    public static MethodDeclarationSyntax? MethodAt(SyntaxNode root, int place) =>
        root.FullSpan.Contains(place) ? root.FindToken(place).Parent?.AncestorsAndSelf().OfType<MethodDeclarationSyntax>().FirstOrDefault() : null;

    public CSharpCompilation With(string source) => Others.AddSyntaxTrees(Parse("Program.cs", source));

    private static SyntaxTree Parse(string path, SyntaxNode root) => Parse(path, root.ToFullString());

    private static SyntaxTree Parse(string path, string source) => CSharpCompiler.Parse(source, path);

    private static SyntaxNode Unmarked(SyntaxNode root) =>
        root.RemoveNodes(root.DescendantNodes().OfType<AttributeListSyntax>().Where(static list => list.Attributes.Any(IsMark)), SyntaxRemoveOptions.KeepExteriorTrivia | SyntaxRemoveOptions.KeepUnbalancedDirectives)!;

    private static List<AttributeSyntax> MarksOf(MethodDeclarationSyntax method) => [.. method.AttributeLists.SelectMany(static list => list.Attributes).Where(IsMark)];

    private static bool IsMark(AttributeSyntax attribute) => attribute.Name.ToString() is "Differentiable" or "AutoDiff.Differentiable";
}

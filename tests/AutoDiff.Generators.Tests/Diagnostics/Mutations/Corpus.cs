using System.Collections.Generic;
using System.IO;
using System.Linq;
using AutoDiff.Fuzz.Mutations;
using AutoDiff.Generators.Tests.Support;
using AutoDiff.Generators.Tests.Traps;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Generators.Tests.Diagnostics.Mutations;

/// <summary>The methods that mutations begin with: the programs of the tests, and the whole of this solution.</summary>
internal static class Corpus
{
    private static readonly CSharpParseOptions Parsing = CSharpCompiler.ParseOptions;

    /// <summary>Methods that are differentiable as they are.</summary>
    public static IReadOnlyList<Subject> Programs() =>
    [
        .. Subject.Of("Traps", ReadTraps()),
        .. Subject.Of("Programs", Read(Path.Combine("tests", "AutoDiff.Tests", "Gradients", "Programs"))),
        .. Subject.Of("Examples", Read("examples")),
    ];

    /// <summary>Every method of the solution, made one with something to differentiate.</summary>
    public static IReadOnlyList<Subject> Solution() =>
        [.. Subject.Of("Solution", Read("src", "generators", "tests"), new Differentiating())];

    private static CSharpCompilation ReadTraps()
    {
        IEnumerable<Trap> traps = new[] { CallTraps.All, LoopTraps.All, MemoryTraps.All, ResultTraps.All, ValueTraps.All }.SelectMany(static traps => traps.Values);
        IEnumerable<string> methods = traps.Select(static (trap, i) => $"[Differentiable(Derivatives.{(trap.IsVoid ? "Vjp" : "Gradient")})]\n    public static {(trap.IsVoid ? "void" : trap.Scalar)} F{i}{trap.Method}");
        return CSharpCompiler.Create(methods.Append(CallTraps.Helpers).Select(static (members, i) => Parse($"Trap{i}.cs", $$"""
            using System;
            using System.Collections.Generic;
            using System.Linq;
            using System.Numerics.Tensors;
            using AutoDiff;

            {{(members == CallTraps.Helpers ? members : $"public static partial class C\n{{\n    {members}\n}}")}}
            """)));
    }

    private static CSharpCompilation Read(params string[] folders)
    {
        IEnumerable<string> files = folders.SelectMany(static folder => Directory.GetFiles(Path.Combine(SourceFiles.Root, folder), "*.cs", SearchOption.AllDirectories));
        char separator = Path.DirectorySeparatorChar;
        IEnumerable<SyntaxTree> trees = files
            .Where(file => !file.Contains($"{separator}obj{separator}", System.StringComparison.Ordinal) && !file.EndsWith(".verified.cs", System.StringComparison.Ordinal) && !file.EndsWith(".received.cs", System.StringComparison.Ordinal))
            .Order(System.StringComparer.Ordinal)
            .Select(file => Parse(Path.GetRelativePath(SourceFiles.Root, file), File.ReadAllText(file)));
        System.Type[] used = [typeof(Compilation), typeof(CSharpCompilation), typeof(Document), typeof(Xunit.FactAttribute), typeof(Xunit.Assert)];
        return CSharpCompiler.Create(trees).AddReferences(used.Select(static type => MetadataReference.CreateFromFile(type.Assembly.Location)));
    }

    private static SyntaxTree Parse(string path, string source) => CSharpCompiler.Parse(source, path, Parsing);

    /// <summary>Gives each method a span that it might write, and drops its result, so that the rest of it is all there is to object to.</summary>
    private sealed class Differentiating : CSharpSyntaxRewriter
    {
        private bool isInMethod;

        public override SyntaxNode? VisitClassDeclaration(ClassDeclarationSyntax node) => Partial((TypeDeclarationSyntax)base.VisitClassDeclaration(node)!);

        public override SyntaxNode? VisitStructDeclaration(StructDeclarationSyntax node) => Partial((TypeDeclarationSyntax)base.VisitStructDeclaration(node)!);

        public override SyntaxNode? VisitRecordDeclaration(RecordDeclarationSyntax node) => Partial((TypeDeclarationSyntax)base.VisitRecordDeclaration(node)!);

        public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node)
        {
            if (node.Body is null && node.ExpressionBody is null) return node;
            isInMethod = true;
            var method = (MethodDeclarationSyntax)base.VisitMethodDeclaration(node)!;
            isInMethod = false;
            ParameterSyntax added = SyntaxFactory.Parameter(SyntaxFactory.Identifier("active")).WithType(SyntaxFactory.ParseTypeName("Span<double> "));
            SeparatedSyntaxList<ParameterSyntax> parameters = method.ParameterList.Parameters;
            int at = parameters.TakeWhile(static parameter => parameter.Default is null && !parameter.Modifiers.Any(SyntaxKind.ParamsKeyword)).Count();
            IEnumerable<ParameterSyntax> byValue = parameters.Select(static parameter => parameter.WithModifiers([.. parameter.Modifiers.Where(static modifier => !modifier.IsKind(SyntaxKind.RefKeyword) && !modifier.IsKind(SyntaxKind.OutKeyword) && !modifier.IsKind(SyntaxKind.InKeyword))]));
            IEnumerable<SyntaxToken> modifiers = method.Modifiers.Where(static modifier => !modifier.IsKind(SyntaxKind.OverrideKeyword) && !modifier.IsKind(SyntaxKind.VirtualKeyword));
            if (method.ExpressionBody is { } arrow && !IsVoid(node)) method = method.WithBody(SyntaxFactory.Block(SyntaxFactory.ParseStatement($"_ = {arrow.Expression};"))).WithExpressionBody(null).WithSemicolonToken(default);
            return method
                .WithModifiers([.. modifiers])
                .WithReturnType(SyntaxFactory.ParseTypeName("void "))
                .WithParameterList(method.ParameterList.WithParameters(SyntaxFactory.SeparatedList(byValue).Insert(at, added)));
        }

        public override SyntaxNode? VisitReturnStatement(ReturnStatementSyntax node) => isInMethod && node.Expression is { } result
            ? SyntaxFactory.ParseStatement($"{{ _ = {result}; return; }}").WithTriviaFrom(node)
            : base.VisitReturnStatement(node);

        public override SyntaxNode? VisitLocalFunctionStatement(LocalFunctionStatementSyntax node) => node;

        public override SyntaxNode? VisitParenthesizedLambdaExpression(ParenthesizedLambdaExpressionSyntax node) => node;

        public override SyntaxNode? VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node) => node;

        private static bool IsVoid(MethodDeclarationSyntax method) => method.ReturnType.ToString() == "void";

        private static TypeDeclarationSyntax Partial(TypeDeclarationSyntax type)
        {
            if (type.Modifiers.Any(SyntaxKind.PartialKeyword)) return type;
            SyntaxToken partial = SyntaxFactory.Token([SyntaxFactory.Space], SyntaxKind.PartialKeyword, [SyntaxFactory.Space]);
            return (TypeDeclarationSyntax)type.AddModifiers(partial);
        }
    }
}

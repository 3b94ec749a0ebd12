using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Fuzz.Compiling;
using AutoDiff.Fuzz.Programs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Fuzz.Variants;

/// <summary>Another way to write a program, which computes the same. What is generated for it keeps the order of its source, so that every program is compared with one that is not optimised.</summary>
/// <param name="Name">What was changed.</param>
/// <param name="Change">Yields the changed file; null where there is nothing to change.</param>
internal sealed record Variant(string Name, Func<CompilationUnitSyntax, SemanticModel, Random, SyntaxNode?> Change)
{
    public static readonly IReadOnlyList<Variant> All =
    [
        new("Renamed", static (root, _, _) => Renaming.Run(root)),
        new("WithTemporary", static (root, _, random) => Temporaries.Introduce(root, random)),
        new("Unrolled", static (root, _, random) => Loops.Unroll(root, random)),
        new("Split", static (root, _, random) => Loops.Split(root, random)),
        new("Outlined", Outlining.Run),
        new("Inlined", Inlining.Run),
        new("Copied", static (root, _, random) => Copies.Introduce(root, random)),
        new("SourceOrder", static (root, _, _) => root),
    ];

    /// <summary>The program in this way, in a class of another name; null where there is nothing to change.</summary>
    public GeneratedProgram? Of(GeneratedProgram program)
    {
        CSharpCompilation compilation = QuickCompiler.Create(program);
        SyntaxTree tree = compilation.SyntaxTrees[0];
        if (Change((CompilationUnitSyntax)tree.GetRoot(), compilation.GetSemanticModel(tree), new Random(program.Seed)) is not { } changed) return null;
        string type = $"{program.Type}{Name}";
        return new GeneratedProgram(program.Seed, type, Retyped(changed, program.Type, type).NormalizeWhitespace().ToFullString());
    }

    private SyntaxNode Retyped(SyntaxNode root, string from, string to)
    {
        root = root.ReplaceTokens(root.DescendantTokens().Where(token => token.ValueText == from), (token, _) => SyntaxFactory.Identifier(to).WithTriviaFrom(token));
        AttributeSyntax mark = root.DescendantNodes().OfType<AttributeSyntax>().Single(attribute => attribute.Name.ToString() == "Differentiable");
        return root.ReplaceNode(mark, mark.WithArgumentList(SyntaxFactory.ParseAttributeArgumentList("(Derivatives.Vjp | Derivatives.Jvp, Vectorize = false)")));
    }
}

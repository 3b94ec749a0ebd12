using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Generators.Tests.Support;

/// <summary>Asks for every derivative that a method can have, whatever a program asks for, unless it asks for a tangent itself.</summary>
internal sealed class AllModes : CSharpSyntaxRewriter
{
    public static string In(string source) => new AllModes().Visit(CSharpCompiler.Parse(source, "Program.cs").GetRoot()).ToFullString();

    public override SyntaxNode? VisitAttribute(AttributeSyntax node)
    {
        if (node.Name.ToString() != "Differentiable" || node.Parent?.Parent is not MethodDeclarationSyntax method) return node;
        if (node.ArgumentList?.ToString().Contains("Jvp", System.StringComparison.Ordinal) == true) return node;
        bool returnsNumber = method.ReturnType.ToString() is "double" or "float" or "T";
        string modes = returnsNumber ? "Derivatives.Gradient | Derivatives.Vjp | Derivatives.Jvp | Derivatives.Hvp" : "Derivatives.Vjp | Derivatives.Jvp";
        string dense = returnsNumber ? " | Derivatives.Jacobian | Derivatives.Hessian" : " | Derivatives.Jacobian";
        string further = string.Concat((node.ArgumentList?.Arguments ?? []).Where(argument => argument.NameEquals is not null).Select(argument => $", {argument}"));
        return node.WithArgumentList(SyntaxFactory.ParseAttributeArgumentList($"({modes}{dense}{further})"));
    }
}

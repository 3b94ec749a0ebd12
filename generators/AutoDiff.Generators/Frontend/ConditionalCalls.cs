using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generators.Frontend;

/// <summary>Calls that are left out together with their arguments, because nothing is defined that the method is conditional on.</summary>
internal static class ConditionalCalls
{
    public static bool IsOmitted(IInvocationOperation call)
    {
        string[] symbols = [.. call.TargetMethod.GetAttributes().Where(IsCondition).Select(static attribute => attribute.ConstructorArguments[0].Value).OfType<string>()];
        return symbols.Length > 0 && !symbols.Any(symbol => IsDefined(symbol, call.Syntax.SyntaxTree));
    }

    private static bool IsCondition(AttributeData attribute) => attribute is { AttributeClass.Name: "ConditionalAttribute", ConstructorArguments.Length: 1 } && attribute.AttributeClass.ContainingNamespace.ToDisplayString() == "System.Diagnostics";

    /// <summary>For the whole project, unless the file itself says otherwise at its beginning.</summary>
    private static bool IsDefined(string symbol, SyntaxTree tree)
    {
        bool isDefined = tree.Options.PreprocessorSymbolNames.Contains(symbol);
        foreach (SyntaxNode? directive in tree.GetRoot().GetFirstToken(includeZeroWidth: true).LeadingTrivia.Select(static trivia => trivia.GetStructure()))
        {
            if (directive is DefineDirectiveTriviaSyntax { IsActive: true } define && define.Name.ValueText == symbol) isDefined = true;
            if (directive is UndefDirectiveTriviaSyntax { IsActive: true } undefine && undefine.Name.ValueText == symbol) isDefined = false;
        }

        return isDefined;
    }
}

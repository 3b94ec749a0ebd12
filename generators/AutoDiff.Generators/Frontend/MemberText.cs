using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace AutoDiff.Generators.Frontend;

/// <summary>Members of every kind as the text of an ordinary method.</summary>
/// <param name="name">What the method is called.</param>
/// <param name="substitution">What changes in it.</param>
/// <param name="receiver">The parameter that the object becomes, after which the method is static; null where it stays <c>this</c>.</param>
internal sealed class MemberText(string name, MemberSubstitution substitution, ReceiverParameter? receiver)
{
    /// <summary>Null where it is none that has code.</summary>
    public MemberCopy? Of(SyntaxNode declaration) => declaration switch
    {
        MethodDeclarationSyntax method => Write(method, method, receiver is not null ? null : Joined(method.AttributeLists, method.Modifiers), method.ReturnType, method.ParameterList, method.Body, method.ExpressionBody),
        OperatorDeclarationSyntax method => Write(method, method, null, method.ReturnType, method.ParameterList, method.Body, method.ExpressionBody),
        ConversionOperatorDeclarationSyntax method => Write(method, method, null, method.Type, method.ParameterList, method.Body, method.ExpressionBody),
        ConstructorDeclarationSyntax method => Write(method, method, null, null, method.ParameterList, method.Body, method.ExpressionBody, chained: method.Initializer?.ArgumentList),
        AccessorDeclarationSyntax { Parent.Parent: BasePropertyDeclarationSyntax property } accessor => Write(property, accessor, null, IsSetter(accessor) ? null : property.Type, Parameters(property), accessor.Body, accessor.ExpressionBody, IsSetter(accessor) ? property.Type : null),
        ArrowExpressionClauseSyntax { Parent: BasePropertyDeclarationSyntax property } getter => Write(property, getter, null, property.Type, Parameters(property), null, getter),
        _ => null,
    };

    /// <param name="member">After which the copy stands.</param>
    /// <param name="head">Attributes and modifiers; those of a static method, where there are none.</param>
    /// <param name="value">The type of the parameter of a setter.</param>
    /// <param name="chained">What a constructor hands to another one, which runs first.</param>
    private MemberCopy? Write(MemberDeclarationSyntax member, SyntaxNode code, TextSpan? head, TypeSyntax? type, BaseParameterListSyntax? parameters, BlockSyntax? block, ArrowExpressionClauseSyntax? arrow, TypeSyntax? value = null, ArgumentListSyntax? chained = null)
    {
        if (((SyntaxNode?)block ?? arrow) is not { } body) return null;
        TextChange[] changes = [.. substitution.In(code is ArrowExpressionClauseSyntax or AccessorDeclarationSyntax ? member : code)];
        TextSpan here = new(code.SpanStart, 0);
        MemberCopy copy = new(member.SyntaxTree, member.Span.End, code is ConstructorDeclarationSyntax ? AssignableMembers.Of(code) : []);
        copy.Put(" ", here);
        if (head is { } given) copy.Copy(given, changes).Put(" ", here);
        else copy.Put("static ", here);
        if (type is null) copy.Put("void", here);
        else copy.Copy(type.Span, changes);
        copy.Put($" {name}({receiver?.Declaration}", here);
        string separator = receiver is not null ? ", " : "";
        foreach (ParameterSyntax parameter in parameters?.Parameters ?? [])
        {
            copy.Put(separator, here).Copy(parameter.Span, changes);
            separator = ", ";
        }

        if (value is not null) copy.Put(separator, here).Copy(value.Span, changes).Put(" value", here);
        copy.Put(") ", here);
        if (chained is null)
        {
            copy.Copy(body.Span, changes);
            return arrow is null ? copy : copy.Put(";", here);
        }

        copy.Put($"{{ {receiver!.Name} = new {receiver.Type}", here).Copy(chained.Span, changes).Put("; ", here);
        if (arrow is null) copy.Copy(body.Span, changes);
        else copy.Copy(arrow.Expression.Span, changes).Put(";", here);
        return copy.Put(" }", here);
    }

    private static TextSpan Joined(SyntaxList<AttributeListSyntax> attributes, SyntaxTokenList modifiers) =>
        (attributes.Count, modifiers.Count) switch
        {
            (0, 0) => default,
            (0, _) => modifiers.Span,
            (_, 0) => attributes.Span,
            _ => TextSpan.FromBounds(attributes.Span.Start, modifiers.Span.End),
        };

    private static BaseParameterListSyntax? Parameters(BasePropertyDeclarationSyntax property) => (property as IndexerDeclarationSyntax)?.ParameterList;

    private static bool IsSetter(AccessorDeclarationSyntax accessor) => accessor.Keyword.ValueText is not "get";
}

/// <summary>The parameter that an object becomes.</summary>
/// <param name="Passing"><c>ref </c>, <c>in </c> or nothing.</param>
internal sealed record ReceiverParameter(string Passing, string Type, string Name)
{
    public string Declaration => $"{Passing}{Type} {Name}";
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace AutoDiff.Generators.IR;

internal enum TokenKind { Word, Number, Quoted, ValueNumber, Punctuation, End }

/// <summary>A piece of the textual IR and where it begins. Of strings, the text is what they mean.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, int Line, int Column)
{
    public override string ToString() => Kind switch
    {
        TokenKind.End => "the end of the text",
        TokenKind.Quoted => $"the string {Quoted.Of(Text)}",
        TokenKind.ValueNumber => $"'%{Text}'",
        _ => $"'{Text}'",
    };
}

/// <summary>Cuts the textual IR into tokens. Line ends are white space.</summary>
internal sealed class Lexer(string text)
{
    private int position;
    private int line = 1;
    private int lineStart;

    private char Current => Peek(0);

    public static IReadOnlyList<Token> Tokens(string text)
    {
        var lexer = new Lexer(text);
        var tokens = new List<Token>();
        do tokens.Add(lexer.Next());
        while (tokens[tokens.Count - 1].Kind != TokenKind.End);
        return tokens;
    }

    public static FormatException Error(int line, int column, string message) => new($"line {line}, column {column}: {message}");

    private Token Next()
    {
        SkipWhiteSpace();
        if (position >= text.Length) return At(position, TokenKind.End, "");
        int start = position;
        if (Current == '"') return At(start, TokenKind.Quoted, String());
        if (Quoted.IsWordStart(Current)) return At(start, TokenKind.Word, While(Quoted.IsWordPart));
        if (IsDigit(Current) || Current == '-') return At(start, TokenKind.Number, Number());
        if (Current == '%')
        {
            position++;
            return At(start, TokenKind.ValueNumber, While(IsDigit));
        }

        position++;
        return At(start, TokenKind.Punctuation, text.Substring(start, 1));
    }

    private Token At(int start, TokenKind kind, string meaning) => new(kind, meaning, line, start - lineStart + 1);

    private void SkipWhiteSpace()
    {
        for (; position < text.Length && char.IsWhiteSpace(Current); position++)
        {
            if (Current != '\n') continue;
            line++;
            lineStart = position + 1;
        }
    }

    // A sign belongs to a number at its start and after the E of its exponent.
    private string Number()
    {
        int start = position;
        position++;
        while (Quoted.IsWordPart(Current) || Current == '.' || (Current is '+' or '-' && Peek(-1) is 'e' or 'E')) position++;
        return text.Substring(start, position - start);
    }

    private string String()
    {
        var meaning = new StringBuilder();
        for (position++; Current != '"'; position++)
        {
            if (position >= text.Length || Current == '\n') throw Error(line, position - lineStart + 1, "the string has no closing quote");
            meaning.Append(Current == '\\' ? Escaped() : Current);
        }

        position++;
        return meaning.ToString();
    }

    private char Escaped()
    {
        position++;
        switch (Current)
        {
            case '"' or '\\':
                return Current;
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u' when position + 4 < text.Length
                && ushort.TryParse(text.Substring(position + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code):
                position += 4;
                return (char)code;
            default:
                throw Error(line, position - lineStart + 1, "unknown escape in a string");
        }
    }

    private string While(Func<char, bool> belongs)
    {
        int start = position;
        while (position < text.Length && belongs(Current)) position++;
        return text.Substring(start, position - start);
    }

    private char Peek(int offset) => position + offset < text.Length ? text[position + offset] : '\0';

    private static bool IsDigit(char c) => c is >= '0' and <= '9';
}

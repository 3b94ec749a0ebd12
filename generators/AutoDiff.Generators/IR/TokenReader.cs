using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace AutoDiff.Generators.IR;

/// <summary>Walks over tokens and says where and what else was expected.</summary>
internal sealed class TokenReader(string text)
{
    /// <summary>Deeper text is refused before it exhausts the stack of this and every later recursive walk.</summary>
    public const int DeepestNesting = 200;

    // The numbers after the largest must still be numbers.
    private const int LargestValueNumber = 1 << 30;

    private readonly IReadOnlyList<Token> tokens = Lexer.Tokens(text);
    private int position;

    private Token Current => tokens[position];

    public bool AtValue => Current.Kind == TokenKind.ValueNumber;

    public bool AtQuoted => Current.Kind == TokenKind.Quoted;

    /// <summary>A name with its operands: no other operation begins with a string, a dotted word, or a word and a parenthesis.</summary>
    public bool AtApply => Current.Kind == TokenKind.Quoted
        || (Current.Kind == TokenKind.Word && tokens[position + 1] is { Kind: TokenKind.Punctuation, Text: "(" or "." });

    public bool At(string symbol) => Current.Kind is TokenKind.Word or TokenKind.Punctuation && Current.Text == symbol;

    public bool Accept(string symbol)
    {
        if (!At(symbol)) return false;
        position++;
        return true;
    }

    public void Expect(string symbol)
    {
        if (!Accept(symbol)) throw Expected($"'{symbol}'");
    }

    public void ExpectEnd()
    {
        if (Current.Kind != TokenKind.End) throw Expected("the end of the text");
    }

    public string Word(string what) => Take(TokenKind.Word, what).Text;

    public string Quoted(string what) => Take(TokenKind.Quoted, what).Text;

    public string WordOrQuoted(string what) => AtQuoted ? Quoted(what) : Word(what);

    public string DottedName(string what)
    {
        if (AtQuoted) return Quoted(what);
        var name = new StringBuilder(Word(what));
        while (Accept(".")) name.Append('.').Append(Word(what));
        return name.ToString();
    }

    public int Int32(string what) => InRange(Take(TokenKind.Number, what), int.MinValue, int.MaxValue);

    public int ValueNumber() => InRange(Take(TokenKind.ValueNumber, "a value"), 0, LargestValueNumber);

    /// <summary>A member of an enum, in lower case.</summary>
    public T Enum<T>(string what) where T : struct, Enum
    {
        foreach (T member in (T[])System.Enum.GetValues(typeof(T)))
        {
            if (Accept(member.ToString().ToLowerInvariant())) return member;
        }

        throw Expected(what);
    }

    /// <summary>The bits of a constant of the type, or null where there is no constant.</summary>
    public long? AcceptConstant(ScalarType type)
    {
        if (At("bits"))
        {
            position++;
            Expect("(");
            long bits = Hexadecimal(Take(TokenKind.Number, "bits"));
            Expect(")");
            return bits;
        }

        bool isNumber = Current.Kind == TokenKind.Number || At("true") || At("false") || At("NaN") || At("Infinity");
        if (!isNumber) return null;
        long constant = ConstantText.Parse(type, Current.Text) ?? throw Expected($"a constant of type {TypeText.Of(type)}");
        position++;
        return constant;
    }

    /// <summary>One or more, with commas between.</summary>
    public EquatableArray<T> Separated<T>(Func<T> item)
    {
        List<T> items = [];
        do items.Add(item());
        while (Accept(","));
        return items.ToEquatableArray();
    }

    /// <summary>None or more, with commas between, in parentheses.</summary>
    public EquatableArray<T> Parenthesized<T>(Func<T> item)
    {
        Expect("(");
        EquatableArray<T> items = At(")") ? [] : Separated(item);
        Expect(")");
        return items;
    }

    public FormatException Expected(string what) => Error($"expected {what}, found {Current}");

    public FormatException Error(string message) => Lexer.Error(Current.Line, Current.Column, message);

    /// <summary>An error about the token that was read last.</summary>
    public FormatException ErrorBefore(string message) => Lexer.Error(tokens[position - 1].Line, tokens[position - 1].Column, message);

    private Token Take(TokenKind kind, string what)
    {
        if (Current.Kind != kind) throw Expected(what);
        return tokens[position++];
    }

    private static int InRange(Token token, int low, int high) =>
        int.TryParse(token.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= low && number <= high
            ? number
            : throw Lexer.Error(token.Line, token.Column, $"expected a number from {low} to {high}, found {token}");

    private static long Hexadecimal(Token token) =>
        token.Text.StartsWith("0x", StringComparison.Ordinal)
        && long.TryParse(token.Text.Substring(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long bits)
            ? bits
            : throw Lexer.Error(token.Line, token.Column, $"expected a hexadecimal number of 64 bits, found {token}");
}

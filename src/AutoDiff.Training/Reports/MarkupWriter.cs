using System;
using System.Globalization;
using System.Text;

namespace AutoDiff.Training;

/// <summary>Writes elements of SVG and HTML. All texts and values are escaped here, and nowhere else.</summary>
internal sealed class MarkupWriter
{
    private readonly StringBuilder _text = new();

    /// <summary>An element, open until the block ends.</summary>
    public Block Open(string name, params ReadOnlySpan<(string Name, object? Value)> attributes)
    {
        Start(name, attributes);
        _text.Append(">\n");
        return new Block(this, name);
    }

    /// <summary>An element without content. It is closed as in XML, which HTML reads for elements of SVG and for those that never have content.</summary>
    public void Empty(string name, params ReadOnlySpan<(string Name, object? Value)> attributes)
    {
        Start(name, attributes);
        _text.Append("/>\n");
    }

    /// <summary>An element that contains a text.</summary>
    public void Text(string name, string content, params ReadOnlySpan<(string Name, object? Value)> attributes)
    {
        Start(name, attributes);
        _text.Append('>');
        Escape(content);
        _text.Append("</").Append(name).Append(">\n");
    }

    /// <summary>A part that is markup already, of this program's own making.</summary>
    public void Raw(string markup) => _text.Append(markup);

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private void Start(string name, ReadOnlySpan<(string Name, object? Value)> attributes)
    {
        _text.Append('<').Append(name);
        foreach ((string attribute, object? value) in attributes)
        {
            if (value is not null)
            {
                _text.Append(' ').Append(attribute).Append("=\"");
                Escape(value as string ?? ((IFormattable)value).ToString("0.##", CultureInfo.InvariantCulture));
                _text.Append('"');
            }
        }
    }

    // Characters that XML cannot have in any spelling become U+FFFD.
    private void Escape(string text)
    {
        foreach (Rune rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => _text.Append("&amp;"),
                '<' => _text.Append("&lt;"),
                '>' => _text.Append("&gt;"),
                '"' => _text.Append("&quot;"),
                '\'' => _text.Append("&#39;"),
                '\t' or '\n' => _text.Append((char)rune.Value),
                < 0x20 or (>= 0x7F and < 0xA0) or 0xFFFE or 0xFFFF => _text.Append('\uFFFD'),
                _ => _text.Append(rune),
            };
        }
    }

    /// <summary>Closes the element.</summary>
    public readonly ref struct Block(MarkupWriter markup, string name)
    {
        public void Dispose() => markup._text.Append("</").Append(name).Append(">\n");
    }
}

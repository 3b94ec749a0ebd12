using System;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace AutoDiff.Training;

/// <summary>Reads the records of a file of separated values, one after the other: RFC 4180, with any separator and any end of line.</summary>
/// <remarks>
/// A field may stand in quotes, and then contain separators, ends of lines, and quotes written twice. All records have the same number of fields. Lines without any
/// character are skipped, unless there is only one column. The file is UTF-8, with or without its mark, and may be gzip. Whatever else is in it is an error, and
/// nothing is guessed. Not for use by several threads at once.
/// </remarks>
public sealed class CsvReader : IDisposable
{
    private const int End = -1;
    private readonly DataStream _stream;
    private readonly StreamReader _text;
    private readonly CsvOptions _options;
    private readonly char[] _block = new char[1 << 14];
    private int _next;
    private int _read;
    private long _line = 1;
    private long _place = 1;

    private readonly List<int> _ends = [];
    private char[] _record = new char[256];
    private int _length;
    private bool _hasQuotes;
    private int _width;
    private long _firstLine;

    private CsvReader(DataStream stream, CsvOptions? options)
    {
        _stream = stream;
        _options = options ?? new CsvOptions();

        // The mark of UTF-8 is skipped by its encoding. To look for other marks would be to take bytes that are none for characters.
        UTF8Encoding encoding = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);
        _text = new StreamReader(stream, encoding, detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 14);
    }

    /// <summary>The file's name, for messages.</summary>
    public string Name => _stream.Name;

    /// <summary>The line at which the record begins. The first one is 1.</summary>
    public long Line { get; private set; }

    /// <summary>The number of fields of the record.</summary>
    public int FieldCount => _ends.Count;

    /// <summary>A field of the record, without its quotes. It stands until the next record is read.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The record has no such field.</exception>
    public ReadOnlySpan<char> this[int field]
    {
        get
        {
            int end = _ends[field], start = field == 0 ? 0 : _ends[field - 1];
            return _record.AsSpan(start..end);
        }
    }

    /// <summary>Opens a file, plain or gzip.</summary>
    /// <exception cref="InvalidDataException">It is gzip, and damaged.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static CsvReader Open(string path, CsvOptions? options = null) => new(DataStream.Open(path), options);

    /// <summary>Reads a stream, plain or gzip, and disposes of it afterwards. The name is for messages.</summary>
    /// <inheritdoc cref="Open(string, CsvOptions)" path="/exception"/>
    public static CsvReader Open(Stream stream, string name, CsvOptions? options = null) => new(new DataStream(stream, name), options);

    /// <summary>Reads the next record. There is none where it returns false.</summary>
    /// <exception cref="InvalidDataException">The file is not in the format, or damaged. Messages name the file, the line and the place in it.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public bool Read()
    {
        do
        {
            Line = _line;
            _length = 0;
            _ends.Clear();
            if (Peek() == End)
            {
                return false;
            }

            ReadFields();
        }
        while (IsEmptyLine);

        if (_width == 0)
        {
            (_width, _firstLine) = (FieldCount, Line);
        }

        return FieldCount == _width ? true : throw Invalid(Line, $"the number of fields is {FieldCount}, but {_width} in line {_firstLine}.");
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _text.Dispose();

    internal InvalidDataException Invalid(long line, string message, Exception? inner = null) => _stream.Invalid($"line {line}: {message}", inner);

    private bool IsEmptyLine => _length == 0 && FieldCount == 1 && _width != 1 && !_hasQuotes;

    private void ReadFields()
    {
        _hasQuotes = false;
        do
        {
            SkipSpaces();
            if (Peek() == '"')
            {
                ReadQuoted();
            }
            else
            {
                ReadPlain();
            }

            _ends.Add(_length);
        }
        while (TakeSeparator());
    }

    private void ReadPlain()
    {
        int start = _length;
        while (Peek() is var next && next != _options.Separator && next is not ('\r' or '\n' or End))
        {
            Append(next != '"' ? Take() : throw Invalid(_line, $"a quote within the field, at character {_place}, that has none in front."));
        }

        if (_options.Trim)
        {
            _length = start + _record.AsSpan(start.._length).TrimEnd(" \t").Length;
        }
    }

    private void ReadQuoted()
    {
        (long line, long place) = (_line, _place);
        _hasQuotes = true;
        Take();
        while (true)
        {
            if (Peek() == End)
            {
                throw Invalid(line, $"the quote at character {place} has no end.");
            }

            char next = Take();
            if (next == '"')
            {
                if (Peek() != '"') break;
                Take();
            }

            Append(next);
        }

        SkipSpaces();
    }

    private void SkipSpaces()
    {
        while (_options.Trim && Peek() is var next and (' ' or '\t') && next != _options.Separator)
        {
            Take();
        }
    }

    // The end of a line belongs to the record.
    private bool TakeSeparator()
    {
        int next = Peek();
        if (next is not ('\r' or '\n' or End) && next != _options.Separator)
        {
            throw Invalid(_line, $"'{(char)next}' at character {_place} follows the end of a quoted field.");
        }

        if (next != End && Take() == '\r' && Peek() == '\n')
        {
            Take();
        }

        return next == _options.Separator;
    }

    private int Peek()
    {
        if (_next == _read)
        {
            try
            {
                (_next, _read) = (0, _text.Read(_block));
            }
            catch (DecoderFallbackException foreign)
            {
                throw Invalid(_line, $"bytes that are no UTF-8, in this line or soon behind it.", foreign);
            }
        }

        return _next < _read ? _block[_next] : End;
    }

    private char Take()
    {
        char taken = _block[_next++];
        _place++;
        if (taken == '\n' || (taken == '\r' && Peek() != '\n'))
        {
            (_line, _place) = (_line + 1, 1);
        }

        return taken;
    }

    private void Append(char next)
    {
        if (_length == _record.Length)
        {
            int longer = (int)long.Min(2L * _length, Array.MaxLength);
            Array.Resize(ref _record, longer > _length ? longer : throw Invalid(Line, "the record is longer than memory can be."));
        }

        _record[_length++] = next;
    }
}

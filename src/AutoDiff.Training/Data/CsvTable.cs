using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Numerics;

namespace AutoDiff.Training;

/// <summary>A file of separated values in memory, as texts that become numbers when they are asked for.</summary>
public sealed class CsvTable
{
    private readonly char[] _characters;
    private readonly int[] _ends;
    private readonly long[] _lines;
    private readonly int[] _rows;
    private readonly CsvOptions _options;

    private CsvTable(string name, CsvOptions options, IReadOnlyList<string> columns, char[] characters, int[] ends, long[] lines, int[] rows)
    {
        (Name, _options, Columns) = (name, options, columns);
        (_characters, _ends, _lines, _rows) = (characters, ends, lines, rows);
    }

    /// <summary>The file's name, for messages.</summary>
    public string Name { get; }

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The number of rows, the header not counted.</summary>
    public int Count => _rows.Length;

    /// <summary>Reads a whole file, plain or gzip.</summary>
    /// <exception cref="InvalidDataException">The file is not in the format, is empty, has two columns of one name, or is larger than memory can be.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static CsvTable Read(string path, CsvOptions? options = null)
    {
        using CsvReader reader = CsvReader.Open(path, options);
        return Read(reader, options ?? new CsvOptions());
    }

    /// <summary>Reads a whole stream, plain or gzip, and disposes of it. The name is for messages.</summary>
    /// <inheritdoc cref="Read(string, CsvOptions)" path="/exception"/>
    public static CsvTable Read(Stream stream, string name, CsvOptions? options = null)
    {
        using CsvReader reader = CsvReader.Open(stream, name, options);
        return Read(reader, options ?? new CsvOptions());
    }

    /// <summary>The text in a row and a column, both counted from 0.</summary>
    public ReadOnlySpan<char> Text(int row, int column)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, Columns.Count);
        int cell = (_rows[row] * Columns.Count) + column;
        int start = cell == 0 ? 0 : _ends[cell - 1];
        return _characters.AsSpan(start.._ends[cell]);
    }

    /// <summary>The position of a column.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public int IndexOf(string column)
    {
        ArgumentNullException.ThrowIfNull(column);
        for (int i = 0; i < Columns.Count; i++)
        {
            if (Columns[i] == column)
            {
                return i;
            }
        }

        throw new ArgumentException($"{Name} has no column '{column}'; there are {string.Join(", ", Columns.Select(static name => $"'{name}'"))}.", nameof(column));
    }

    /// <summary>The different texts of a column, without those that stand for nothing: by number where all are numbers, else by their characters.</summary>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public IReadOnlyList<string> Categories(string column)
    {
        int index = IndexOf(column);
        HashSet<string> found = [];
        var lookup = found.GetAlternateLookup<ReadOnlySpan<char>>();
        for (int row = 0; row < Count; row++)
        {
            ReadOnlySpan<char> text = Text(row, index);
            if (!IsMissing(text))
            {
                lookup.Add(text);
            }
        }

        string[] categories = [.. found.Order(StringComparer.Ordinal)];
        return categories.All(static text => TryParse(text, out _)) ? [.. categories.OrderBy(static text => double.Parse(text, CultureInfo.InvariantCulture))] : categories;
    }

    /// <summary>The rows in which none of these columns lacks its value; no columns stand for all.</summary>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public CsvTable WithoutMissing(params IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        int[] indices = [.. columns.Count == 0 ? Enumerable.Range(0, Columns.Count) : columns.Select(IndexOf)];
        int[] rows = [.. Enumerable.Range(0, Count).Where(row => !indices.Any(column => IsMissing(Text(row, column)))).Select(row => _rows[row])];
        return new CsvTable(Name, _options, Columns, _characters, _ends, _lines, rows);
    }

    /// <summary>Numbers: all columns as they are.</summary>
    /// <inheritdoc cref="ToTable{T}(IReadOnlyList{CsvColumn})" path="/exception"/>
    public Table<T> ToTable<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ToTable<T>([.. Columns.Select(static column => CsvColumn.Number(column))]);

    /// <summary>Numbers, row by row, of these columns in this order.</summary>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    /// <exception cref="InvalidDataException">A text is no number, or in none of the categories, or missing. Messages name the file, the line and the column.</exception>
    public Table<T> ToTable<T>(params IReadOnlyList<CsvColumn> columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(columns);
        CategoryCodes?[] codes = [.. columns.Select(CodesOf)];
        List<string> names = [];
        for (int i = 0; i < columns.Count; i++)
        {
            string name = columns[i].Name;
            names.AddRange(columns[i].Kind == CsvColumn.Encoding.OneHot ? codes[i]!.Categories.Select(category => $"{name}={category}") : [name]);
        }

        Table<T> table = new(Count, names);
        int at = 0;
        for (int i = 0; i < columns.Count; i++)
        {
            at += Fill(table, at, columns[i], codes[i]);
        }

        return table;
    }

    /// <summary>The position of each row's text among the classes: labels to classify by.</summary>
    /// <param name="column">The column.</param>
    /// <param name="classes">The classes in their order; null for the <see cref="Categories"/> of the column.</param>
    /// <exception cref="ArgumentException">There is no such column, or a class is there twice.</exception>
    /// <exception cref="InvalidDataException">A text is missing, or none of the classes. Messages name the file, the line and the column.</exception>
    public int[] Labels(string column, IReadOnlyList<string>? classes = null)
    {
        int index = IndexOf(column);
        CategoryCodes codes = new(classes ?? Categories(column));
        int[] labels = new int[Count];
        for (int row = 0; row < Count; row++)
        {
            labels[row] = IsMissing(Text(row, index)) ? throw IsNotThere(row, index) : CodeOf(codes, row, index);
        }

        return labels;
    }

    private static CsvTable Read(CsvReader reader, CsvOptions options)
    {
        List<string> names = [];
        List<char> characters = [];
        List<int> ends = [];
        List<long> lines = [];
        while (reader.Read())
        {
            if (names.Count == 0)
            {
                for (int field = 0; field < reader.FieldCount; field++)
                {
                    names.Add(options.HasHeader ? reader[field].ToString() : (field + 1).ToString(CultureInfo.InvariantCulture));
                }

                CheckNames(reader, names);
                if (options.HasHeader) continue;
            }

            lines.Add(reader.Line);
            for (int field = 0; field < reader.FieldCount; field++)
            {
                if (Array.MaxLength - characters.Count < reader[field].Length || ends.Count == Array.MaxLength)
                {
                    throw reader.Invalid(reader.Line, "more texts than memory can hold at once. Read the file by its records.");
                }

                characters.AddRange(reader[field]);
                ends.Add(characters.Count);
            }
        }

        return names.Count > 0
            ? new CsvTable(reader.Name, options, names, [.. characters], [.. ends], [.. lines], [.. Enumerable.Range(0, lines.Count)])
            : throw reader.Invalid(1, "the file is empty.");
    }

    private static void CheckNames(CsvReader reader, List<string> names)
    {
        if (names.CountBy(static name => name).FirstOrDefault(static name => name.Value > 1).Key is { } twice)
        {
            throw reader.Invalid(reader.Line, $"{names.Count(name => name == twice)} columns are called '{twice}'.");
        }
    }

    private static bool TryParse(ReadOnlySpan<char> text, out double number) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    private CategoryCodes? CodesOf(CsvColumn column) =>
        column.Kind == CsvColumn.Encoding.Number ? null : new CategoryCodes(column.Categories ?? Categories(column.Name));

    // Returns how many columns of numbers the column has become.
    private int Fill<T>(Table<T> table, int at, CsvColumn column, CategoryCodes? codes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int index = IndexOf(column.Name);
        int width = column.Kind == CsvColumn.Encoding.OneHot ? codes!.Categories.Count : 1;
        for (int row = 0; row < Count; row++)
        {
            Span<T> numbers = table[row].Slice(at, width);
            ReadOnlySpan<char> text = Text(row, index);
            if (IsMissing(text))
            {
                numbers.Fill(T.CreateTruncating(column.Missing ?? throw IsNotThere(row, index)));
            }
            else if (codes is null)
            {
                // Parsed as what it is to be: by way of a double it could be rounded twice.
                numbers[0] = T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out T number)
                    ? number
                    : throw Invalid(row, index, $"'{Shortened(text)}' is no number.");
            }
            else if (column.Kind == CsvColumn.Encoding.Ordinal)
            {
                numbers[0] = T.CreateTruncating(CodeOf(codes, row, index));
            }
            else
            {
                numbers[CodeOf(codes, row, index)] = T.One;
            }
        }

        return width;
    }

    private bool IsMissing(ReadOnlySpan<char> text)
    {
        foreach (string missing in _options.Missing)
        {
            if (text.SequenceEqual(missing))
            {
                return true;
            }
        }

        return false;
    }

    private int CodeOf(CategoryCodes codes, int row, int column)
    {
        ReadOnlySpan<char> text = Text(row, column);
        return codes.TryGet(text, out int code) ? code : throw Invalid(row, column, $"'{Shortened(text)}' is none of {Shortened(string.Join(", ", codes.Categories))}.");
    }

    private InvalidDataException IsNotThere(int row, int column) => Invalid(row, column, "the value is missing. Say what is to stand in for it, or leave such rows out.");

    private InvalidDataException Invalid(int row, int column, string message) =>
        new($"{Name}: line {_lines[_rows[row]]}, column {column + 1} ('{Columns[column]}'): {message}");

    private static string Shortened(ReadOnlySpan<char> text) => text.Length <= 80 ? text.ToString() : $"{text[..80]}…";

    /// <summary>The position of each category.</summary>
    private sealed class CategoryCodes
    {
        private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _codes;

        public CategoryCodes(IReadOnlyList<string> categories)
        {
            Dictionary<string, int> codes = [];
            foreach (string category in categories)
            {
                if (!codes.TryAdd(category, codes.Count))
                {
                    throw new ArgumentException($"The category '{category}' is there twice.", nameof(categories));
                }
            }

            (Categories, _codes) = (categories, codes.GetAlternateLookup<ReadOnlySpan<char>>());
        }

        public IReadOnlyList<string> Categories { get; }

        public bool TryGet(ReadOnlySpan<char> text, out int code) => _codes.TryGetValue(text, out code);
    }
}

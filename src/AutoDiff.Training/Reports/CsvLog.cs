using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

namespace AutoDiff.Training;

/// <summary>The history of a run in a file of separated values, a row for each epoch or step, to be read while it grows.</summary>
/// <remarks>
/// A row is given to the system as a whole and at once: a process that is killed leaves whole rows. Should half a row be there after all, when the power has failed,
/// <see cref="Resume"/> takes it away. Not for use by several threads at once.
/// </remarks>
public sealed class CsvLog : IDisposable
{
    private readonly FileStream _file;
    private readonly StringBuilder _row = new();

    private CsvLog(FileStream file, IReadOnlyList<string> columns) => (_file, Columns) = (file, columns);

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The number of rows in the file.</summary>
    public long Count { get; private set; }

    /// <summary>Begins a log. A file that is there is replaced.</summary>
    /// <exception cref="ArgumentException">There is no column, two have one name, or a name has an end of line in it.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static CsvLog Create(string path, params IReadOnlyList<string> columns)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] header = HeaderOf(columns);
        CsvLog log = new(OpenFile(path, FileMode.Create), columns);
        log.Write(header);
        return log;
    }

    /// <summary>Goes on with a log, or begins one where there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">The columns that it has.</param>
    /// <param name="rows">How many rows to keep, such as the epochs of the checkpoint that the run goes on from; null for all.</param>
    /// <exception cref="ArgumentException">There is no column, two have one name, or a name has an end of line in it.</exception>
    /// <exception cref="InvalidDataException">The file has other columns, or fewer rows than are to be kept. It is as it was.</exception>
    /// <exception cref="IOException">The file cannot be read or written.</exception>
    public static CsvLog Resume(string path, IReadOnlyList<string> columns, long? rows = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] header = HeaderOf(columns);
        CsvLog log = new(OpenFile(path, FileMode.OpenOrCreate), columns);
        try
        {
            log.GoToEnd(header, rows, Path.GetFileName(path));
            return log;
        }
        catch
        {
            log.Dispose();
            throw;
        }
    }

    /// <summary>Writes a row, so that it can be read.</summary>
    /// <exception cref="ArgumentException">There is not one number for each column.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Append(params ReadOnlySpan<double> numbers)
    {
        if (numbers.Length != Columns.Count)
        {
            throw new ArgumentException($"'numbers' has length {numbers.Length}, but length {Columns.Count} is expected.", nameof(numbers));
        }

        _row.Clear();
        foreach (double number in numbers)
        {
            _row.Append(CultureInfo.InvariantCulture, $"{(_row.Length > 0 ? "," : "")}{number:R}");
        }

        Write(Encoding.UTF8.GetBytes(_row.Append('\n').ToString()));
        Count++;
    }

    /// <summary>Writes an epoch, so that it can be read. The columns are those of <see cref="ColumnsOf"/>.</summary>
    /// <exception cref="ArgumentException">The log has other columns, or the epoch has not just these metrics.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Append(EpochRecord epoch)
    {
        ArgumentNullException.ThrowIfNull(epoch);
        IReadOnlyList<string> columns = ColumnsOf([.. epoch.Metrics.Select(static metric => metric.Name)]);
        if (!columns.SequenceEqual(Columns))
        {
            throw new ArgumentException($"The epoch has {string.Join(", ", columns)}, but the log {string.Join(", ", Columns)}.", nameof(epoch));
        }

        Append([epoch.Epoch, epoch.Steps, epoch.TrainingLoss, epoch.LearningRate, epoch.Seconds, .. epoch.Metrics.Select(static metric => metric.Value)]);
    }

    /// <summary>The columns of a log of epochs, of a training whose validation has these metrics.</summary>
    public static IReadOnlyList<string> ColumnsOf(params IReadOnlyList<string> metrics) => ["epoch", "steps", "training loss", "learning rate", "seconds", .. metrics];

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();

    // Without a buffer, so that one call writes what there is to write. Others may read.
    private static FileStream OpenFile(string path, FileMode mode) => new(path, mode, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);

    private static byte[] HeaderOf(IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count == 0 || columns.Distinct().Count() != columns.Count || columns.Any(static name => name.AsSpan().IndexOfAny('\r', '\n') >= 0))
        {
            string names = string.Join(", ", columns.Select(static name => $"'{name}'"));
            throw new ArgumentException($"The columns are {names}: there must be some, all different, and none with an end of line in it.", nameof(columns));
        }

        return Encoding.UTF8.GetBytes($"{string.Join(',', columns.Select(Quoted))}\n");
    }

    private static string Quoted(string name)
    {
        bool isPlain = name.Length > 0 && name.AsSpan().IndexOfAny(',', '"') < 0 && name.AsSpan().Trim(" \t").Length == name.Length;
        return isPlain ? name : $"\"{name.Replace("\"", "\"\"")}\"";
    }

    private void GoToEnd(byte[] header, long? rows, string name)
    {
        byte[] start = new byte[int.Min(header.Length, (int)long.Min(_file.Length, int.MaxValue))];
        _file.ReadExactly(start);
        if (!header.AsSpan().StartsWith(start))
        {
            throw new InvalidDataException($"{name}: line 1: the file has other columns than {string.Join(", ", Columns)}.");
        }

        long end = start.Length == header.Length ? EndOf(rows, name) : 0;
        if (rows > Count)
        {
            throw new InvalidDataException($"{name}: there are {Count} rows, but {rows} are to be kept.");
        }

        _file.SetLength(end);
        _file.Position = end;
        if (end == 0)
        {
            Write(header);
        }
    }

    // Where the last row ends that is to be kept.
    private long EndOf(long? rows, string name)
    {
        byte[] block = new byte[1 << 14];
        long end = _file.Position, at = end;
        int fields = 1;
        for (int read; (read = _file.Read(block)) > 0;)
        {
            foreach (byte value in block.AsSpan(0, read))
            {
                at++;
                fields += value == ',' ? 1 : 0;
                if (value == '\n')
                {
                    if (rows <= Count)
                    {
                        return end;
                    }

                    end = fields == Columns.Count
                        ? at
                        : throw new InvalidDataException($"{name}: line {Count + 2}: the number of fields is {fields}, but there are {Columns.Count} columns.");
                    Count++;
                    fields = 1;
                }
            }
        }

        return end;
    }

    private void Write(ReadOnlySpan<byte> line) => _file.Write(line);
}

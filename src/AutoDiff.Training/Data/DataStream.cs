using System;
using System.IO;

namespace AutoDiff.Training;

/// <summary>The bytes of a file of data, decompressed where it is gzip, which is seen from its first two bytes. Errors name the file.</summary>
internal sealed class DataStream : Stream
{
    private readonly InputBuffer _input;
    private readonly GzipReader? _gzip;
    private long _position;

    /// <summary>Reads a stream, which is then disposed of with this one.</summary>
    public DataStream(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
        _input = new InputBuffer(stream);
        try
        {
            long? length = stream.CanSeek ? stream.Length - stream.Position : null;
            if (GzipReader.IsGzip(_input.Peek(2)))
            {
                _gzip = new GzipReader(_input);
            }
            else
            {
                KnownLength = length;
            }
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>The file's name, for messages.</summary>
    public string Name { get; }

    /// <summary>How many bytes there are, where that is known before they are read.</summary>
    public long? KnownLength { get; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    /// <summary>How many (decompressed) bytes have been read.</summary>
    public override long Position { get => _position; set => throw new NotSupportedException(); }

    public static DataStream Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan), Path.GetFileName(path));
    }

    /// <exception cref="InvalidDataException">The file is gzip, and damaged.</exception>
    public override int Read(Span<byte> buffer)
    {
        try
        {
            int count = _gzip is null ? _input.Read(buffer) : _gzip.Read(buffer);
            _position += count;
            return count;
        }
        catch (InvalidDataException damaged)
        {
            throw Invalid(damaged.Message, damaged);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public InvalidDataException Invalid(string message, Exception? inner = null) => new($"{Name}: {message}", inner);

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _gzip?.Dispose();
            _input.Dispose();
        }

        base.Dispose(disposing);
    }
}

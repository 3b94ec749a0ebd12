using System;
using System.IO;

namespace AutoDiff.Training;

/// <summary>A window on a stream, in which bytes can be looked at before they are taken.</summary>
internal sealed class InputBuffer(Stream stream) : IDisposable
{
    private readonly byte[] _bytes = new byte[1 << 16];
    private int _start;
    private int _end;

    /// <summary>How many bytes have been taken.</summary>
    public long Position { get; private set; }

    /// <summary>Up to so many of the next bytes: fewer only where the stream ends.</summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        if (_end - _start < count)
        {
            _bytes.AsSpan(_start.._end).CopyTo(_bytes);
            (_start, _end) = (0, _end - _start);
            while (_end < count && stream.Read(_bytes.AsSpan(_end)) is > 0 and int read)
            {
                _end += read;
            }
        }

        return _bytes.AsSpan(_start, int.Min(count, _end - _start));
    }

    /// <summary>Takes bytes that were looked at.</summary>
    public void Skip(int count)
    {
        _start += count;
        Position += count;
    }

    /// <summary>Takes the next bytes. None are left where it returns 0.</summary>
    public int Read(Span<byte> destination)
    {
        ReadOnlySpan<byte> next = Peek(1);
        if (next.IsEmpty)
        {
            return 0;
        }

        int count = int.Min(destination.Length, _end - _start);
        _bytes.AsSpan(_start, count).CopyTo(destination);
        Skip(count);
        return count;
    }

    public void Dispose() => stream.Dispose();
}

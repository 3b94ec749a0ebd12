using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;

namespace AutoDiff.Training;

/// <summary>Decompresses gzip (RFC 1952), one member after the other, and believes it only if it is whole.</summary>
/// <remarks>
/// <see cref="GZipStream"/> takes a file that is cut off for one that ends there, and ignores what follows. Half a table would be read without a word. Here the end
/// of each member must be reached, and its checksum and length must be right.
/// </remarks>
internal sealed class GzipReader(InputBuffer input) : IDisposable
{
    private const int TrailerLength = 2 * sizeof(uint);
    private readonly InputBuffer _input = input;
    private Feed? _feed;
    private DeflateStream? _member;
    private uint _checksum;
    private uint _length;

    public static bool IsGzip(ReadOnlySpan<byte> start) => start is [0x1F, 0x8B, ..];

    public void Dispose() => _member?.Dispose();

    /// <exception cref="InvalidDataException">The compressed data is cut off, damaged, or followed by something else.</exception>
    public int Read(Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            if (_member is null && !BeginMember())
            {
                return 0;
            }

            int count = Inflate(destination);
            if (count > 0)
            {
                _checksum = Crc32.Append(_checksum, destination[..count]);
                _length += (uint)count;
                return count;
            }

            EndMember();
        }

        return 0;
    }

    private int Inflate(Span<byte> destination)
    {
        try
        {
            return _member!.Read(destination);
        }
        catch (InvalidDataException damaged)
        {
            throw Damaged("is damaged", damaged);
        }
    }

    private bool BeginMember()
    {
        ReadOnlySpan<byte> start = _input.Peek(2);
        if (start.IsEmpty)
        {
            return false;
        }

        if (!IsGzip(start))
        {
            throw Damaged("is followed by something else");
        }

        ReadOnlySpan<byte> header = Take(10);
        byte flags = header[3];
        if (header[2] != 8 || (flags & 0xE0) != 0)
        {
            throw Damaged("is of an unknown kind");
        }

        if ((flags & 4) != 0)
        {
            SkipBytes(BinaryPrimitives.ReadUInt16LittleEndian(Take(sizeof(ushort)))); // further fields
        }

        if ((flags & 8) != 0) SkipText(); // the file's name
        if ((flags & 16) != 0) SkipText(); // a comment
        if ((flags & 2) != 0) SkipBytes(sizeof(ushort)); // a checksum of the header
        _feed = new Feed(_input);
        _member = new DeflateStream(_feed, CompressionMode.Decompress);
        (_checksum, _length) = (0, 0);
        return true;
    }

    // Where a member ends is known to the inflater alone, but it is somewhere in the block that it was given last. Its checksum and length stand there: 64 bits that
    // nothing else in the block will have by chance.
    private void EndMember()
    {
        if (_feed!.IsExhausted)
        {
            throw Damaged("is cut off");
        }

        _member!.Dispose();
        _member = null;
        ReadOnlySpan<byte> rest = _input.Peek(_feed.Given + TrailerLength);
        Span<byte> trailer = stackalloc byte[TrailerLength];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, _checksum);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[sizeof(uint)..], _length);
        int end = rest.IndexOf(trailer);
        if (end < 0)
        {
            throw Damaged("is cut off, or has another checksum or length than is written behind it");
        }

        _input.Skip(end + TrailerLength);
    }

    private void SkipText()
    {
        while (Take(1)[0] != 0)
        {
        }
    }

    private void SkipBytes(int count)
    {
        for (; count > 0; count--)
        {
            Take(1);
        }
    }

    // The bytes stand until the next ones are looked at.
    private ReadOnlySpan<byte> Take(int count)
    {
        ReadOnlySpan<byte> bytes = _input.Peek(count);
        if (bytes.Length < count)
        {
            throw Damaged("is cut off");
        }

        _input.Skip(count);
        return bytes;
    }

    private InvalidDataException Damaged(string what, Exception? inner = null) => new($"The gzip data {what}, near byte {_input.Position} of the file.", inner);

    /// <summary>What the inflater reads from. The block that it was given last stays in front of it.</summary>
    private sealed class Feed(InputBuffer input) : Stream
    {
        public int Given { get; private set; }

        public bool IsExhausted { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            input.Skip(Given);
            ReadOnlySpan<byte> block = input.Peek(int.Min(buffer.Length, 1 << 13));
            block.CopyTo(buffer);
            Given = block.Length;
            IsExhausted |= block.IsEmpty;
            return Given;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}

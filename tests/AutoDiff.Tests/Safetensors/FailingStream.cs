using System;
using System.IO;

namespace AutoDiff.Tests.Safetensors;

/// <summary>A disk that can be read for so many bytes, and then no more.</summary>
internal sealed class FailingStream(byte[] content, long readable) : MemoryStream(content, writable: false)
{
    private long _left = readable;

    public override int Read(Span<byte> buffer)
    {
        _left -= buffer.Length;
        return _left >= 0 ? base.Read(buffer) : throw new IOException("The disk has failed.");
    }
}

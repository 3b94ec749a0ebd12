using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;

namespace AutoDiff.Training;

/// <summary>Images of grey pixels as PNG (ISO/IEC 15948): eight bits a pixel, without filters.</summary>
internal static class PngEncoder
{
    public static byte[] Encode(ReadOnlySpan<byte> pixels, int width, int height)
    {
        using MemoryStream image = new();
        image.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        header[8] = 8; // bits; the zeros that follow are: grey, deflated, the usual filters, not interlaced
        WriteChunk(image, "IHDR"u8, header);
        WriteChunk(image, "IDAT"u8, Compress(pixels, width));
        WriteChunk(image, "IEND"u8, []);
        return image.ToArray();
    }

    private static byte[] Compress(ReadOnlySpan<byte> pixels, int width)
    {
        using MemoryStream compressed = new();
        using (ZLibStream zlib = new(compressed, CompressionLevel.SmallestSize))
        {
            for (; !pixels.IsEmpty; pixels = pixels[width..])
            {
                zlib.WriteByte(0); // the row's filter: none
                zlib.Write(pixels[..width]);
            }
        }

        return compressed.ToArray();
    }

    private static void WriteChunk(MemoryStream image, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        image.Write(number);
        image.Write(type);
        image.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Append(Crc32.Append(0, type), data));
        image.Write(number);
    }
}

using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using Xunit;

namespace AutoDiff.Training.Tests.Reports;

public sealed class PngEncoderTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(28, 28)]
    [InlineData(3, 500)]
    public void Pixels_come_out_as_they_went_in(int width, int height)
    {
        byte[] pixels = [.. Enumerable.Range(0, width * height).Select(static i => (byte)(i * 37))];
        byte[] image = PngEncoder.Encode(pixels, width, height);
        Assert.Equal([0x89, .. "PNG\r\n"u8, 0x1A, 0x0A], image[..8]);
        (string Type, byte[] Data)[] chunks = [.. Chunks(image)];
        Assert.Equal(["IHDR", "IDAT", "IEND"], chunks.Select(static chunk => chunk.Type));
        Assert.Equal([.. BigEndian(width), .. BigEndian(height), 8, 0, 0, 0, 0], chunks[0].Data);
        using MemoryStream rows = new();
        using (ZLibStream zlib = new(new MemoryStream(chunks[1].Data), CompressionMode.Decompress))
        {
            zlib.CopyTo(rows);
        }

        Assert.Equal(Enumerable.Range(0, height).SelectMany(row => (byte[])[0, .. pixels.AsSpan(row * width, width)]), rows.ToArray());
    }

    [Fact]
    public void The_checksum_is_the_one_of_the_standards() => Assert.Equal(0xCBF43926, Crc32.Append(Crc32.Append(0, "1234"u8), "56789"u8));

    private static System.Collections.Generic.IEnumerable<(string, byte[])> Chunks(byte[] image)
    {
        for (int at = 8; at < image.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(image.AsSpan(at));
            Assert.Equal(Crc32.Append(0, image.AsSpan(at + 4, length + 4)), BinaryPrimitives.ReadUInt32BigEndian(image.AsSpan(at + 8 + length)));
            yield return (Encoding.ASCII.GetString(image, at + 4, 4), image[(at + 8)..(at + 8 + length)]);
            at += length + 12;
        }
    }

    private static byte[] BigEndian(int number)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }
}

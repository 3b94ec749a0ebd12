using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using Xunit;

namespace AutoDiff.Training.Tests.Data;

public sealed class GzipReaderTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8191)]
    [InlineData(8192)]
    [InlineData(65536)]
    [InlineData(300_000)]
    public void What_was_compressed_comes_out(int length)
    {
        byte[] bytes = Noise(length);
        foreach (CompressionLevel level in Enum.GetValues<CompressionLevel>())
        {
            Assert.Equal(bytes, Decompress(Files.Gzip(bytes, level)));
            Assert.Equal([.. bytes, .. bytes], Decompress([.. Files.Gzip(bytes, level), .. Files.Gzip(bytes, level)]));
        }
    }

    [Fact]
    public void A_stream_that_gives_a_byte_at_a_time_is_read_too()
    {
        byte[] bytes = Noise(20_000);
        Assert.Equal(bytes, ReadAll(new DataStream(new Files.Slow(Files.Gzip(bytes)), "a.gz")));
    }

    [Fact]
    public void A_header_with_a_name_a_comment_more_fields_and_a_checksum_is_skipped()
    {
        byte[] plain = Files.Gzip([1, 2, 3]);
        byte[] header = [0x1F, 0x8B, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3, 2, 0, 77, 78, .. "name\0"u8, .. "comment\0"u8, 55, 66];
        Assert.Equal([1, 2, 3], Decompress([.. header, .. plain[10..]]));
    }

    [Fact]
    public void Wherever_it_is_cut_off_it_is_refused()
    {
        byte[] compressed = Files.Gzip([.. Enumerable.Range(0, 5000).Select(static i => (byte)(i * i >> 3))]);
        for (int length = 2; length < compressed.Length; length += length < 40 || length > compressed.Length - 40 ? 1 : 29)
        {
            byte[] cut = compressed[..length];
            Assert.StartsWith("a.gz: The gzip data ", Assert.Throws<InvalidDataException>(() => Decompress(cut)).Message);
        }
    }

    [Fact]
    public void Of_two_members_the_second_must_be_whole()
    {
        byte[] one = Files.Gzip(Noise(1000));
        foreach (int length in (int[])[1, 2, 9, 10, 15, one.Length / 2, one.Length - 8, one.Length - 1])
        {
            Assert.Throws<InvalidDataException>(() => Decompress([.. one, .. one[..length]]));
        }
    }

    [Fact]
    public void What_follows_it_is_refused()
    {
        byte[] one = Files.Gzip(Noise(1000));
        Assert.Contains("followed by something else", Assert.Throws<InvalidDataException>(() => Decompress([.. one, 0])).Message);
        Assert.Contains("followed by something else", Assert.Throws<InvalidDataException>(() => Decompress([.. one, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])).Message);
    }

    [Fact]
    public void A_flipped_bit_is_noticed()
    {
        byte[] bytes = [.. Enumerable.Range(0, 500).Select(static i => (byte)(i / 7))], compressed = Files.Gzip(bytes);
        int harmless = 0;
        for (int bit = 0; bit < 8 * compressed.Length; bit++)
        {
            if (bit / 8 is >= 4 and < 10 || bit == 24)
            {
                continue; // the time, the level and the system, which mean nothing here, and whether it is text
            }

            byte[] damaged = [.. compressed];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            if (bit / 8 < 2)
            {
                Assert.Equal(damaged, Decompress(damaged)); // no gzip at all
                continue;
            }

            Exception? thrown = Record.Exception(() => Assert.Equal(bytes, Decompress(damaged)));
            Assert.True(thrown is null or InvalidDataException);
            harmless += thrown is null ? 1 : 0;
        }

        Assert.InRange(harmless, 0, 15); // what fills the last byte up, and lengths of codes that are not used
    }

    private static byte[] Noise(int length)
    {
        byte[] bytes = new byte[length];
        CounterRandom random = new(7);
        for (int i = 0; i < length; i++)
        {
            bytes[i] = (byte)random.Next(i % 1000 < 500 ? 256 : 3);
        }

        return bytes;
    }

    private static byte[] Decompress(byte[] file) => ReadAll(new DataStream(new MemoryStream(file), "a.gz"));

    private static byte[] ReadAll(Stream stream)
    {
        using (stream)
        {
            using MemoryStream all = new();
            stream.CopyTo(all);
            return all.ToArray();
        }
    }
}

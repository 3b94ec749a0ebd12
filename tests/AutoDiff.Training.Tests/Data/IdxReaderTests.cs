using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using Xunit;

namespace AutoDiff.Training.Tests.Data;

public sealed class IdxReaderTests
{
    [Fact]
    public void Bytes_are_read_as_bytes_and_as_numbers()
    {
        byte[] file = Files.Idx(IdxType.UInt8, [2, 3], 1, 2, 3, 4, 5, 255);
        foreach (byte[] written in (byte[][])[file, Files.Gzip(file)])
        {
            IdxArray<byte> bytes = Files.ReadIdx<byte>(written);
            Assert.Equal([2, 3], bytes.Shape);
            Assert.Equal((2, 3), (bytes.Count, bytes.Width));
            Assert.Equal([4, 5, 255], bytes[1].ToArray());
            Assert.Equal([1f, 2, 3, 4, 5, 255], Files.ReadIdx<float>(written).Elements);
            Assert.Equal([1, 2, 3, 4, 5, 255], Files.ReadIdx<int>(written).Elements);
        }
    }

    [Fact]
    public void Every_type_is_read_with_its_highest_byte_first()
    {
        Assert.Equal([-1, 127, -128], Files.ReadIdx<sbyte>(Files.Idx(IdxType.Int8, [3], 0xFF, 0x7F, 0x80)).Elements);
        Assert.Equal([258, -2], Files.ReadIdx<short>(Files.Idx(IdxType.Int16, [2], 1, 2, 0xFF, 0xFE)).Elements);
        Assert.Equal([0x01020304, int.MinValue], Files.ReadIdx<int>(Files.Idx(IdxType.Int32, [2], 1, 2, 3, 4, 0x80, 0, 0, 0)).Elements);
        byte[] numbers = new byte[8];
        BinaryPrimitives.WriteSingleBigEndian(numbers, 1.5f);
        BinaryPrimitives.WriteSingleBigEndian(numbers.AsSpan(4), float.NegativeInfinity);
        Assert.Equal([1.5f, float.NegativeInfinity], Files.ReadIdx<float>(Files.Idx(IdxType.Float32, [2], numbers)).Elements);
        Assert.Equal([1.5, double.NegativeInfinity], Files.ReadIdx<double>(Files.Idx(IdxType.Float32, [2], numbers)).Elements);
        BinaryPrimitives.WriteDoubleBigEndian(numbers, Math.PI);
        Assert.Equal([Math.PI], Files.ReadIdx<double>(Files.Idx(IdxType.Float64, [1, 1, 1, 1, 1], numbers)).Elements);
        Assert.Equal([-2.0, 258], Files.ReadIdx<double>(Files.Idx(IdxType.Int16, [2], 0xFF, 0xFE, 1, 2)).Elements);
    }

    [Fact]
    public void Large_files_are_read_in_pieces_and_at_once()
    {
        byte[] elements = [.. Enumerable.Range(0, 1_500_000).Select(static i => (byte)(i * 31 >> 4))];
        byte[] file = Files.Idx(IdxType.UInt8, [1500, 1000], elements);
        foreach (byte[] written in (byte[][])[file, Files.Gzip(file, CompressionLevel.Fastest)])
        {
            Assert.True(Files.ReadIdx<byte>(written).Elements.AsSpan().SequenceEqual(elements));
            using IdxReader reader = IdxReader.Open(new MemoryStream(written), "a.idx");
            byte[] piece = new byte[777_777];
            Assert.Equal(piece.Length, reader.Read<byte>(piece));
            Assert.True(piece.AsSpan().SequenceEqual(elements.AsSpan(0, piece.Length)));
            Assert.Equal(1_500_000 - piece.Length, reader.Remaining);
            IdxArray<byte> rest = reader.ReadAll<byte>();
            Assert.Equal([1_500_000 - piece.Length], rest.Shape);
            Assert.True(rest.Elements.AsSpan().SequenceEqual(elements.AsSpan(piece.Length)));
            Assert.Equal(0, reader.Read<byte>(piece));
        }
    }

    [Fact]
    public void Empty_arrays_and_single_numbers_are_arrays()
    {
        Assert.Empty(Files.ReadIdx<byte>(Files.Idx(IdxType.UInt8, [0])).Elements);
        Assert.Empty(Files.ReadIdx<byte>(Files.Idx(IdxType.UInt8, [int.MaxValue, 0, int.MaxValue, int.MaxValue])).Elements);
        Assert.Equal(0, Files.ReadIdx<byte>(Files.Idx(IdxType.UInt8, [0, int.MaxValue, int.MaxValue])).Width);
        Assert.Equal([42], Files.ReadIdx<byte>(Files.Idx(IdxType.UInt8, [], 42)).Elements);
        Assert.Equal([9], Files.ReadIdx<byte>(Files.Idx(IdxType.UInt8, [.. Enumerable.Repeat(1, 255)], 9)).Elements);
    }

    [Theory]
    [InlineData("", "ends at byte 0, within the header")]
    [InlineData("0000", "ends at byte 2, within the header")]
    [InlineData("00000801000000", "ends at byte 7, within dimension 0")]
    [InlineData("01000801000000010A", "begins with 01000801, which is no IDX file")]
    [InlineData("00000A01000000010A", "begins with 00000A01, which is no IDX file")]
    [InlineData("89504E470D0A1A0A", "begins with 89504E47, which is no IDX file")]
    [InlineData("00000801FFFFFFFF0A", "dimension 0 is 4294967295 at byte 4")]
    [InlineData("00000801000000020A", "needs 2 bytes from byte 8 on, but there are 1")]
    [InlineData("00000801000000010A0B", "needs 1 bytes from byte 8 on, but there are 2")]
    [InlineData("0000080100000000FF", "needs 0 bytes from byte 8 on, but there are 1")]
    [InlineData("00000E037FFFFFFF7FFFFFFF7FFFFFFF00", "has more elements than can be counted")]
    [InlineData("000008027FFFFFFF7FFFFFFF00", "has more elements than can be counted")]
    [InlineData("000008027FFFFFFF1FFFFFFF00", "needs 1152921501922492417 bytes from byte 12 on, but there are 1")]
    public void What_is_no_array_is_refused_with_its_place(string hexadecimal, string message)
    {
        byte[] file = Convert.FromHexString(hexadecimal);
        InvalidDataException refused = Assert.Throws<InvalidDataException>(() => Files.ReadIdx<byte>(file));
        Assert.StartsWith("a.idx: ", refused.Message);
        Assert.Contains(message, refused.Message);
        Assert.Throws<InvalidDataException>(() => Files.ReadIdx<byte>(Files.Gzip(file)));
    }

    [Fact]
    public void A_compressed_file_is_refused_where_it_ends_too_early_or_too_late()
    {
        byte[] file = Files.Idx(IdxType.UInt8, [2000, 1000], new byte[100_000]);
        Assert.Contains("ends at byte 100012, within the 2000000 elements", Assert.Throws<InvalidDataException>(() => Files.ReadIdx<byte>(Files.Gzip(file))).Message);
        file = Files.Idx(IdxType.UInt8, [10], new byte[11]);
        Assert.Contains("something follows the last element, from byte 18 on", Assert.Throws<InvalidDataException>(() => Files.ReadIdx<byte>(Files.Gzip(file))).Message);
        file = Files.Gzip(Files.Idx(IdxType.UInt8, [10], new byte[10]));
        Assert.Contains("cut off", Assert.Throws<InvalidDataException>(() => Files.ReadIdx<byte>(file[..^1])).Message);
    }

    [Fact]
    public void A_stream_is_read_from_where_it_is()
    {
        byte[] file = Files.Idx(IdxType.UInt8, [3], 1, 2, 3);
        foreach (byte[] written in (byte[][])[file, Files.Gzip(file)])
        {
            using IdxReader reader = IdxReader.Open(new MemoryStream([9, 9, .. written]) { Position = 2 }, "a.idx");
            Assert.Equal([1, 2, 3], reader.ReadAll<byte>().Elements);
            using IdxReader slow = IdxReader.Open(new Files.Slow(written), "a.idx");
            Assert.Equal([1, 2, 3], slow.ReadAll<byte>().Elements);
        }
    }

    [Fact]
    public void A_header_that_lies_takes_no_memory()
    {
        byte[] file = Files.Gzip(Files.Idx(IdxType.Float64, [200_000_000, 10], new byte[800]));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => Files.ReadIdx<double>(file));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000_000);
        Assert.Contains("an array holds", Assert.Throws<InvalidDataException>(() => Files.ReadIdx<double>(Files.Gzip(Files.Idx(IdxType.Float64, [int.MaxValue, 2])))).Message);
    }

    [Fact]
    public void Numbers_that_do_not_fit_are_refused()
    {
        byte[] halves = new byte[8];
        BinaryPrimitives.WriteSingleBigEndian(halves, 3);
        BinaryPrimitives.WriteSingleBigEndian(halves.AsSpan(4), 2.5f);
        Assert.Contains("2.5 at byte 12 is no Int32", Assert.Throws<InvalidDataException>(() => Files.ReadIdx<int>(Files.Idx(IdxType.Float32, [2], halves))).Message);
        Assert.Contains("300 at byte 8 is no Byte", Assert.Throws<InvalidDataException>(() => Files.ReadIdx<byte>(Files.Idx(IdxType.Int16, [1], 1, 44))).Message);
        Assert.Contains("-1 at byte 8 is no UInt32", Assert.Throws<InvalidDataException>(() => Files.ReadIdx<uint>(Files.Idx(IdxType.Int8, [1], 255))).Message);
        BinaryPrimitives.WriteSingleBigEndian(halves, float.NaN);
        Assert.Contains("NaN at byte 8 is no Int64", Assert.Throws<InvalidDataException>(() => Files.ReadIdx<long>(Files.Idx(IdxType.Float32, [2], halves))).Message);
    }

    [Fact]
    public void No_damage_to_a_file_does_more_than_be_refused()
    {
        byte[] file = Files.Idx(IdxType.Int16, [3, 2], new byte[12]);
        List<Exception> others = [];
        CounterRandom random = new(3);
        for (int attempt = 0; attempt < 3000; attempt++)
        {
            byte[] damaged = [.. file.AsSpan(0, random.Next(10) == 0 ? random.Next(file.Length) : file.Length)];
            for (int i = 0; i < 3 && damaged.Length > 0; i++)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            damaged = attempt % 2 == 0 ? damaged : Files.Gzip(damaged, CompressionLevel.Fastest);
            if (Record.Exception(() => Files.ReadIdx<double>(damaged)) is { } thrown and not InvalidDataException)
            {
                others.Add(thrown);
            }
        }

        Assert.Empty(others);
    }
}

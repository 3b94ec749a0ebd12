using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using AutoDiff.Optimization;
using AutoDiff.Storage;
using Xunit;

namespace AutoDiff.Tests.Safetensors;

public sealed class SafetensorsTests
{
    private const string Good = """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"I64","shape":[],"data_offsets":[8,16]},"__metadata__":{"format":"pt"}}""";

    public static TheoryData<string, string> Lies => new()
    {
        { "", "begin with '{'" },
        { "[]", "begin with '{'" },
        { " {}", "begin with '{'" },
        { "{", "JSON" },
        { "{}", "0 bytes, but the file has 16" },
        { "{} {}", "JSON" },
        { Good + "x", "JSON" },
        { Good.Replace("\"a\":{", "\"b\":{", StringComparison.Ordinal), "two tensors 'b'" },
        { Good.Replace("\"a\":{", "\"a\":[", StringComparison.Ordinal), "StartArray" },
        { Good.Replace("F32", "F33", StringComparison.Ordinal), "'F33'" },
        { Good.Replace("F32", "f32", StringComparison.Ordinal), "'f32'" },
        { Good.Replace("\"F32\"", "1", StringComparison.Ordinal), "Number" },
        { Good.Replace("[2]", "[3]", StringComparison.Ordinal), "does not fit" },
        { Good.Replace("[2]", "[-2]", StringComparison.Ordinal), "dimension" },
        { Good.Replace("[2]", "[2.5]", StringComparison.Ordinal), "dimension" },
        { Good.Replace("[2]", "[2,[1]]", StringComparison.Ordinal), "JSON" },
        { Good.Replace("[2]", "[99999999999999999999]", StringComparison.Ordinal), "dimension" },
        { Good.Replace("[2]", "[4294967296,4294967296,4294967296,4294967296,4294967296]", StringComparison.Ordinal), "does not fit" },
        { Good.Replace("[2]", "[9223372036854775807,9223372036854775807,2]", StringComparison.Ordinal), "does not fit" },
        { Good.Replace("[0,8]", "[8,0]", StringComparison.Ordinal), "does not fit" },
        { Good.Replace("[0,8]", "[0]", StringComparison.Ordinal), "two 'data_offsets'" },
        { Good.Replace("[0,8]", "[0,8,8]", StringComparison.Ordinal), "two 'data_offsets'" },
        { Good.Replace("[0,8]", "[4,12]", StringComparison.Ordinal), "begins at" },
        { Good.Replace("[8,16]", "[0,8]", StringComparison.Ordinal), "begins at" },
        { Good.Replace("[8,16]", "[9223372036854775799,9223372036854775807]", StringComparison.Ordinal), "begins at" },
        { Good.Replace("[8,16]", "[16,24]", StringComparison.Ordinal), "begins at" },
        { Good.Replace("\"shape\":[2],", "", StringComparison.Ordinal), "needs" },
        { Good.Replace("\"shape\":[2]", "\"shape\":[2],\"shape\":[2]", StringComparison.Ordinal), "'shape'" },
        { Good.Replace("\"shape\":[2]", "\"shape\":[2],\"code\":1", StringComparison.Ordinal), "'code'" },
        { Good.Replace("\"pt\"", "{}", StringComparison.Ordinal), "StartObject" },
        { Good.Replace("\"pt\"", "\"pt\",\"format\":\"x\"", StringComparison.Ordinal), "two values" },
        { new string('[', 100_000), "begin with '{'" },
        { "{\"a\":" + new string('{', 100_000), "JSON" },
        { string.Concat(Enumerable.Repeat("{\"a\":", 100_000)), "unknown" },
    };

    [Fact]
    public void A_file_is_read()
    {
        using var folder = new TemporaryFolder();
        using SafetensorsFile file = SafetensorsFile.Open(Write(folder, Good + "   ", data: [0, 0, 128, 63, 0, 0, 0, 64, 7, 0, 0, 0, 0, 0, 0, 0]));
        float[] a = new float[2];
        long[] b = new long[1];
        file.Read<float>("a", a);
        file.Read<long>("b", b);
        Assert.Equal([1, 2], a);
        Assert.Equal([7], b);
        Assert.Equal("pt", file.Metadata["format"]);

        Assert.Equal("name", Assert.Throws<ArgumentException>(() => file.Read("c", new float[2])).ParamName);
        Assert.Equal("name", Assert.Throws<ArgumentException>(() => file.Read("a", new int[2])).ParamName);
        Assert.Equal("destination", Assert.Throws<ArgumentException>(() => file.Read("a", new float[3])).ParamName);
    }

    [Theory]
    [MemberData(nameof(Lies))]
    public void A_header_that_lies_is_refused(string header, string complaint)
    {
        using var folder = new TemporaryFolder();
        Assert.Contains(complaint, Refused(Write(folder, header, new byte[16])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(long.MaxValue)]
    [InlineData(1ul << 40)]
    [InlineData(100_000_001)]
    [InlineData(200)]
    public void A_length_beyond_the_file_allocates_nothing(ulong length)
    {
        using var folder = new TemporaryFolder();
        string path = Write(folder, Good, new byte[16], length);
        Refused(path);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Refused(path);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        using var folder = new TemporaryFolder();
        byte[] whole = File.ReadAllBytes(Write(folder, Good, new byte[16]));
        for (int length = 0; length < whole.Length; length++)
        {
            string path = folder.PathOf("cut");
            File.WriteAllBytes(path, whole[..length]);
            Refused(path);
        }
    }

    [Fact]
    public void A_damaged_header_is_read_or_refused_but_nothing_else()
    {
        using var folder = new TemporaryFolder();
        byte[] whole = File.ReadAllBytes(Write(folder, Good, new byte[16]));
        Random random = new(1);
        string path = folder.PathOf("damaged");
        for (int i = 0; i < 5000; i++)
        {
            byte[] damaged = [.. whole];
            for (int j = random.Next(1, 5); j > 0; j--)
            {
                damaged[random.Next(damaged.Length - 16)] = random.Next(3) == 0 ? (byte)random.Next(256) : (byte)"{}[]\",:0129-\\ue"[random.Next(15)];
            }

            File.WriteAllBytes(path, damaged);
            try
            {
                using SafetensorsFile file = SafetensorsFile.Open(path);
                Assert.Equal(16, file.Tensors.Values.Sum(static tensor => tensor.ByteLength));
            }
            catch (InvalidDataException)
            {
                // what a damaged file is to be
            }
        }
    }

    [Fact]
    public void What_is_written_is_read()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("file");
        SafetensorsWriter writer = new();
        writer.Add<byte>("bytes", [3], new byte[] { 1, 2, 3 });
        writer.Add<double>("double \"quoted\" ü", [2, 1], new[] { double.Epsilon, double.NaN });
        writer.Add<float>("none", [0, 5], ReadOnlyMemory<float>.Empty);
        writer.Metadata["format"] = "pt";
        writer.Save(path);

        using SafetensorsFile file = SafetensorsFile.Open(path);
        double[] doubles = new double[2];
        file.Read<double>("double \"quoted\" ü", doubles);
        Assert.Equal([double.Epsilon, double.NaN], doubles);
        Assert.Equal(0, file.Tensors["double \"quoted\" ü"].Offset % 8);
        Assert.Equal([0, 5], file.Tensors["none"].Shape);
        Assert.Equal("pt", file.Metadata["format"]);
        Assert.Equal(0ul, BinaryPrimitives.ReadUInt64LittleEndian(File.ReadAllBytes(path)) % 8);
    }

    [Fact]
    public void What_cannot_be_written_is_named()
    {
        SafetensorsWriter writer = new();
        writer.Add<byte>("a", [1], new byte[1]);
        Assert.Equal("name", Assert.Throws<ArgumentException>(() => writer.Add<byte>("a", [1], new byte[1])).ParamName);
        Assert.Equal("name", Assert.Throws<ArgumentException>(() => writer.Add<byte>("__metadata__", [1], new byte[1])).ParamName);
        Assert.Equal("elements", Assert.Throws<ArgumentException>(() => writer.Add<byte>("b", [2], new byte[1])).ParamName);
        Assert.Throws<NotSupportedException>(() => writer.Add<decimal>("c", [1], new decimal[1]));
    }

    [Fact]
    public void A_save_that_fails_half_way_leaves_the_old_file()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("file");
        File.WriteAllText(path, "old");
        SafetensorsWriter writer = new();
        writer.Add<byte>("a", [100_000], new byte[100_000]);
        writer.Add("b", TensorType.U8, [1], 1, static _ => throw new IOException("no space left"));
        Assert.Throws<IOException>(() => writer.Save(path));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.False(File.Exists(path + ".tmp"));
    }

    private static InvalidDataException Refused(string path) => Assert.Throws<InvalidDataException>(() => SafetensorsFile.Open(path));

    private static string Write(TemporaryFolder folder, string header, byte[] data, ulong? length = null)
    {
        byte[] json = Encoding.UTF8.GetBytes(header), prefix = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, length ?? (ulong)json.Length);
        string path = folder.PathOf("written");
        File.WriteAllBytes(path, [.. prefix, .. json, .. data]);
        return path;
    }
}

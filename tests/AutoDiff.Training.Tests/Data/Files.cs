using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;

namespace AutoDiff.Training.Tests.Data;

/// <summary>Files in memory.</summary>
internal static class Files
{
    public static byte[] Gzip(byte[] bytes, CompressionLevel level = CompressionLevel.Optimal)
    {
        using MemoryStream compressed = new();
        using (GZipStream gzip = new(compressed, level))
        {
            gzip.Write(bytes);
        }

        return compressed.ToArray();
    }

    public static byte[] Idx(IdxType type, int[] shape, params byte[] elements) =>
        [0, 0, (byte)type, (byte)shape.Length, .. shape.SelectMany(static dimension => BigEndian(dimension)), .. elements];

    public static byte[] BigEndian(int number) => [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];

    public static IdxArray<T> ReadIdx<T>(byte[] file)
        where T : unmanaged, System.Numerics.INumberBase<T>
    {
        using IdxReader reader = IdxReader.Open(new MemoryStream(file), "a.idx");
        return reader.ReadAll<T>();
    }

    public static CsvTable ReadCsv(string text, CsvOptions? options = null) => CsvTable.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "a.csv", options);

    /// <summary>The records of a file, fields joined by |.</summary>
    public static List<string> Records(byte[] file, CsvOptions? options = null)
    {
        using CsvReader reader = CsvReader.Open(new MemoryStream(file), "a.csv", options);
        List<string> records = [];
        while (reader.Read())
        {
            List<string> fields = [];
            for (int field = 0; field < reader.FieldCount; field++)
            {
                fields.Add(reader[field].ToString());
            }

            records.Add(string.Join('|', fields));
        }

        return records;
    }

    public static List<string> Records(string text, CsvOptions? options = null) => Records(Encoding.UTF8.GetBytes(text), options);

    /// <summary>A stream that gives a byte at a time, and cannot seek.</summary>
    public sealed class Slow(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer) => base.Read(buffer.IsEmpty ? buffer : buffer[..1]);
    }
}

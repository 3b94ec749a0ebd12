using System;

namespace AutoDiff.Training;

/// <summary>The checksum of gzip and PNG: CRC-32 with the reflected polynomial 0xEDB88320 (RFC 1952, section 8).</summary>
internal static class Crc32
{
    private static readonly uint[] Table = MakeTable();

    /// <summary>The checksum of what has the checksum so far (0 for nothing), followed by these bytes.</summary>
    public static uint Append(uint checksum, ReadOnlySpan<byte> bytes)
    {
        uint rest = ~checksum;
        foreach (byte value in bytes)
        {
            rest = Table[(byte)(rest ^ value)] ^ (rest >> 8);
        }

        return ~rest;
    }

    private static uint[] MakeTable()
    {
        uint[] table = new uint[256];
        for (uint value = 0; value < table.Length; value++)
        {
            uint rest = value;
            for (int bit = 0; bit < 8; bit++)
            {
                rest = (rest & 1) == 0 ? rest >> 1 : 0xEDB88320 ^ (rest >> 1);
            }

            table[value] = rest;
        }

        return table;
    }
}

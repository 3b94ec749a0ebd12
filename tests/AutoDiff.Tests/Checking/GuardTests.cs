using System;
using System.Runtime.InteropServices;
using Xunit;

namespace AutoDiff.Tests;

public sealed class GuardTests
{
    [Fact]
    public void A_wrong_length_is_refused_with_the_parameter_and_both_lengths()
    {
        var exception = Assert.Throws<ArgumentException>("dX", () => Guard.Length<double>(new double[3], 4, "dX"));
        Assert.Contains("3", exception.Message);
        Assert.Contains("4", exception.Message);
        Guard.Length<double>(new double[4], 4, "dX");
    }

    [Fact]
    public void Null_is_refused_with_the_parameter()
    {
        Assert.Throws<ArgumentNullException>("w", () => Guard.NotNull(null, "w"));
        Guard.NotNull("", "w");
    }

    [Fact]
    public void Buffers_overlap_exactly_when_they_share_an_element()
    {
        var memory = new double[8];
        for (int start = 0; start <= 8; start++)
        {
            for (int length = 0; start + length <= 8; length++)
            {
                for (int otherStart = 0; otherStart <= 8; otherStart++)
                {
                    for (int otherLength = 0; otherStart + otherLength <= 8; otherLength++)
                    {
                        bool share = int.Max(start, otherStart) < int.Min(start + length, otherStart + otherLength);
                        Assert.Equal(share, Overlap<double, double>(memory.AsSpan(start, length), memory.AsSpan(otherStart, otherLength)));
                    }
                }
            }
        }
    }

    [Fact]
    public void Overlap_is_found_at_the_byte_between_different_types()
    {
        Span<byte> memory = stackalloc byte[32];
        Span<double> doubles = MemoryMarshal.Cast<byte, double>(memory[8..24]);

        Assert.False(Overlap<double, byte>(doubles, memory[..8]));
        Assert.True(Overlap<double, byte>(doubles, memory[..9]));
        Assert.True(Overlap<byte, double>(memory[23..24], doubles));
        Assert.False(Overlap<byte, double>(memory[24..], doubles));
        Assert.True(Overlap<byte, double>(memory, doubles));
        Assert.True(Overlap<double, byte>(doubles, memory));
        Assert.False(Overlap<double, byte>(doubles, memory[12..12]));
        Assert.False(Overlap<double, byte>(default, memory));
        Assert.False(Overlap<double, double>(default, default));
    }

    private static bool Overlap<T, TOther>(ReadOnlySpan<T> buffer, ReadOnlySpan<TOther> other)
    {
        try
        {
            Guard.Disjoint(buffer, other, "dX", "x");
            return false;
        }
        catch (ArgumentException exception)
        {
            Assert.Equal("dX", exception.ParamName);
            Assert.Contains("'x'", exception.Message);
            return true;
        }
    }
}

using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Runtime.InteropServices;

namespace AutoDiff.Training;

/// <summary>Reads an IDX file, the format of MNIST: two zero bytes, the type, the rank, the dimensions, the elements, all with the highest byte first.</summary>
/// <remarks>
/// The format is that of http://yann.lecun.com/exdb/mnist/. Files may be gzip. The header is not believed: memory is taken for what the file turns out to hold.
/// Not for use by several threads at once.
/// </remarks>
public sealed class IdxReader : IDisposable
{
    private readonly DataStream _stream;
    private readonly byte[] _chunk = new byte[1 << 14];
    private readonly int _size;

    private IdxReader(DataStream stream)
    {
        _stream = stream;
        Span<byte> start = stackalloc byte[4];
        Fill(start, "the header");
        Type = (IdxType)start[2];
        _size = SizeOf(Type);
        if (start[0] != 0 || start[1] != 0 || _size == 0)
        {
            throw stream.Invalid($"begins with {Convert.ToHexString(start)}, which is no IDX file: two zero bytes, a type and a rank are expected at byte 0.");
        }

        int[] shape = new int[start[3]];
        for (int i = 0; i < shape.Length; i++)
        {
            Fill(start, $"dimension {i}");
            shape[i] = BinaryPrimitives.ReadInt32BigEndian(start);
            if (shape[i] < 0)
            {
                throw stream.Invalid($"dimension {i} is {(uint)shape[i]} at byte {stream.Position - sizeof(int)}, more than {int.MaxValue}.");
            }
        }

        Shape = shape.AsReadOnly();
        Count = CountOf(shape) ?? throw stream.Invalid($"the shape [{string.Join(", ", shape)}] at byte 4 has more elements than can be counted.");
        Remaining = Count;
        CheckLength();
    }

    /// <summary>What the elements are.</summary>
    public IdxType Type { get; }

    /// <summary>The dimensions, the slowest first; none for a single number.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>The number of elements.</summary>
    public long Count { get; }

    /// <summary>How many of them are still to be read.</summary>
    public long Remaining { get; private set; }

    /// <summary>Opens a file, plain or gzip, and checks its header.</summary>
    /// <exception cref="InvalidDataException">It is no IDX file, or its length is not what the header says. Messages name the file and the byte.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IdxReader Open(string path) => Open(DataStream.Open(path));

    /// <summary>Reads a stream, plain or gzip, and disposes of it afterwards. The name is for messages.</summary>
    /// <inheritdoc cref="Open(string)" path="/exception"/>
    public static IdxReader Open(Stream stream, string name) => Open(new DataStream(stream, name));

    /// <summary>Reads a whole file.</summary>
    /// <typeparam name="T">What is wanted; elements are converted as by <see cref="Read{T}(Span{T})"/>.</typeparam>
    /// <exception cref="InvalidDataException">The file is damaged, or has more elements than an array, or elements that are no <typeparamref name="T"/>.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IdxArray<T> ReadAll<T>(string path)
        where T : unmanaged, INumberBase<T>
    {
        using IdxReader reader = Open(path);
        return reader.ReadAll<T>();
    }

    /// <summary>Reads what is left, as an array of the file's shape if nothing has been read yet.</summary>
    /// <inheritdoc cref="ReadAll{T}(string)" path="/exception"/>
    public IdxArray<T> ReadAll<T>()
        where T : unmanaged, INumberBase<T>
    {
        if (Remaining > Array.MaxLength)
        {
            throw _stream.Invalid($"the shape [{string.Join(", ", Shape)}] has {Remaining} elements to read, but an array holds {Array.MaxLength}.");
        }

        // A plain file is as long as its header says, or was refused. How long a compressed one is, is seen at its end.
        bool isAll = Remaining == Count;
        int count = (int)Remaining;
        T[] elements = new T[_stream.KnownLength is null ? int.Min(count, 1 << 20) : count];
        for (int filled = 0; Remaining > 0;)
        {
            if (filled == elements.Length)
            {
                Array.Resize(ref elements, (int)long.Min(count, 2L * filled));
            }

            filled += Read(elements.AsSpan(filled));
        }

        return new IdxArray<T>(isAll ? Shape : [count], elements);
    }

    /// <summary>Reads the next elements, and returns how many those were: as many as there is room for, or as are left.</summary>
    /// <remarks>Integers become the nearest floating-point number. Into integers only what fits is read, without rounding.</remarks>
    /// <exception cref="InvalidDataException">The file ends too early, goes on behind the last element, or has an element that is no <typeparamref name="T"/>.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public int Read<T>(Span<T> destination)
        where T : unmanaged, INumberBase<T>
    {
        int count = (int)long.Min(destination.Length, Remaining);
        for (int done = 0; done < count;)
        {
            Span<T> part = destination[done..int.Min(count, done + (_chunk.Length / _size))];
            ReadPart(part);
            done += part.Length;
            Remaining -= part.Length;
        }

        if (count > 0 && Remaining == 0)
        {
            ExpectEnd();
        }

        return count;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _stream.Dispose();

    private static IdxReader Open(DataStream stream)
    {
        try
        {
            return new IdxReader(stream);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private static int SizeOf(IdxType type) => type switch
    {
        IdxType.UInt8 or IdxType.Int8 => 1,
        IdxType.Int16 => 2,
        IdxType.Int32 or IdxType.Float32 => 4,
        IdxType.Float64 => 8,
        _ => 0,
    };

    // A dimension of zero makes the array empty however large the others are.
    private static long? CountOf(int[] shape)
    {
        long count = shape.Contains(0) ? 0 : 1;
        foreach (int dimension in shape)
        {
            Int128 product = (Int128)count * dimension;
            if (product > long.MaxValue / sizeof(double))
            {
                return null;
            }

            count = (long)product;
        }

        return count;
    }

    private void CheckLength()
    {
        long needed = Count * _size;
        if (_stream.KnownLength - _stream.Position is { } bytes && bytes != needed)
        {
            throw _stream.Invalid($"the shape [{string.Join(", ", Shape)}] of {Type} needs {needed} bytes from byte {_stream.Position} on, but there are {bytes}.");
        }

        if (Count == 0)
        {
            ExpectEnd();
        }
    }

    private void ExpectEnd()
    {
        if (_stream.Read(_chunk.AsSpan(0, 1)) != 0)
        {
            throw _stream.Invalid($"something follows the last element, from byte {_stream.Position - 1} on.");
        }
    }

    private void Fill(Span<byte> bytes, string what)
    {
        for (int filled = 0; filled < bytes.Length;)
        {
            int count = _stream.Read(bytes[filled..]);
            filled += count > 0 ? count : throw _stream.Invalid($"ends at byte {_stream.Position}, within {what}.");
        }
    }

    private void ReadPart<T>(Span<T> destination)
        where T : unmanaged, INumberBase<T>
    {
        Span<byte> bytes = _chunk.AsSpan(0, destination.Length * _size);
        Fill(bytes, $"the {Count} elements of {Type}");
        switch (Type)
        {
            case IdxType.UInt8:
                ConvertTo<byte, T>(bytes, destination);
                break;
            case IdxType.Int8:
                ConvertTo<sbyte, T>(bytes, destination);
                break;
            case IdxType.Int16:
                Turn(MemoryMarshal.Cast<byte, short>(bytes), static (from, to) => BinaryPrimitives.ReverseEndianness(from, to));
                ConvertTo<short, T>(bytes, destination);
                break;
            case IdxType.Int32:
                Turn(MemoryMarshal.Cast<byte, int>(bytes), static (from, to) => BinaryPrimitives.ReverseEndianness(from, to));
                ConvertTo<int, T>(bytes, destination);
                break;
            case IdxType.Float32:
                Turn(MemoryMarshal.Cast<byte, int>(bytes), static (from, to) => BinaryPrimitives.ReverseEndianness(from, to));
                ConvertTo<float, T>(bytes, destination);
                break;
            default:
                Turn(MemoryMarshal.Cast<byte, long>(bytes), static (from, to) => BinaryPrimitives.ReverseEndianness(from, to));
                ConvertTo<double, T>(bytes, destination);
                break;
        }
    }

    private static void Turn<TBits>(Span<TBits> elements, Reversal<TBits> reverse)
    {
        if (BitConverter.IsLittleEndian)
        {
            reverse(elements, elements);
        }
    }

    private void ConvertTo<TStored, T>(ReadOnlySpan<byte> bytes, Span<T> destination)
        where TStored : unmanaged, INumberBase<TStored>
        where T : unmanaged, INumberBase<T>
    {
        if (typeof(TStored) == typeof(T))
        {
            bytes.CopyTo(MemoryMarshal.AsBytes(destination));
            return;
        }

        ReadOnlySpan<TStored> stored = MemoryMarshal.Cast<byte, TStored>(bytes);
        bool isInteger = T.IsZero(T.CreateTruncating(0.5));
        for (int i = 0; i < stored.Length; i++)
        {
            destination[i] = T.CreateSaturating(stored[i]);
            if (isInteger && TStored.CreateSaturating(destination[i]) != stored[i])
            {
                long offset = _stream.Position - bytes.Length + ((long)i * _size);
                throw _stream.Invalid(string.Create(CultureInfo.InvariantCulture, $"{stored[i]} at byte {offset} is no {typeof(T).Name}."));
            }
        }
    }

    private delegate void Reversal<TBits>(ReadOnlySpan<TBits> from, Span<TBits> to);
}

using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace AutoDiff.Storage;

/// <summary>Writes named tensors to a file that Python's safetensors reads.</summary>
public sealed class SafetensorsWriter
{
    private readonly List<(string Name, TensorType Type, long[] Shape, long ByteLength, Action<Stream> Write)> _tensors = [];
    private readonly HashSet<string> _names = ["__metadata__"];

    /// <summary>Texts to store beside the tensors.</summary>
    public IDictionary<string, string> Metadata { get; } = new Dictionary<string, string>();

    /// <summary>The file gets a digest of its tensors (SHA-256, in hexadecimal, as the text <c>sha256</c>), for <see cref="SafetensorsFile.VerifyDigest"/>.</summary>
    public bool HasDigest { get; set; }

    /// <summary>Adds a tensor. Its elements are read when the file is saved.</summary>
    /// <exception cref="ArgumentException">There is one of that name, or the shape has another number of elements.</exception>
    public void Add<T>(string name, ReadOnlySpan<long> shape, ReadOnlyMemory<T> elements)
        where T : unmanaged
    {
        long count = 1;
        foreach (long dimension in shape)
        {
            count = checked(count * dimension);
        }

        if (count != elements.Length)
        {
            throw new ArgumentException($"'elements' has length {elements.Length}, but the shape [{string.Join(", ", shape.ToArray())}] has {count}.", nameof(elements));
        }

        long bytes = (long)MemoryMarshal.AsBytes(elements.Span).Length;
        Add(name, TensorTypes.Of<T>(), shape.ToArray(), bytes, stream => stream.Write(MemoryMarshal.AsBytes(elements.Span)));
    }

    internal void Add(string name, TensorType type, long[] shape, long bytes, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!_names.Add(name))
        {
            throw new ArgumentException($"There is a tensor '{name}' already, or the name is reserved.", nameof(name));
        }

        _tensors.Add((name, type, shape, bytes, write));
    }

    /// <summary>Writes the file, or replaces it: whatever happens on the way, the path holds the old file or the whole new one.</summary>
    /// <exception cref="IOException">The file cannot be written. The old one is as it was.</exception>
    public void Save(string path) => AtomicFile.Write(path, WriteTo);

    private void WriteTo(Stream stream)
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("Tensors are stored with their lowest byte first.");
        }

        // The widest elements come first, so that all are aligned.
        var sorted = _tensors.OrderByDescending(static tensor => TensorTypes.SizeOf(tensor.Type)).ToArray();
        List<TensorEntry> entries = [];
        long offset = 0;
        foreach ((string name, TensorType type, long[] shape, long bytes, _) in sorted)
        {
            entries.Add(new TensorEntry(name, type, shape, offset, bytes));
            offset += bytes;
        }

        Dictionary<string, string> metadata = new(Metadata);
        if (HasDigest)
        {
            using TensorDigest digest = new();
            Array.ForEach(sorted, tensor => tensor.Write(digest));
            metadata[TensorDigest.Key] = digest.ToString();
        }

        byte[] header = SafetensorsHeader.Write(entries, metadata);
        Span<byte> prefix = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)header.Length);
        stream.Write(prefix);
        stream.Write(header);
        foreach (var tensor in sorted)
        {
            tensor.Write(stream);
        }
    }
}

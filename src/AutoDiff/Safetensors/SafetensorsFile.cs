using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;

namespace AutoDiff.Storage;

/// <summary>A file of named tensors, open for reading: https://github.com/huggingface/safetensors.</summary>
/// <remarks>The header is checked against the length of the file before anything that it says is used. Nothing in the file is run.</remarks>
public sealed class SafetensorsFile : IDisposable
{
    private readonly Stream _file;
    private readonly SafetensorsHeader _header;
    private readonly long _dataStart;

    private SafetensorsFile(Stream file)
    {
        _file = file;
        long length = file.Length;
        Span<byte> prefix = stackalloc byte[sizeof(ulong)];
        if (length < prefix.Length)
        {
            throw new InvalidDataException($"The file has {length} bytes: too few to say how long its header is.");
        }

        ReadAll(prefix, 0);
        ulong headerLength = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (headerLength > (ulong)(length - prefix.Length) || headerLength > SafetensorsHeader.MaxLength)
        {
            throw new InvalidDataException($"The header is said to have {headerLength} bytes, in a file of {length}; the limit is {SafetensorsHeader.MaxLength}.");
        }

        byte[] json = new byte[headerLength];
        ReadAll(json, prefix.Length);
        _dataStart = prefix.Length + json.Length;
        _header = SafetensorsHeader.Parse(json, length - _dataStart);
    }

    /// <summary>The tensors by their names.</summary>
    public IReadOnlyDictionary<string, TensorEntry> Tensors => _header.Tensors;

    /// <summary>Texts that its writer added.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    /// <summary>Opens a file and checks its header.</summary>
    /// <exception cref="InvalidDataException">The file, which the message names, is not in the format, or the header lies about it.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SafetensorsFile Open(string path)
    {
        // Unbuffered: what is read goes where it is to be.
        FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        try
        {
            return Open(stream);
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }
    }

    /// <summary>Opens a stream that can seek, which is then disposed of with the file.</summary>
    internal static SafetensorsFile Open(Stream stream)
    {
        try
        {
            return BitConverter.IsLittleEndian
                ? new SafetensorsFile(stream)
                : throw new PlatformNotSupportedException("Tensors are stored with their lowest byte first.");
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Reads a whole tensor.</summary>
    /// <exception cref="ArgumentException">There is no such tensor, it has other elements, or the destination has another length. Nothing is written.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public void Read<T>(string name, Span<T> destination)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!Tensors.TryGetValue(name, out TensorEntry? entry))
        {
            throw new ArgumentException($"The file has no tensor '{name}'.", nameof(name));
        }

        if (entry.Type != TensorTypes.Of<T>())
        {
            throw new ArgumentException($"Tensor '{name}' is {entry}, not {TensorTypes.Of<T>()}.", nameof(name));
        }

        Span<byte> bytes = MemoryMarshal.AsBytes(destination);
        if (bytes.Length != entry.ByteLength)
        {
            throw new ArgumentException($"'destination' has length {destination.Length}, but tensor '{name}' is {entry}.", nameof(destination));
        }

        ReadAll(bytes, _dataStart + entry.Offset);
    }

    /// <summary>Checks that the tensors are, to the bit, those that were written with <see cref="SafetensorsWriter.HasDigest"/>. This reads the whole file once.</summary>
    /// <remarks>It finds damage, such as by a bad disk; it does not say who wrote the file.</remarks>
    /// <exception cref="InvalidDataException">They are not, or the file has no digest.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public void VerifyDigest()
    {
        if (!Metadata.TryGetValue(TensorDigest.Key, out string? expected))
        {
            throw new InvalidDataException($"The file has no digest '{TensorDigest.Key}'.");
        }

        using TensorDigest digest = new();
        _file.Position = _dataStart;
        _file.CopyTo(digest, bufferSize: 1 << 16);
        if (digest.ToString() != expected)
        {
            throw new InvalidDataException("The file is damaged: its tensors are not those that were written.");
        }
    }

    /// <summary>Reads a part of a tensor that is known to be there.</summary>
    internal void ReadBytes(TensorEntry entry, long start, Span<byte> destination) => ReadAll(destination, _dataStart + entry.Offset + start);

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();

    private void ReadAll(Span<byte> destination, long offset)
    {
        _file.Position = offset;
        _file.ReadExactly(destination);
    }
}

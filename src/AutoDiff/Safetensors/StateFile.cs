using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics;
using AutoDiff.Optimization;

namespace AutoDiff.Storage;

/// <summary>Named numbers and tensors that are saved and loaded together: one list serves both directions.</summary>
/// <param name="prefix">What all names in the file begin with, where it holds other things, too.</param>
internal sealed class StateFile<T>(string prefix = "")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // The pieces in which large tensors are read and written.
    private const int Piece = 1 << 20;

    private readonly List<(string Name, Func<double> Get, Action<double> Set)> _numbers = [];
    private readonly List<(string Name, Func<long> Get, Action<long> Set, long Least, long Most)> _counts = [];
    private readonly List<(string Name, ParameterBuffer<T> Buffer, int Block)> _tensors = [];

    /// <summary>A finite number that is not negative.</summary>
    public void AddNumber(string name, Func<double> get, Action<double> set) => _numbers.Add((prefix + name, get, set));

    /// <summary>A count.</summary>
    public void AddCount(string name, Func<long> get, Action<long> set, long least = 0, long most = long.MaxValue) => _counts.Add((prefix + name, get, set, least, most));

    /// <summary>A block of a buffer.</summary>
    public void AddTensor(string name, ParameterBuffer<T> buffer, int block) => _tensors.Add((prefix + name, buffer, block));

    public void Save(string path)
    {
        SafetensorsWriter writer = new();
        AddTo(writer);
        writer.Save(path);
    }

    /// <summary>Adds all that is here. Numbers are those of now; the elements of tensors are read when the file is saved.</summary>
    public void AddTo(SafetensorsWriter writer)
    {
        foreach ((string name, Func<double> get, _) in _numbers)
        {
            writer.Add<double>(name, [], new[] { get() });
        }

        foreach ((string name, Func<long> get, _, _, _) in _counts)
        {
            writer.Add<long>(name, [], new[] { get() });
        }

        foreach ((string name, ParameterBuffer<T> buffer, int block) in _tensors)
        {
            writer.Add(name, TensorTypes.Of<T>(), ShapeOf(buffer, block), BytesOf(buffer, block), stream => Write(buffer, block, stream));
        }
    }

    /// <summary>Sets everything, or nothing.</summary>
    /// <exception cref="InvalidDataException">The file has other tensors, or of other types or shapes, or numbers that cannot be.</exception>
    public void Load(SafetensorsFile file)
    {
        Check(file);
        double[] numbers = [.. _numbers.Select(number => ReadNumber(file, number.Name))];
        long[] counts = [.. _counts.Select(count => ReadCount(file, count.Name, count.Least, count.Most))];

        // A disk may fail half-way: what is read stays apart until all of it is there.
        Dictionary<ParameterBuffer<T>, ParameterBuffer<T>> loaded = [];
        try
        {
            foreach (ParameterBuffer<T> buffer in _tensors.Select(static tensor => tensor.Buffer).Distinct())
            {
                loaded.Add(buffer, new ParameterBuffer<T>(buffer.Layout));
            }

            foreach ((string name, ParameterBuffer<T> buffer, int block) in _tensors)
            {
                Read(file, file.Tensors[name], loaded[buffer], block);
            }

            foreach ((ParameterBuffer<T> buffer, ParameterBuffer<T> source) in loaded)
            {
                source.CopyTo(buffer);
            }
        }
        finally
        {
            foreach (ParameterBuffer<T> source in loaded.Values)
            {
                source.Dispose();
            }
        }

        for (int i = 0; i < numbers.Length; i++)
        {
            _numbers[i].Set(numbers[i]);
        }

        for (int i = 0; i < counts.Length; i++)
        {
            _counts[i].Set(counts[i]);
        }
    }

    private static double ReadNumber(SafetensorsFile file, string name)
    {
        double value = 0;
        file.Read(name, new Span<double>(ref value));
        return value >= 0 && double.IsFinite(value) ? value : throw new InvalidDataException($"'{name}' is {value}.");
    }

    private static long ReadCount(SafetensorsFile file, string name, long least, long most)
    {
        long value = 0;
        file.Read(name, new Span<long>(ref value));
        return value >= least && value <= most ? value : throw new InvalidDataException($"'{name}' is {value}.");
    }

    private static unsafe void Write(ParameterBuffer<T> buffer, int block, Stream stream)
    {
        byte* bytes = (byte*)buffer.At(block);
        long length = BytesOf(buffer, block);
        for (long start = 0; start < length; start += Piece)
        {
            stream.Write(new ReadOnlySpan<byte>(bytes + start, (int)long.Min(Piece, length - start)));
        }

        GC.KeepAlive(buffer);
    }

    private static unsafe void Read(SafetensorsFile file, TensorEntry entry, ParameterBuffer<T> buffer, int block)
    {
        byte* bytes = (byte*)buffer.At(block);
        for (long start = 0; start < entry.ByteLength; start += Piece)
        {
            file.ReadBytes(entry, start, new Span<byte>(bytes + start, (int)long.Min(Piece, entry.ByteLength - start)));
        }

        GC.KeepAlive(buffer);
    }

    private static long[] ShapeOf(ParameterBuffer<T> buffer, int block) => [.. buffer.Layout[block].Shape];

    private static unsafe long BytesOf(ParameterBuffer<T> buffer, int block) => (long)buffer.Layout[block].Length * sizeof(T);

    private void Check(SafetensorsFile file)
    {
        HashSet<string> names = [];
        _numbers.ForEach(number => Expect(number.Name, TensorType.F64, []));
        _counts.ForEach(count => Expect(count.Name, TensorType.I64, []));
        _tensors.ForEach(tensor => Expect(tensor.Name, TensorTypes.Of<T>(), ShapeOf(tensor.Buffer, tensor.Block)));
        if (file.Tensors.Keys.FirstOrDefault(name => name.StartsWith(prefix, StringComparison.Ordinal) && !names.Contains(name)) is { } unknown)
        {
            throw new InvalidDataException($"The file has a tensor '{unknown}', which does not belong here.");
        }

        void Expect(string name, TensorType type, long[] shape)
        {
            names.Add(name);
            TensorEntry? entry = file.Tensors.GetValueOrDefault(name);
            if (entry is null || entry.Type != type || !entry.Shape.SequenceEqual(shape))
            {
                throw new InvalidDataException($"'{name}' is {entry?.ToString() ?? "missing"}, but {type}[{string.Join(", ", shape)}] is expected.");
            }
        }
    }
}

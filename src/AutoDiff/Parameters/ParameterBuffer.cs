using System;
using System.IO;
using System.Numerics;
using System.Runtime.InteropServices;
using AutoDiff.Storage;

namespace AutoDiff.Optimization;

/// <summary>Numbers in the layout of parameters: the parameters themselves, a gradient, or the state of an optimizer. The memory is native, aligned, and zero at first.</summary>
/// <remarks>Spans of the buffer are valid until it is disposed of.</remarks>
public sealed unsafe class ParameterBuffer<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private T* _elements;

    /// <summary>A buffer of zeros.</summary>
    /// <exception cref="OutOfMemoryException">There is not enough memory.</exception>
    public ParameterBuffer(ParameterLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        Layout = layout;
        _elements = (T*)LargeBlock.Allocate(checked((nuint)layout.Length * (nuint)sizeof(T)));
        if (Bytes > 0)
        {
            GC.AddMemoryPressure(Bytes); // else a few small objects would hold gigabytes until chance collects them
        }
    }

    /// <summary>Frees the memory of a buffer that was not disposed of.</summary>
    ~ParameterBuffer() => Free();

    /// <summary>What stands where.</summary>
    public ParameterLayout Layout { get; }

    /// <summary>The number of elements in all blocks.</summary>
    public nint Length => Layout.Length;

    /// <summary>All elements, block after block.</summary>
    /// <exception cref="OverflowException">There are more than a span can hold. Use the blocks one by one.</exception>
    public Span<T> Elements => MemoryMarshal.CreateSpan(ref *Pointer, checked((int)Length));

    /// <summary>The elements of a block.</summary>
    /// <exception cref="ArgumentException">There is no block of that name.</exception>
    /// <exception cref="OverflowException">There are more than a span can hold.</exception>
    public Span<T> this[string name] => this[Layout.IndexOf(name)];

    /// <summary>The elements of a block, by its position in the layout.</summary>
    /// <exception cref="OverflowException">There are more than a span can hold.</exception>
    public Span<T> this[int index] => MemoryMarshal.CreateSpan(ref *At(index), checked((int)Layout[index].Length));

    private long Bytes => (long)Length * sizeof(T);

    /// <summary>The first element.</summary>
    internal T* Pointer
    {
        get
        {
            ObjectDisposedException.ThrowIf(_elements == null, this);
            return _elements;
        }
    }

    /// <summary>Sets all elements to zero.</summary>
    public void Clear() => NativeMemory.Clear(Pointer, (nuint)Length * (nuint)sizeof(T));

    /// <summary>Saves the blocks as a safetensors file, under their names. The path holds the old file until the new one is complete.</summary>
    /// <exception cref="IOException">The file cannot be written. The old one is as it was.</exception>
    public void Save(string path) => Blocks().Save(path);

    /// <summary>Loads all blocks from a safetensors file, whoever wrote it.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or has not just these blocks, with these shapes and this type. Nothing has changed.</exception>
    /// <exception cref="IOException">The file cannot be read. Nothing has changed.</exception>
    public void Load(string path)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        Load(file);
    }

    /// <summary>Adds the blocks to a file that holds other things, too: a checkpoint. Their names begin with the prefix, and their elements are read when the file is saved.</summary>
    /// <exception cref="ArgumentException">The file has tensors of these names already.</exception>
    public void AddTo(SafetensorsWriter file, string prefix)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(prefix);
        Blocks(prefix).AddTo(file);
    }

    /// <summary>Loads the blocks that <see cref="AddTo"/> has added. What else is in the file is not looked at.</summary>
    /// <exception cref="InvalidDataException">What is in the file under the prefix is not just these blocks, with these shapes and this type. Nothing has changed.</exception>
    /// <exception cref="IOException">The file cannot be read. Nothing has changed.</exception>
    public void Load(SafetensorsFile file, string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(prefix);
        Blocks(prefix).Load(file);
    }

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    /// <summary>The first element of a block.</summary>
    internal T* At(int index) => Pointer + Layout.OffsetOf(index);

    internal void CopyTo(ParameterBuffer<T> destination) => NativeMemory.Copy(Pointer, destination.Pointer, (nuint)Bytes);

    internal void Fill(T value)
    {
        T* elements = Pointer;
        for (nint i = 0; i < Length; i++)
        {
            elements[i] = value;
        }
    }

    private StateFile<T> Blocks(string prefix = "")
    {
        StateFile<T> file = new(prefix);
        for (int block = 0; block < Layout.Count; block++)
        {
            file.AddTensor(Layout[block].Name, this, block);
        }

        return file;
    }

    private void Free()
    {
        if (_elements == null)
        {
            return;
        }

        LargeBlock.Free(_elements);
        _elements = null;
        if (Bytes > 0)
        {
            GC.RemoveMemoryPressure(Bytes);
        }
    }
}

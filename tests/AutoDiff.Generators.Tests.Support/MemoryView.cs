using System;
using System.Collections.Immutable;
using System.Linq;

namespace AutoDiff.Generators.Tests.Support;

/// <summary>A stretch of a .NET array, as the interpreter's memory values are: of a matrix, whole rows. A struct that the
/// IR reads leaves of is an <see cref="ImmutableDictionary{TKey,TValue}"/> from paths to scalars.</summary>
internal sealed record MemoryView(Array Storage, int Offset, int Count, int? Columns = null)
{
    public static MemoryView Of(Array array) =>
        array.Rank == 2 ? new(array, 0, array.Length, array.GetLength(1)) : new(array, 0, array.Length);

    /// <summary>A struct as an element.</summary>
    public static ImmutableDictionary<string, object> Struct(params (string Leaf, object Value)[] leaves) =>
        leaves.ToImmutableDictionary(leaf => leaf.Leaf, leaf => leaf.Value);

    public int Extent(int dimension) => Columns is not { } columns ? Count : dimension == 1 ? columns : Storage.GetLength(0);

    public object? this[long index]
    {
        get => Storage.Rank == 1 ? Storage.GetValue(Flat(index)) : Storage.GetValue(RowOf(Flat(index)), ColumnOf(Flat(index)));
        set
        {
            if (Storage.Rank == 1) Storage.SetValue(value, Flat(index));
            else Storage.SetValue(value, RowOf(Flat(index)), ColumnOf(Flat(index)));
        }
    }

    public bool Contains(long index) => index >= 0 && index < Count;

    public MemoryView Slice(long start, long count) => start < 0 || count < 0 || start > Count - count
        ? throw new ArgumentOutOfRangeException(nameof(start), $"{count} elements from {start} on are not in memory of {Count}.")
        : new(Storage, Offset + (int)start, (int)count);

    public MemoryView Row(long index)
    {
        if (Columns is not { } columns) return Of((Array)(this[index] ?? throw new NullReferenceException()));
        return index >= 0 && index < Storage.GetLength(0) ? new(Storage, Offset + ((int)index * columns), columns) : new(Storage, 0, 0);
    }

    /// <summary>Are so many elements from there on all other ones than those, or the same?</summary>
    public bool IsApart(long start, MemoryView other, long otherStart, long count)
    {
        if (!ReferenceEquals(Storage, other.Storage)) return true;
        long distance = other.Offset + otherStart - Offset - start;
        return distance == 0 || Math.Abs(distance) >= count;
    }

    public void CopyTo(MemoryView destination)
    {
        if (destination.Count < Count) throw new ArgumentException("Destination is too short.", nameof(destination));
        object?[] elements = ToArray();
        for (int i = 0; i < Count; i++) destination[i] = elements[i];
    }

    public void Fill(object? element)
    {
        for (int i = 0; i < Count; i++) this[i] = element;
    }

    /// <summary>The elements, boxed.</summary>
    public object?[] ToArray() => [.. Enumerable.Range(0, Count).Select(i => this[i])];

    private int Flat(long index) => Contains(index) ? Offset + (int)index : throw new IndexOutOfRangeException();

    private int RowOf(int flat) => flat / Storage.GetLength(1);

    private int ColumnOf(int flat) => flat % Storage.GetLength(1);
}

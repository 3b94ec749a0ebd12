using System;

namespace AutoDiff.Training;

/// <summary>The rows of a data set in batches, in a new order in each epoch.</summary>
/// <remarks>
/// The order depends on the seed and the number of the epoch alone: it is the same on every machine, and an epoch can be gone through without those before it. Nothing
/// is allocated after construction. Not for use by several threads at once.
/// </remarks>
/// <example><code>
/// foreach (ReadOnlySpan&lt;int&gt; rows in batches.Epoch(epoch))
/// {
///     ReadOnlySpan&lt;float&gt; x = features.Gather(rows, buffer);
/// }
/// </code></example>
public sealed class MiniBatches
{
    private readonly int[] _rows;
    private readonly int[] _order;

    /// <summary>Batches of the rows 0 to <paramref name="count"/>, exclusive.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no row, or none in a batch.</exception>
    public MiniBatches(int count, int batchSize)
        : this(RowsTo(count), batchSize)
    {
    }

    /// <summary>Batches of these rows, such as the training part of a split.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no row, or none in a batch.</exception>
    public MiniBatches(ReadOnlySpan<int> rows, int batchSize)
    {
        ArgumentOutOfRangeException.ThrowIfZero(rows.Length, nameof(rows));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        (_rows, _order, BatchSize) = (rows.ToArray(), rows.ToArray(), batchSize);
    }

    /// <summary>What the orders depend on.</summary>
    public ulong Seed { get; init; }

    /// <summary>Each epoch has an order of its own; otherwise all have that of the rows.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>A last batch that is smaller than the others is left out.</summary>
    public bool DropLast { get; init; }

    /// <summary>The number of rows in a batch.</summary>
    public int BatchSize { get; }

    /// <summary>The number of batches in an epoch.</summary>
    public int Count => DropLast ? _rows.Length / BatchSize : ((_rows.Length - 1) / BatchSize) + 1;

    /// <summary>The rows, in the order in which they were given.</summary>
    internal ReadOnlySpan<int> Rows => _rows;

    /// <summary>The batches of an epoch, which stand until the next epoch is asked for.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number of the epoch is negative.</exception>
    public Batches Epoch(int epoch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        _rows.CopyTo(_order);
        if (Shuffle)
        {
            new CounterRandom(Seed, (ulong)epoch).Shuffle<int>(_order);
        }

        return new Batches(_order, BatchSize, Count);
    }

    private static int[] RowsTo(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        int[] rows = new int[count];
        for (int row = 0; row < count; row++)
        {
            rows[row] = row;
        }

        return rows;
    }

    /// <summary>The batches of one epoch, to be gone through by <c>foreach</c>.</summary>
    public ref struct Batches
    {
        private readonly ReadOnlySpan<int> _order;
        private readonly int _size;
        private int _next;

        internal Batches(ReadOnlySpan<int> order, int size, int count)
        {
            _order = order;
            _size = size;
            Count = count;
        }

        /// <summary>How many there are.</summary>
        public int Count { get; }

        /// <summary>The rows of a batch.</summary>
        /// <exception cref="ArgumentOutOfRangeException">There is no such batch.</exception>
        public readonly ReadOnlySpan<int> this[int batch]
        {
            get
            {
                ArgumentOutOfRangeException.ThrowIfNegative(batch);
                ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(batch, Count);
                int start = batch * _size;
                return _order.Slice(start, int.Min(_size, _order.Length - start));
            }
        }

        /// <summary>The rows of the batch that <c>foreach</c> is at.</summary>
        public readonly ReadOnlySpan<int> Current => this[_next - 1];

        /// <summary>These batches.</summary>
        public readonly Batches GetEnumerator() => this;

        /// <summary>Goes on to the next one, unless there is none.</summary>
        public bool MoveNext() => _next < Count && ++_next > 0;
    }
}

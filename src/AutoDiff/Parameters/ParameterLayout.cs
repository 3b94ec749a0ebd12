using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;

namespace AutoDiff.Optimization;

/// <summary>Named blocks that follow each other in one contiguous buffer, without gaps. A number of elements is a layout of one block.</summary>
/// <example><c>ParameterLayout layout = [new("weight", 10, 784), new("bias", 10)];</c></example>
[CollectionBuilder(typeof(ParameterLayout), nameof(Create))]
public sealed class ParameterLayout : IReadOnlyList<ParameterBlock>
{
    private readonly ParameterBlock[] _blocks;
    private readonly nint[] _offsets;
    private readonly Dictionary<string, int> _indices = [];

    /// <summary>A layout of these blocks, in this order.</summary>
    /// <exception cref="ArgumentException">Two blocks have the same name.</exception>
    public ParameterLayout(params ReadOnlySpan<ParameterBlock> blocks)
    {
        _blocks = blocks.ToArray();
        _offsets = new nint[_blocks.Length];
        for (int i = 0; i < _blocks.Length; i++)
        {
            ArgumentNullException.ThrowIfNull(_blocks[i], nameof(blocks));
            if (!_indices.TryAdd(_blocks[i].Name, i))
            {
                throw new ArgumentException($"Two blocks are called '{_blocks[i].Name}'.", nameof(blocks));
            }

            _offsets[i] = Length;
            Length = checked(Length + _blocks[i].Length);
        }
    }

    /// <summary>The number of elements in all blocks.</summary>
    public nint Length { get; }

    /// <summary>The number of blocks.</summary>
    public int Count => _blocks.Length;

    /// <summary>A block by its position.</summary>
    public ParameterBlock this[int index] => _blocks[index];

    /// <summary>A single block of that many elements, called "parameters".</summary>
    public static implicit operator ParameterLayout(int length) => FromLength(length);

    /// <inheritdoc cref="op_Implicit(int)"/>
    public static ParameterLayout FromLength(nint length) => new(new ParameterBlock("parameters", length));

    /// <summary>A layout of these blocks, in this order.</summary>
    /// <exception cref="ArgumentException">Two blocks have the same name.</exception>
    public static ParameterLayout Create(ReadOnlySpan<ParameterBlock> blocks) => new(blocks);

    /// <summary>The position of the block of that name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public int IndexOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _indices.TryGetValue(name, out int index)
            ? index
            : throw new ArgumentException($"No block is called '{name}'; there are {string.Join(", ", _blocks.Select(static block => $"'{block.Name}'"))}.", nameof(name));
    }

    /// <summary>Where the elements of a block begin.</summary>
    public nint OffsetOf(int index) => _offsets[index];

    /// <inheritdoc/>
    public IEnumerator<ParameterBlock> GetEnumerator() => _blocks.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", (object[])_blocks);
}

namespace AutoDiff.Products;

/// <summary>
/// The innermost part of a matrix product, c = start + a·b, for so few elements of c that all of them stay in registers. An element is a chain of fused
/// operations in the order of a's columns, whatever the tile it is in: that no result depends on how a product is split rests on this.
/// </summary>
internal unsafe interface ITile<T>
    where T : unmanaged
{
    /// <summary>The most rows of a tile.</summary>
    static abstract int Rows { get; }

    /// <summary>The columns of a vector; a tile has those of one or two.</summary>
    static abstract int Lanes { get; }

    /// <summary>Computes a tile of as many of the rows as it can, and returns how many. Rows of b are as wide as the tile. The sums start with zero where <paramref name="start"/> is null.</summary>
    static abstract int Run(nint rows, bool isWide, nint depth, in MatrixView<T> a, T* b, nint bStride, T* start, nint startStride, T* c, nint cStride);
}

/// <summary>A number that the JIT compiler knows, so that what it decides costs nothing.</summary>
internal interface INumber
{
    static abstract int Value { get; }
}

internal readonly struct One : INumber
{
    public static int Value => 1;
}

internal readonly struct Two : INumber
{
    public static int Value => 2;
}

internal readonly struct Four : INumber
{
    public static int Value => 4;
}

internal readonly struct Six : INumber
{
    public static int Value => 6;
}

internal readonly struct Eight : INumber
{
    public static int Value => 8;
}

internal readonly struct Twelve : INumber
{
    public static int Value => 12;
}

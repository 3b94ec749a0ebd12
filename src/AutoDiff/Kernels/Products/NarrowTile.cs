using System.Numerics;
using AutoDiff.Optimization;

namespace AutoDiff.Products;

/// <summary>A tile of vectors as long as the machine has them, on one with 16 registers: 12 hold sums.</summary>
internal readonly unsafe struct NarrowTile<T> : ITile<T>
    where T : unmanaged
{
    public static int Rows => 6;

    public static int Lanes => Vector<T>.Count;

    public static int Run(nint rows, bool isWide, nint depth, in MatrixView<T> a, T* b, nint bStride, T* start, nint startStride, T* c, nint cStride) =>
        isWide
            ? Run<Two>(rows, depth, a, b, bStride, start, startStride, c, cStride)
            : Run<One>(rows, depth, a, b, bStride, start, startStride, c, cStride);

    private static int Run<TVectors>(nint rows, nint depth, in MatrixView<T> a, T* b, nint bStride, T* start, nint startStride, T* c, nint cStride)
        where TVectors : struct, INumber => rows switch
        {
            >= 6 => Tile<Six, TVectors>(depth, a, b, bStride, start, startStride, c, cStride),
            >= 4 => Tile<Four, TVectors>(depth, a, b, bStride, start, startStride, c, cStride),
            >= 2 => Tile<Two, TVectors>(depth, a, b, bStride, start, startStride, c, cStride),
            _ => Tile<One, TVectors>(depth, a, b, bStride, start, startStride, c, cStride),
        };

    // No call inside, so that vectors stay in registers.
    private static int Tile<TRows, TVectors>(nint depth, in MatrixView<T> a, T* b, nint bStride, T* start, nint startStride, T* c, nint cStride)
        where TRows : struct, INumber
        where TVectors : struct, INumber
    {
        // An address is a pointer and a multiple of a stride: there are pointers to every third row.
        nint row = a.RowStride, next = a.ColumnStride;
        T* a0 = a.First, a3 = a0 + (3 * row);
        Vector<T> s0L = default, s0R = default;
        Vector<T> s1L = default, s1R = default;
        Vector<T> s2L = default, s2R = default;
        Vector<T> s3L = default, s3R = default;
        Vector<T> s4L = default, s4R = default;
        Vector<T> s5L = default, s5R = default;
        if (start != null)
        {
            s0L = Vector.Load(start); if (TVectors.Value > 1) s0R = Vector.Load(start + Lanes);
            if (TRows.Value > 1) { start += startStride; s1L = Vector.Load(start); if (TVectors.Value > 1) s1R = Vector.Load(start + Lanes); }
            if (TRows.Value > 2) { start += startStride; s2L = Vector.Load(start); if (TVectors.Value > 1) s2R = Vector.Load(start + Lanes); }
            if (TRows.Value > 3) { start += startStride; s3L = Vector.Load(start); if (TVectors.Value > 1) s3R = Vector.Load(start + Lanes); }
            if (TRows.Value > 4) { start += startStride; s4L = Vector.Load(start); if (TVectors.Value > 1) s4R = Vector.Load(start + Lanes); }
            if (TRows.Value > 5) { start += startStride; s5L = Vector.Load(start); if (TVectors.Value > 1) s5R = Vector.Load(start + Lanes); }
        }

        for (nint left = depth; left > 0; left--)
        {
            Vector<T> bL = Vector.Load(b), bR = TVectors.Value > 1 ? Vector.Load(b + Lanes) : default;
            Vector<T> x0 = Vector.Create(a0[0]); s0L = Fused.MultiplyAdd(x0, bL, s0L); if (TVectors.Value > 1) s0R = Fused.MultiplyAdd(x0, bR, s0R);
            if (TRows.Value > 1) { Vector<T> x1 = Vector.Create(a0[row]); s1L = Fused.MultiplyAdd(x1, bL, s1L); if (TVectors.Value > 1) s1R = Fused.MultiplyAdd(x1, bR, s1R); }
            if (TRows.Value > 2) { Vector<T> x2 = Vector.Create(a0[2 * row]); s2L = Fused.MultiplyAdd(x2, bL, s2L); if (TVectors.Value > 1) s2R = Fused.MultiplyAdd(x2, bR, s2R); }
            if (TRows.Value > 3) { Vector<T> x3 = Vector.Create(a3[0]); s3L = Fused.MultiplyAdd(x3, bL, s3L); if (TVectors.Value > 1) s3R = Fused.MultiplyAdd(x3, bR, s3R); }
            if (TRows.Value > 4) { Vector<T> x4 = Vector.Create(a3[row]); s4L = Fused.MultiplyAdd(x4, bL, s4L); if (TVectors.Value > 1) s4R = Fused.MultiplyAdd(x4, bR, s4R); }
            if (TRows.Value > 5) { Vector<T> x5 = Vector.Create(a3[2 * row]); s5L = Fused.MultiplyAdd(x5, bL, s5L); if (TVectors.Value > 1) s5R = Fused.MultiplyAdd(x5, bR, s5R); }
            b += bStride;
            a0 += next;
            a3 += next;
        }

        Vector.Store(s0L, c); if (TVectors.Value > 1) Vector.Store(s0R, c + Lanes);
        if (TRows.Value > 1) { c += cStride; Vector.Store(s1L, c); if (TVectors.Value > 1) Vector.Store(s1R, c + Lanes); }
        if (TRows.Value > 2) { c += cStride; Vector.Store(s2L, c); if (TVectors.Value > 1) Vector.Store(s2R, c + Lanes); }
        if (TRows.Value > 3) { c += cStride; Vector.Store(s3L, c); if (TVectors.Value > 1) Vector.Store(s3R, c + Lanes); }
        if (TRows.Value > 4) { c += cStride; Vector.Store(s4L, c); if (TVectors.Value > 1) Vector.Store(s4R, c + Lanes); }
        if (TRows.Value > 5) { c += cStride; Vector.Store(s5L, c); if (TVectors.Value > 1) Vector.Store(s5R, c + Lanes); }
        return TRows.Value;
    }
}

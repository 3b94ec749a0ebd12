using System.Runtime.Intrinsics;
using AutoDiff.Optimization;

namespace AutoDiff.Products;

/// <summary>A tile of 512-bit vectors: of the 32 registers 24 hold sums.</summary>
internal readonly unsafe struct WideTile<T> : ITile<T>
    where T : unmanaged
{
    public static int Rows => 12;

    public static int Lanes => Vector512<T>.Count;

    public static int Run(nint rows, bool isWide, nint depth, in MatrixView<T> a, T* b, nint bStride, T* start, nint startStride, T* c, nint cStride) =>
        isWide
            ? Run<Two>(rows, depth, a, b, bStride, start, startStride, c, cStride)
            : Run<One>(rows, depth, a, b, bStride, start, startStride, c, cStride);

    private static int Run<TVectors>(nint rows, nint depth, in MatrixView<T> a, T* b, nint bStride, T* start, nint startStride, T* c, nint cStride)
        where TVectors : struct, INumber => rows switch
        {
            >= 12 => Tile<Twelve, TVectors>(depth, a, b, bStride, start, startStride, c, cStride),
            >= 8 => Tile<Eight, TVectors>(depth, a, b, bStride, start, startStride, c, cStride),
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
        T* a0 = a.First, a3 = a0 + (3 * row), a6 = a3 + (3 * row), a9 = a6 + (3 * row);
        Vector512<T> s0L = default, s0R = default;
        Vector512<T> s1L = default, s1R = default;
        Vector512<T> s2L = default, s2R = default;
        Vector512<T> s3L = default, s3R = default;
        Vector512<T> s4L = default, s4R = default;
        Vector512<T> s5L = default, s5R = default;
        Vector512<T> s6L = default, s6R = default;
        Vector512<T> s7L = default, s7R = default;
        Vector512<T> s8L = default, s8R = default;
        Vector512<T> s9L = default, s9R = default;
        Vector512<T> s10L = default, s10R = default;
        Vector512<T> s11L = default, s11R = default;
        if (start != null)
        {
            s0L = Vector512.Load(start); if (TVectors.Value > 1) s0R = Vector512.Load(start + Lanes);
            if (TRows.Value > 1) { start += startStride; s1L = Vector512.Load(start); if (TVectors.Value > 1) s1R = Vector512.Load(start + Lanes); }
            if (TRows.Value > 2) { start += startStride; s2L = Vector512.Load(start); if (TVectors.Value > 1) s2R = Vector512.Load(start + Lanes); }
            if (TRows.Value > 3) { start += startStride; s3L = Vector512.Load(start); if (TVectors.Value > 1) s3R = Vector512.Load(start + Lanes); }
            if (TRows.Value > 4) { start += startStride; s4L = Vector512.Load(start); if (TVectors.Value > 1) s4R = Vector512.Load(start + Lanes); }
            if (TRows.Value > 5) { start += startStride; s5L = Vector512.Load(start); if (TVectors.Value > 1) s5R = Vector512.Load(start + Lanes); }
            if (TRows.Value > 6) { start += startStride; s6L = Vector512.Load(start); if (TVectors.Value > 1) s6R = Vector512.Load(start + Lanes); }
            if (TRows.Value > 7) { start += startStride; s7L = Vector512.Load(start); if (TVectors.Value > 1) s7R = Vector512.Load(start + Lanes); }
            if (TRows.Value > 8) { start += startStride; s8L = Vector512.Load(start); if (TVectors.Value > 1) s8R = Vector512.Load(start + Lanes); }
            if (TRows.Value > 9) { start += startStride; s9L = Vector512.Load(start); if (TVectors.Value > 1) s9R = Vector512.Load(start + Lanes); }
            if (TRows.Value > 10) { start += startStride; s10L = Vector512.Load(start); if (TVectors.Value > 1) s10R = Vector512.Load(start + Lanes); }
            if (TRows.Value > 11) { start += startStride; s11L = Vector512.Load(start); if (TVectors.Value > 1) s11R = Vector512.Load(start + Lanes); }
        }

        for (nint left = depth; left > 0; left--)
        {
            Vector512<T> bL = Vector512.Load(b), bR = TVectors.Value > 1 ? Vector512.Load(b + Lanes) : default;
            Vector512<T> x0 = Vector512.Create(a0[0]); s0L = Fused.MultiplyAdd(x0, bL, s0L); if (TVectors.Value > 1) s0R = Fused.MultiplyAdd(x0, bR, s0R);
            if (TRows.Value > 1) { Vector512<T> x1 = Vector512.Create(a0[row]); s1L = Fused.MultiplyAdd(x1, bL, s1L); if (TVectors.Value > 1) s1R = Fused.MultiplyAdd(x1, bR, s1R); }
            if (TRows.Value > 2) { Vector512<T> x2 = Vector512.Create(a0[2 * row]); s2L = Fused.MultiplyAdd(x2, bL, s2L); if (TVectors.Value > 1) s2R = Fused.MultiplyAdd(x2, bR, s2R); }
            if (TRows.Value > 3) { Vector512<T> x3 = Vector512.Create(a3[0]); s3L = Fused.MultiplyAdd(x3, bL, s3L); if (TVectors.Value > 1) s3R = Fused.MultiplyAdd(x3, bR, s3R); }
            if (TRows.Value > 4) { Vector512<T> x4 = Vector512.Create(a3[row]); s4L = Fused.MultiplyAdd(x4, bL, s4L); if (TVectors.Value > 1) s4R = Fused.MultiplyAdd(x4, bR, s4R); }
            if (TRows.Value > 5) { Vector512<T> x5 = Vector512.Create(a3[2 * row]); s5L = Fused.MultiplyAdd(x5, bL, s5L); if (TVectors.Value > 1) s5R = Fused.MultiplyAdd(x5, bR, s5R); }
            if (TRows.Value > 6) { Vector512<T> x6 = Vector512.Create(a6[0]); s6L = Fused.MultiplyAdd(x6, bL, s6L); if (TVectors.Value > 1) s6R = Fused.MultiplyAdd(x6, bR, s6R); }
            if (TRows.Value > 7) { Vector512<T> x7 = Vector512.Create(a6[row]); s7L = Fused.MultiplyAdd(x7, bL, s7L); if (TVectors.Value > 1) s7R = Fused.MultiplyAdd(x7, bR, s7R); }
            if (TRows.Value > 8) { Vector512<T> x8 = Vector512.Create(a6[2 * row]); s8L = Fused.MultiplyAdd(x8, bL, s8L); if (TVectors.Value > 1) s8R = Fused.MultiplyAdd(x8, bR, s8R); }
            if (TRows.Value > 9) { Vector512<T> x9 = Vector512.Create(a9[0]); s9L = Fused.MultiplyAdd(x9, bL, s9L); if (TVectors.Value > 1) s9R = Fused.MultiplyAdd(x9, bR, s9R); }
            if (TRows.Value > 10) { Vector512<T> x10 = Vector512.Create(a9[row]); s10L = Fused.MultiplyAdd(x10, bL, s10L); if (TVectors.Value > 1) s10R = Fused.MultiplyAdd(x10, bR, s10R); }
            if (TRows.Value > 11) { Vector512<T> x11 = Vector512.Create(a9[2 * row]); s11L = Fused.MultiplyAdd(x11, bL, s11L); if (TVectors.Value > 1) s11R = Fused.MultiplyAdd(x11, bR, s11R); }
            b += bStride;
            a0 += next;
            a3 += next;
            a6 += next;
            a9 += next;
        }

        Vector512.Store(s0L, c); if (TVectors.Value > 1) Vector512.Store(s0R, c + Lanes);
        if (TRows.Value > 1) { c += cStride; Vector512.Store(s1L, c); if (TVectors.Value > 1) Vector512.Store(s1R, c + Lanes); }
        if (TRows.Value > 2) { c += cStride; Vector512.Store(s2L, c); if (TVectors.Value > 1) Vector512.Store(s2R, c + Lanes); }
        if (TRows.Value > 3) { c += cStride; Vector512.Store(s3L, c); if (TVectors.Value > 1) Vector512.Store(s3R, c + Lanes); }
        if (TRows.Value > 4) { c += cStride; Vector512.Store(s4L, c); if (TVectors.Value > 1) Vector512.Store(s4R, c + Lanes); }
        if (TRows.Value > 5) { c += cStride; Vector512.Store(s5L, c); if (TVectors.Value > 1) Vector512.Store(s5R, c + Lanes); }
        if (TRows.Value > 6) { c += cStride; Vector512.Store(s6L, c); if (TVectors.Value > 1) Vector512.Store(s6R, c + Lanes); }
        if (TRows.Value > 7) { c += cStride; Vector512.Store(s7L, c); if (TVectors.Value > 1) Vector512.Store(s7R, c + Lanes); }
        if (TRows.Value > 8) { c += cStride; Vector512.Store(s8L, c); if (TVectors.Value > 1) Vector512.Store(s8R, c + Lanes); }
        if (TRows.Value > 9) { c += cStride; Vector512.Store(s9L, c); if (TVectors.Value > 1) Vector512.Store(s9R, c + Lanes); }
        if (TRows.Value > 10) { c += cStride; Vector512.Store(s10L, c); if (TVectors.Value > 1) Vector512.Store(s10R, c + Lanes); }
        if (TRows.Value > 11) { c += cStride; Vector512.Store(s11L, c); if (TVectors.Value > 1) Vector512.Store(s11R, c + Lanes); }
        return TRows.Value;
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiff.Optimization;

/// <summary>Where the numbers of the first element are. There is no state beyond what the kernel has.</summary>
internal readonly unsafe struct Elements<T>(T* parameters, T* gradient, T* first, T* second, T* third)
    where T : unmanaged
{
    public readonly T* Parameters = parameters;
    public readonly T* Gradient = gradient;
    public readonly T* First = first;
    public readonly T* Second = second;
    public readonly T* Third = third;
}

/// <summary>The one loop of all elementwise rules: a single pass that reads parameters, gradient and state and writes parameters and state.</summary>
internal static unsafe class ElementwiseLoop
{
    public static void Run<T, TKernel>(in TKernel kernel, in Elements<T> at, nint start, nint end)
        where T : unmanaged
        where TKernel : struct, IElementwiseKernel<T> => Run(kernel, default(NoConditions<T>), at, start, end);

    public static void Run<T, TKernel, TConditions>(in TKernel kernel, in TConditions conditions, in Elements<T> at, nint start, nint end)
        where T : unmanaged
        where TKernel : struct, IElementwiseKernel<T>
        where TConditions : struct, IVectorConditions<T>
    {
        nint whole = end - ((end - start) % Vector<T>.Count);
        Vectors(kernel, conditions, at, start, whole);
        if (whole < end)
        {
            Tail(kernel, conditions, at, whole, end - whole);
        }
    }

    // A method of its own, with no call inside, so that vectors stay in registers.
    private static void Vectors<T, TKernel, TConditions>(TKernel kernel, TConditions conditions, Elements<T> at, nint start, nint end)
        where T : unmanaged
        where TKernel : struct, IElementwiseKernel<T>
        where TConditions : struct, IVectorConditions<T>
    {
        for (nint i = start; i < end; i += Vector<T>.Count)
        {
            Vector<T> first = TKernel.States > 0 ? Vector.Load(at.First + i) : default;
            Vector<T> second = TKernel.States > 1 ? Vector.Load(at.Second + i) : default;
            Vector<T> third = TKernel.States > 2 ? Vector.Load(at.Third + i) : default;

            Vector<T> parameter = Vector.Load(at.Parameters + i);
            Vector<T> gradient = conditions.OnGradient(Vector.Load(at.Gradient + i), parameter);
            Vector<T> next = kernel.Step(conditions.BeforeStep(parameter), gradient, ref first, ref second, ref third);
            if (TKernel.MovesParameters) Vector.Store(conditions.AfterStep(next), at.Parameters + i);

            if (TKernel.States > 0) Vector.Store(first, at.First + i);
            if (TKernel.States > 1) Vector.Store(second, at.Second + i);
            if (TKernel.States > 2) Vector.Store(third, at.Third + i);
        }
    }

    // The last elements take the same path, from a padded copy: an element's result does not depend on where it stands.
    private static void Tail<T, TKernel, TConditions>(in TKernel kernel, in TConditions conditions, in Elements<T> at, nint start, nint count)
        where T : unmanaged
        where TKernel : struct, IElementwiseKernel<T>
        where TConditions : struct, IVectorConditions<T>
    {
        Vector<T>* copies = stackalloc Vector<T>[5];
        Elements<T> padded = new((T*)&copies[0], (T*)&copies[1], (T*)&copies[2], (T*)&copies[3], (T*)&copies[4]);
        Copy(at.Parameters + start, padded.Parameters, count);
        Copy(at.Gradient + start, padded.Gradient, count);
        if (TKernel.States > 0) Copy(at.First + start, padded.First, count);
        if (TKernel.States > 1) Copy(at.Second + start, padded.Second, count);
        if (TKernel.States > 2) Copy(at.Third + start, padded.Third, count);

        Vectors(kernel, conditions, padded, 0, Vector<T>.Count);

        if (TKernel.MovesParameters) Copy(padded.Parameters, at.Parameters + start, count);
        if (TKernel.States > 0) Copy(padded.First, at.First + start, count);
        if (TKernel.States > 1) Copy(padded.Second, at.Second + start, count);
        if (TKernel.States > 2) Copy(padded.Third, at.Third + start, count);
    }

    private static void Copy<T>(T* source, T* destination, nint count)
        where T : unmanaged => Unsafe.CopyBlockUnaligned(destination, source, (uint)(count * sizeof(T)));
}

using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoDiff.Optimization;

/// <summary>A pass of a kernel over elements, split over threads where there are many. It is kept and used again, so that a step allocates nothing.</summary>
internal sealed class ElementwisePass<T, TKernel, TConditions> : IRangeWork
    where T : unmanaged
    where TKernel : struct, IElementwiseKernel<T>
    where TConditions : struct, IVectorConditions<T>
{
    private TKernel _kernel;
    private TConditions _conditions;
    private Elements<T> _elements;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Run(in TKernel kernel, in TConditions conditions, in Elements<T> elements, nint length, Workers workers)
    {
        if (!workers.Share(length))
        {
            ElementwiseLoop.Run(kernel, conditions, elements, 0, length);
            return;
        }

        (_kernel, _conditions, _elements) = (kernel, conditions, elements);
        workers.Run(this, length);
    }

    void IRangeWork.Run(nint start, nint end) => ElementwiseLoop.Run(_kernel, _conditions, _elements, start, end);
}

/// <summary>A pass under <see cref="Conditions"/>; only those that are there are paid for.</summary>
internal sealed class ConditionedPass<T, TKernel>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TKernel : struct, IElementwiseKernel<T>
{
    private readonly ElementwisePass<T, TKernel, NoConditions<T>> _alone = new();
    private readonly ElementwisePass<T, TKernel, ProductConditions<T>> _products = new();
    private readonly ElementwisePass<T, TKernel, AllConditions<T>> _all = new();

    public void Run(in TKernel kernel, in Conditions conditions, in Elements<T> elements, nint length, Workers workers)
    {
        if (conditions.AreNone)
        {
            _alone.Run(kernel, default, elements, length, workers);
        }
        else if (conditions.AreProducts)
        {
            _products.Run(kernel, new(conditions), elements, length, workers);
        }
        else
        {
            _all.Run(kernel, new(conditions), elements, length, workers);
        }
    }
}

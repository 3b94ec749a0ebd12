using System.Numerics;

namespace AutoDiff.Optimization;

/// <summary>A pass of a kernel over elements, split over threads where there are many. It is kept and used again, so that a step allocates nothing.</summary>
internal sealed class ElementwisePass<T, TKernel> : IRangeWork
    where T : unmanaged
    where TKernel : struct, IElementwiseKernel<T>
{
    private TKernel _kernel;
    private Elements<T> _elements;

    public void Run(in TKernel kernel, in Elements<T> elements, nint length, Workers workers)
    {
        (_kernel, _elements) = (kernel, elements);
        workers.Run(this, length);
    }

    void IRangeWork.Run(nint start, nint end) => ElementwiseLoop.Run(_kernel, _elements, start, end);
}

/// <summary>A pass under <see cref="Conditions"/>; only those that are there are paid for.</summary>
internal sealed class ConditionedPass<T, TKernel>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TKernel : struct, IElementwiseKernel<T>
{
    private readonly ElementwisePass<T, TKernel> _plain = new();
    private readonly ElementwisePass<T, Scaled<T, TKernel>> _scaled = new();
    private readonly ElementwisePass<T, Conditioned<T, TKernel>> _conditioned = new();

    public void Run(in TKernel kernel, in Conditions conditions, in Elements<T> elements, nint length, Workers workers)
    {
        if (conditions.AreNone)
        {
            _plain.Run(kernel, elements, length, workers);
        }
        else if (conditions.AreProducts)
        {
            _scaled.Run(new(kernel, conditions), elements, length, workers);
        }
        else
        {
            _conditioned.Run(new(kernel, conditions), elements, length, workers);
        }
    }
}

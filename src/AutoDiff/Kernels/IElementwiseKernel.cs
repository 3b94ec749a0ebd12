using System.Numerics;

namespace AutoDiff.Optimization;

/// <summary>The step of a rule on as many elements as a vector holds. It sees each element alone, so that any split of the work gives the same bits.</summary>
internal interface IElementwiseKernel<T>
    where T : unmanaged
{
    /// <summary>How many numbers of state belong to an element: at most three.</summary>
    static abstract int States { get; }

    /// <summary>Does a step move parameters? A kernel that only reads them need not write them back.</summary>
    static virtual bool MovesParameters => true;

    /// <summary>The parameters after the step. The state changes in place; what lies beyond <see cref="States"/> is for locals.</summary>
    Vector<T> Step(Vector<T> parameter, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third);
}

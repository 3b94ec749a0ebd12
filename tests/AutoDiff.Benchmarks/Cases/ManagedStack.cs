using System.Collections.Generic;

namespace AutoDiff.Benchmarks.Cases;

/// <summary>The framework's stack, to compare the workspace's with.</summary>
internal sealed class ManagedStack(int count)
{
    private readonly Stack<double> _stack = new(count);

    public double PushAndPop()
    {
        for (int i = 0; i < count; i++)
        {
            _stack.Push(i);
        }

        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            sum += _stack.Pop();
        }

        return sum;
    }
}

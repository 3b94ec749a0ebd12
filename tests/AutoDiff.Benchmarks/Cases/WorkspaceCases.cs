using System;

namespace AutoDiff.Benchmarks.Cases;

/// <summary>What generated code pays for its working memory.</summary>
internal static class WorkspaceCases
{
    public static double AllocateAndDispose(int scopes, int bytes)
    {
        double sum = 0;
        for (int i = 0; i < scopes; i++)
        {
            using var workspace = Workspace.Enter();
            Span<byte> span = workspace.Allocate<byte>(bytes);
            span[0] = 1;
            sum += span[0];
        }

        return sum;
    }

    public static double PushAndPop(int count)
    {
        using var workspace = Workspace.Enter();
        TapeStack<double> stack = workspace.Stack<double>();
        for (int i = 0; i < count; i++)
        {
            stack.Push(i);
        }

        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            sum += stack.Pop();
        }

        return sum;
    }
}

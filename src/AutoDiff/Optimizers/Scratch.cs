using System.Linq;
using System.Numerics;

namespace AutoDiff.Optimization;

/// <summary>Working memory of rules that see a block as a whole.</summary>
internal static class Scratch
{
    public static ParameterBuffer<T> ForLargest<T>(ParameterLayout blocks)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(ParameterLayout.FromLength(blocks.Select(static block => block.Length).DefaultIfEmpty().Max()));
}

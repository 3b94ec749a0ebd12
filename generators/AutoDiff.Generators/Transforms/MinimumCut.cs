using System;
using System.Collections.Generic;

namespace AutoDiff.Generators.Transforms;

/// <summary>A minimum cut between a source and a sink: Dinic's maximum flow by layered breadth-first search and
/// blocking paths, then what the source still reaches.</summary>
internal sealed class MinimumCut
{
    /// <summary>A capacity that is never worth cutting.</summary>
    public const long Infinite = long.MaxValue / 4;

    public const int Source = 0;
    public const int Sink = 1;

    private readonly List<List<int>> edgesFrom = [[], []];
    private readonly List<(int To, long Capacity)> edges = [];

    public int AddNode()
    {
        edgesFrom.Add([]);
        return edgesFrom.Count - 1;
    }

    /// <summary>Cutting the edge, so that <paramref name="from"/> is on the source's side and <paramref name="to"/> is not, costs the capacity.</summary>
    public void AddEdge(int from, int to, long capacity)
    {
        edgesFrom[from].Add(edges.Count);
        edges.Add((to, capacity));
        edgesFrom[to].Add(edges.Count);
        edges.Add((from, 0));
    }

    /// <summary>Which nodes are on the source's side of a cheapest cut; the smallest such set.</summary>
    public bool[] SourceSide()
    {
        while (true)
        {
            int[] layer = Layers();
            if (layer[Sink] < 0) return Array.ConvertAll(layer, static depth => depth >= 0);
            var next = new int[edgesFrom.Count];
            while (Augment(layer, next) > 0)
            {
            }
        }
    }

    private int[] Layers()
    {
        var layer = new int[edgesFrom.Count];
        for (int i = 0; i < layer.Length; i++) layer[i] = -1;
        layer[Source] = 0;
        var queue = new Queue<int>([Source]);
        while (queue.Count > 0)
        {
            int node = queue.Dequeue();
            foreach (int edge in edgesFrom[node])
            {
                (int to, long capacity) = edges[edge];
                if (capacity == 0 || layer[to] >= 0) continue;
                layer[to] = layer[node] + 1;
                queue.Enqueue(to);
            }
        }

        return layer;
    }

    /// <summary>Pushes flow along one path of the layers, found with a stack of its own so that long chains of values do not overflow the machine's.</summary>
    private long Augment(int[] layer, int[] next)
    {
        var path = new List<int>();
        int node = Source;
        while (node != Sink)
        {
            if (next[node] < edgesFrom[node].Count)
            {
                int edge = edgesFrom[node][next[node]];
                (int to, long capacity) = edges[edge];
                if (capacity > 0 && layer[to] == layer[node] + 1)
                {
                    path.Add(edge);
                    node = to;
                    continue;
                }

                next[node]++;
                continue;
            }

            if (path.Count == 0) return 0;
            int last = path[path.Count - 1];
            path.RemoveAt(path.Count - 1);
            node = edges[last ^ 1].To;
            next[node]++;
        }

        long flow = Infinite;
        foreach (int edge in path) flow = Math.Min(flow, edges[edge].Capacity);
        foreach (int edge in path)
        {
            edges[edge] = (edges[edge].To, edges[edge].Capacity - flow);
            edges[edge ^ 1] = (edges[edge ^ 1].To, edges[edge ^ 1].Capacity + flow);
        }

        return flow;
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace AutoDiff.Generators.Tests.Vectorize;

/// <summary>Loops over vectors with whole numbers from memory: as indices, as labels and as counts.</summary>
public sealed class IndexedElementsTests
{
    private const string Groups = "int[] g = new int[x.Length]; for (int i = 0; i < g.Length; i++) g[i] = ";

    private static readonly LoopAgreement Agreement = new(Bodies);

    /// <summary>Bodies of the methods of <see cref="LoopAgreement"/>.</summary>
    private static Dictionary<string, string> Bodies => new()
    {
        ["groups"] = Groups + "i * 7 % x.Length; T s = 0; for (int i = 0; i < x.Length; i++) s += M.Exp(x[g[i]] * a / 4) * z[i]; return s;",
        ["equal indices"] = Groups + "i / 3; T s = 0; for (int i = 0; i < x.Length; i++) { T e = x[g[i]] * x[i] - a; s += M.Sqrt(1 + e * e); } return s;",
        ["one index"] = Groups + "k; T s = 0; for (int i = 0; i < x.Length; i++) { T e = z[g[i]] * x[i] - a; s += M.Log(1 + e * e); } return s;",
        ["the index itself"] = Groups + "x.Length - 1 - i; T s = 0; for (int i = 0; i < x.Length; i++) s += M.Sin(x[g[i]] * z[i]) - x[i] * M.Cos(x[g[i]]); return s;",
        ["twice"] = Groups + "i / 2; T s = 0; for (int i = 0; i < x.Length; i++) s += M.Exp(x[g[i]] * z[g[i]] / 8) * x[g[i]] - M.Tanh(z[g[i]]); return s;",
        ["past the end"] = Groups + "i + k; T s = 0; for (int i = 0; i < x.Length; i++) s += M.Exp(x[i] / 4) * y[g[i]]; return s;",
        ["before the start"] = Groups + "i - k; T s = 0; for (int i = 0; i < x.Length; i++) s += M.Exp(x[i] / 4) * x[g[i]]; return s;",
        ["labels"] = Groups + "i % 3; T s = 0; int c = 3, n = x.Length / c; for (int i = 0; i < n; i++) s += M.Log(1 + M.Exp(x[i * c + g[i]])) * y[i]; return s;",
        ["labels in as many columns"] = Groups + "i % (k + 1); T s = 0; int c = k + 1, n = x.Length / c; for (int i = 0; i < n; i++) s += M.Log(1 + M.Exp(x[i * c + g[i]])) * y[i]; return s;",
        ["arithmetic of indices"] = Groups + "i % 5; T s = 0; for (int i = 4; i < x.Length; i++) s += M.Exp(x[i - g[i]] / 4) * x[2 * g[i] - g[i - 1] % 1 - g[i]]; return s;",
        ["indices that wrap around"] = Groups + "i * 268435456 * 16 + i; T s = 0; for (int i = 0; i < x.Length; i++) s += M.Exp(x[g[i] + int.MaxValue - k + int.MaxValue + k + 2] / 4) * x[g[i] * 268435456 * 16 + i]; return s;",
        ["in a branch"] = Groups + "i % 3 == 0 ? -1 : i / 2; T s = 0; for (int i = 0; i < x.Length; i++) { if (g[i] >= 0) s += M.Exp(x[g[i]] * z[i] / 4); else s += a * M.Log(2 + x[i] * x[i]); } return s;",
        ["in a branch of numbers"] = Groups + "i / 2; T s = 0; for (int i = 0; i < x.Length; i++) { if (x[i] > a) s += M.Exp(x[g[i]] * z[g[i]] / 4); else s += M.Sin(z[g[i]]); } return s;",
        ["compared"] = Groups + "i % 3; T s = 0; for (int i = 0; i < x.Length; i++) s += g[i] == 1 ? M.Exp(x[i] / 4) : g[i] < k ? M.Sin(x[i]) : g[i] == i ? a * x[i] : x[i]; return s;",
        ["counts"] = Groups + "i % 7 - 2; T s = 0; for (int i = 0; i < x.Length; i++) s += g[i] * x[i] - M.Exp(a * x[i] / 4) + (T)g[i] / (i + 1); return s;",
        ["large counts"] = Groups + "int.MaxValue - i; T s = 0; for (int i = 0; i < x.Length; i++) s += M.Sin((T)g[i] / 1073741824 * x[i]); return s;",
        ["neighbours in a graph"] = Groups + "i / 2; T s = 0; for (int i = 1; i < x.Length; i++) { T d = M.Sqrt(1 + (x[g[i]] - x[g[i - 1]]) * (x[g[i]] - x[g[i - 1]])); s += d * z[i]; } return s;",
        ["written where they are"] = Groups + "i / 2; T[] u = new T[x.Length]; for (int i = 0; i < x.Length; i++) u[g[i]] += M.Exp(x[i] / 4); T s = 0; foreach (T v in u) s += v * v; return s;",
        ["written and read"] = Groups + "(i + 1) % x.Length; for (int i = 0; i < z.Length; i++) z[i] = M.Sin(z[g[i]]) * x[i]; T s = 0; foreach (T v in z) s += v * v; return s;",
        ["overwritten"] = Groups + "i / 2; for (int i = 0; i < z.Length; i++) z[g[i]] = M.Sin(x[i]) * a; T s = 0; foreach (T v in z) s += v * v; return s;",
        ["seen where it throws"] = Groups + "i + k; for (int i = 0; i < z.Length; i++) z[i] = M.Sin(y[g[i]]) * a; T s = 0; foreach (T v in z) s += v * v; return s;",
        ["chosen"] = Groups + "i % 3; T s = 0; for (int i = 0; i < x.Length; i++) s += M.Exp(x[i] / 4) * (g[i] == 1 ? 2 : x[i] > a ? i : g[i] > 1 ? g[i] : -1); return s;",
        ["chosen as an index"] = Groups + "i / 2; T s = 0; for (int i = 0; i < x.Length; i++) { int j = x[i] > a ? g[i] + i - g[i] : z[i] > 0 ? i / 2 * 0 : g[i]; s += M.Exp(x[i] / 4) * z[j]; } return s;",
        ["an index in one branch"] = Groups + "i / 2; T s = 0; for (int i = 0; i < x.Length; i++) { int j = -1; if (x[i] > a) j = g[i]; if (j >= 0) s += M.Exp(x[i] / 4) * z[j]; } return s;",
        ["squares"] = "T s = 0; int n = (int)M.Sqrt((T)x.Length); for (int i = 0; i < n; i++) s += M.Exp(x[i * i] / 4) * x[n * i]; return s;",
        ["a maximum"] = Groups + "i * 5 % x.Length; T s = a; for (int i = 0; i < x.Length; i++) s = M.Max(s, M.Sin(x[g[i]] * z[i])); return s * s;",
    };

    public static TheoryData<string> Names => [.. Bodies.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Vectors_agree_with_the_order_of_the_source(string name) => Agreement.Check(name);

    /// <summary>The forward sweep stays as it is; the reverse sweep knows that the elements are there.</summary>
    [Fact]
    public void What_may_be_seen_where_an_element_is_not_there_is_written_in_order() => Assert.DoesNotContain("Lanes.Store(z", Agreement.Generated(["seen where it throws"]), StringComparison.Ordinal);

    [Fact]
    public void What_must_be_in_vectors_is()
    {
        string[] scalar = ["arithmetic of indices", "written and read", "overwritten", "a maximum", "chosen as an index", "compared", "counts", "large counts", "chosen"];
        Assert.Equal([], Bodies.Keys.Except(scalar).Where(static name => !Agreement.Generated([name]).Contains("Lanes.Gather", StringComparison.Ordinal)));
        Assert.Equal([], scalar[^4..].Where(static name => !Agreement.Generated([name]).Contains("Lanes.LoadWidened", StringComparison.Ordinal)));
        Assert.Equal([], scalar[1..3].Where(static name => Agreement.Generated([name]).Contains("Lanes.Gather", StringComparison.Ordinal)));
    }
}

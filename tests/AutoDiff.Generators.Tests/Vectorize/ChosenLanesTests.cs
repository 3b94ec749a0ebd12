using System.Collections.Generic;
using Xunit;

namespace AutoDiff.Generators.Tests.Vectorize;

/// <summary>What a lane has not chosen leaves nothing in it, not even a NaN: roots and logarithms of what they are not defined for, poles, and elements that only some lanes write; in plain loops,
/// in nests, and in lanes of directions, where an iteration is also written out by hand.</summary>
public sealed class ChosenLanesTests
{
    /// <summary>Bodies of the methods of <see cref="LoopAgreement"/>; T is the type of the numbers, M the class of its mathematics.</summary>
    private static readonly Dictionary<string, string> Bodies = new()
    {
        ["roots"] = "T s = 0; for (int i = 0; i < x.Length; i++) s += x[i] > 0 ? M.Sqrt(x[i]) * y[i] : 0; return s;",
        ["logarithms"] = "T s = 0; for (int i = 0; i < x.Length; i++) { if (x[i] > 0) s += M.Log(x[i]) * y[i]; else s += x[i] * a; } return s;",
        ["numbers only"] = "T s = 0; for (int i = 0; i < x.Length; i++) { if (T.IsNaN(x[i])) continue; s += x[i] * x[i] * y[i]; } return s;",
        ["no poles"] = "T s = 0; for (int i = 0; i < x.Length; i++) { T d = x[i] - y[i]; if (d == 0) continue; s += a / d; } return s;",
        ["ties"] = "T s = 0; for (int i = 0; i < x.Length; i++) s += M.Max(x[i], y[i]) * M.Min(x[i], a) + M.Max(x[i], 0) * M.Max(0, y[i]); return s;",
        ["branches in branches"] = "T s = 0; for (int i = 0; i < x.Length; i++) { T t; if (x[i] > 0) { if (y[i] > 0) t = M.Log(x[i]) / y[i]; else t = M.Sqrt(x[i]); } else t = x[i] > -1 ? M.Sqrt(1 + x[i]) : a * x[i]; s += t * t; } return s;",
        ["written by some"] = "for (int i = 0; i < z.Length; i++) { if (x[i] > 0) z[i] *= M.Sqrt(x[i]); else z[i] += 1 / x[i]; } T s = 0; for (int i = 0; i < z.Length; i++) s += z[i] * z[i]; return s;",
        ["roots in a nest"] = "T s = 0; for (int i = 0; i < x.Length; i++) { T v = x[i]; for (int j = 0; j < 3; j++) v = v > 0 ? M.Sqrt(v) * a : v * v; s += v * y[i]; } return s;",
        ["an array of each"] = "T s = 0; for (int i = 0; i < x.Length; i++) { T[] t = new T[3]; for (int j = 0; j < 3; j++) { if (x[i] > j - 1) t[j] = M.Sqrt(x[i] - j + 1); } s += t[0] * t[1] + t[2] * y[i]; } return s;",
        ["a stack of each"] = "T s = 0; for (int i = 0; i < x.Length; i++) { Span<T> t = stackalloc T[3]; for (int j = 0; j < 3; j++) { if (x[i] > j - 1) t[j] = M.Log(x[i] - j + 1); else t[j] += a; } s += t[0] * t[1] + t[2] * y[i]; } return s;",
        ["skipped in a nest"] = "T s = 0; for (int i = 0; i < x.Length; i++) { T v = a; for (int j = 0; j < 4; j++) { if (x[i] < j - 1) continue; v += M.Sqrt(x[i] - j + 1) * v; } s += v; } return s;",
        ["written out"] = "T s = 0; for (int i = 0; i < x.Length; i++) { T v = x[i]; v = v > 0 ? M.Sqrt(v) * a : v * v; v = v > 0 ? M.Sqrt(v) * a : v * v; v = v > 0 ? M.Log(v + 1) * y[i] : v * v; s += v; } return s;",
        ["distances"] = "int n = x.Length / 3; T s = 0; for (int i = 0; i < n; i++) { T dx = x[3 * i] - y[0], dy = x[3 * i + 1] - y[1], dz = x[3 * i + 2] - y[2]; T q = M.Sqrt(dx * dx + dy * dy + dz * dz); s += q > 0 ? 1 / q : 0; } return s;",
    };

    private static readonly LoopAgreement Agreement = new(Bodies, "", "Gradient", "Jvp", "Hvp", "Hessian");

    public static TheoryData<string> Names => [.. Bodies.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Lanes_agree_with_the_order_of_the_source(string name) => Agreement.Check(name);
}

using System;
using System.Collections.Generic;
using static AutoDiff.Generators.Tests.Traps.Points;

namespace AutoDiff.Generators.Tests.Traps;

/// <summary>Straight lines, branches and conversions.</summary>
internal static class ValueTraps
{
    public static Dictionary<string, Trap> All { get; } = new()
    {
        // accumulators
        ["an accumulator that starts from a constant"] = new("(double x, int n) { double p = 1; for (int i = 0; i < n; i++) p *= x; return p; }", [3.0, 2], [0.5, 1], [0.5, 0]),
        ["a product of sums"] = new("(double x, int n) { double s = 2; for (int i = 0; i < n; i++) s = s * x + i; return s * s; }", [0.9, 3], [0.9, 0]),
        ["a quotient by the parameter"] = new("(double x, int n) { double s = 5; for (int i = 0; i < n; i++) s = s / x; return s; }", [1.3, 4]),
        ["a sine of what it made"] = new("(double x, int n) { double s = 0.5; for (int i = 0; i < n; i++) s = Math.Sin(s * x); return s; }", [1.7, 5]),
        ["a divisor in the line"] = new("(double x, double y) { double s = 0; for (int i = 1; i <= 3; i++) s += x * i / (y * y + i); return s; }", [1.5, 0.4]),
        ["a name used again"] = new("(double x) { x = Math.Sin(x); x = x * x; x = Math.Exp(x); return x; }", [0.8]),
        ["a square as a product"] = new("(double x) { double y = x; return x * y; }", [1.25]),
        ["a value used before and after its change"] = new("(double x) { double y = x; double z = y; y *= x; z += y; y *= z; return y + z; }", [1.25]),
        ["a value assigned within an expression"] = new("(double x) { double y; return (y = x * x) + x * y + (x = y); }", [1.25]),

        // branches
        ["a branch that assigns and one that does not"] = new("(double x, double y) { double z = x; if (y > 0) z = z * y; else if (x > 0) z += x * x; return z * z; }", [0.5, 0.7], [0.5, -0.7], [-0.5, -0.7]),
        ["a nest of branches"] = new("(double x, double y) { double z = y; if (x > 0) { if (y > 0) { z *= x; if (z > 1) z = Math.Log(z); } else z = x * x; } return z + x * z; }", [0.5, 0.7], [2.5, 0.7], [0.5, -0.7], [-0.5, 0.4]),
        ["a switch with shared sections"] = new("(double x, int n) { double y = x; switch (n) { case 0: case 1: y *= x; break; case 2: return y; case > 4: y = Math.Sin(y); break; default: y += 2 * x; break; } return y * y; }", [0.5, 1], [0.5, 2], [0.5, 3], [0.5, 7]),
        ["conditions that stop early"] = new("(double x, double y) { double z = x > 0 && Math.Log(x) > y ? x * y : x - y; if (x < 0 || Math.Sqrt(x) < y) z *= x; return z; }", [0.5, 0.7], [3.0, 0.7], [-0.5, 0.2]),
        ["a long chain of reuse"] = new("(double x) { double y = x; for (int i = 0; i < 20; i++) { double t = y; y = x; x = Math.Sin(t) + 0.5 * y; } return x * y; }", [0.4]),
        ["a tape that a zero adjoint would leave unread"] = new("(double a, double[] z, double t, int n) { int i = 0; while (i <= n) { z[0] = a; a += Math.Log(1.5 + z[0] * z[0]) / (1.5 + t + z[0]); i++; } return 1; }", [0.5, new[] { 0.2 }, 0.7, 3]),

        // conversions
        ["an index that is a step function of the argument"] = new("(double x, ReadOnlySpan<double> y) { int i = (int)(x * 2); return x * y[i] * i; }", [1.2, Y]),
        ["integers that came from numbers"] = new("(double x) { int n = (int)Math.Floor(x * 10); double s = x; for (int i = 0; i < n; i++) s += n * x; return s; }", [0.53]),
        // what is not reached, or not used
        ["dead code outside its domain"] = new("(double x) { double dead = Math.Log(-x * x) + Math.Sqrt(-x); if (double.IsNaN(dead)) x *= 2; return x * x; }", [0.7]),
        ["a pole under a minimum"] = new("(double x) => Math.Min(1 / (x * x), 5) + x;", [0.0], [2.0]),
        ["a root where it is not taken"] = new("(double x) { double y = x > 0 ? Math.Sqrt(x) : 0; if (x > 1) y += Math.Log(x - 1); return y + x; }", [-0.5], [0.5], [1.5]),
        ["an overflow where it is not taken"] = new("(double x) { double y = x > 500 ? Math.Exp(x) * 0 : x * x; return y; }", [10.0]),
        ["a variable set in every branch but never before"] = new("(double x, int n) { double y; if (n == 0) y = x; else if (n == 1) y = x * x; else y = Math.Sin(x); double z; z = y * x; return z; }", [0.7, 0], [0.7, 1], [0.7, 2]),

        // names and reuse
        ["branches in branches that assign the same names"] = new("(double x, double y, int n) { double a = x, b = y; if (n > 0) { a = b * x; if (n > 1) { b = a * a; if (n > 2) a = Math.Sin(b); else b = a + y; } else { (a, b) = (b, a); } b *= a; } else if (n < 0) b = a; return a * b + (n % 2 == 0 ? a : b * b); }", [0.5, 0.7, 0], [0.5, 0.7, 1], [0.5, 0.7, 2], [0.5, 0.7, 3], [0.5, 0.7, -1]),
        ["names that the derivative would use"] = new("(double x, double y) { double dX = x * y, value = dX * dX, seed = value + x, tape = seed * y, dTape = tape * x; return dTape * value + dX; }", [0.5, 0.7]),
        ["an accumulator that starts from a constant in one branch"] = new("(double x, bool c, int n) { double s; if (c) s = 1; else s = x; for (int i = 0; i < n; i++) s *= x; return s; }", [3.0, true, 2], [3.0, false, 2], [3.0, true, 0]),
        ["a constant that an active value replaces later"] = new("(double x, int n) { double w = 2; double s = 0; for (int i = 0; i < n; i++) { s += w * x; w = s; } return s * w; }", [0.8, 3], [0.8, 1]),
        ["a value divided by itself, and taken from itself"] = new("(double x, double y) { double a = x / x, b = y - y, c = a * y + b * x; return c * c / c + (x - y) / (y - x); }", [0.5, 0.7]),
        ["increments within an expression"] = new("(double x) { double y = x; double z = y++ * ++y - y-- * x; return z * y + (-y * +z); }", [0.6]),
        ["a chain of choices"] = new("(double x, double y) => x > y ? y > 0 ? x * y : x / (y - 1) : x > 0 ? Math.Pow(y, x) : Math.Exp(x) * y;", [0.9, 0.7], [0.9, -0.7], [0.5, 0.7], [-0.5, 0.7]),
        ["numbers that are split and put together"] = new("(double x) { int e = 0; double m = x; while (m >= 1) { m /= 2; e++; } while (m < 0.5) { m *= 2; e--; } return Math.Log(m) + e * Math.Log(2) + m; }", [5.3], [0.07]),
        ["the inverse of a root"] = new("(double x, double y) { double r = 1 / Math.Sqrt(x * x + y * y); return r * x + r * r * r * y; }", [0.5, 0.7]),
    };
}

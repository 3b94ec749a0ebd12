using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Maths;
using AutoDiff.Tests.Maths.Oracle;

namespace AutoDiff.Tests.Maths;

/// <summary>The functions of one operand.</summary>
internal static class ElementaryFunctions
{
    private const double Infinity = double.PositiveInfinity;
    private static readonly (double, double) Positive = (double.Epsilon, double.MaxValue);
    private static readonly (double, double) PositiveSingle = (float.Epsilon, float.MaxValue);

    public static readonly IReadOnlyList<ElementaryFunction> All =
    [
        new("Exp", VectorMath.Exp, VectorMath.Exp, Math.Exp, x => Reference.Exp(x), 1.1) { Domain = (-745, 709.7), DomainSingle = (-103, 88.7) },
        new("ExpM1", VectorMath.ExpM1, VectorMath.ExpM1, x => x == 0 ? x : double.ExpM1(x), x => Reference.ExpM1(x), 1.4)
        {
            Domain = (double.MinValue, 709.7),
            DomainSingle = (float.MinValue, 88.7),
            Core = (-2, 2),
        },
        new("Exp2", VectorMath.Exp2, VectorMath.Exp2, double.Exp2, x => Reference.Exp2(x), 1.7)
        {
            Domain = (-1074, 1023.9),
            DomainSingle = (-149, 127.9),
        },
        new("Exp10", VectorMath.Exp10, VectorMath.Exp10, double.Exp10, Reference.Exp10, 1.7) { Domain = (-323, 308.2), DomainSingle = (-44, 38.5) },
        new("Log", VectorMath.Log, VectorMath.Log, Math.Log, x => Reference.Log(x), 0.9)
        {
            Domain = Positive, DomainSingle = PositiveSingle, Core = (0.1, 3),
        },
        new("Log2", VectorMath.Log2, VectorMath.Log2, Math.Log2, Reference.Log2, 0.9)
        {
            Domain = Positive, DomainSingle = PositiveSingle, Core = (0.1, 3),
        },
        new("Log10", VectorMath.Log10, VectorMath.Log10, Math.Log10, Reference.Log10, 0.9)
        {
            Domain = Positive, DomainSingle = PositiveSingle, Core = (0.1, 3),
        },
        new("LogP1", VectorMath.LogP1, VectorMath.LogP1, x => x == 0 ? x : double.LogP1(x), x => Reference.LogP1(x), 0.9)
        {
            Domain = (-0.9999999, double.MaxValue),
            DomainSingle = (-0.9999999, float.MaxValue),
            Core = (-0.9, 2),
        },

        new("Sigmoid", VectorMath.Sigmoid, VectorMath.Sigmoid, x => 1 / (1 + Math.Exp(-x)), Reference.Sigmoid, 2)
        {
            Domain = (-745, double.MaxValue),
            DomainSingle = (-103, float.MaxValue),
            Core = (-5, 5),
        },
        new("Softplus", VectorMath.Softplus, VectorMath.Softplus, x => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x))), Reference.Softplus, 1.7)
        {
            Domain = (-745, double.MaxValue),
            DomainSingle = (-103, float.MaxValue),
            Core = (-5, 5),
        },

        new("Tanh", VectorMath.Tanh, VectorMath.Tanh, Math.Tanh, Reference.Tanh, 3) { Domain = (-25, 25), DomainSingle = (-12, 12), Core = (-2, 2) },
        new("Sinh", VectorMath.Sinh, VectorMath.Sinh, Math.Sinh, Reference.Sinh, 2.6)
        {
            Domain = (-710.4, 710.4),
            DomainSingle = (-89.4, 89.4),
            Core = (-2, 2),
        },
        new("Cosh", VectorMath.Cosh, VectorMath.Cosh, Math.Cosh, Reference.Cosh, 1.4)
        {
            Domain = (-710.4, 710.4),
            DomainSingle = (-89.4, 89.4),
            Core = (-2, 2),
        },
        new("Asinh", VectorMath.Asinh, VectorMath.Asinh, Math.Asinh, Reference.Asinh, 1.8) { Core = (-2, 2) },
        new("Acosh", VectorMath.Acosh, VectorMath.Acosh, Math.Acosh, Reference.Acosh, 2.2)
        {
            Domain = (1, double.MaxValue),
            DomainSingle = (1, float.MaxValue),
            Core = (1, 3),
        },
        new("Atanh", VectorMath.Atanh, VectorMath.Atanh, Math.Atanh, Reference.Atanh, 2.2)
        {
            Domain = (-0.9999999, 0.9999999),
            DomainSingle = (-0.9999999, 0.9999999),
            Core = (-0.99, 0.99),
        },

        new("Sin", VectorMath.Sin, VectorMath.Sin, Math.Sin, Reference.Sin, 0.9) { Domain = (-1e9, 1e9), DomainSingle = (-65000, 65000) },
        new("Cos", VectorMath.Cos, VectorMath.Cos, Math.Cos, Reference.Cos, 0.9) { Domain = (-1e9, 1e9), DomainSingle = (-65000, 65000) },
        new("Tan", VectorMath.Tan, VectorMath.Tan, Math.Tan, Reference.Tan, 2.3) { Domain = (-1e9, 1e9), DomainSingle = (-65000, 65000) },
        new("SinCos.Sin", x => VectorMath.SinCos(x).Sin, x => VectorMath.SinCos(x).Sin, Math.Sin, Reference.Sin, 0.9)
        {
            Domain = (-1e9, 1e9),
            DomainSingle = (-65000, 65000),
        },
        new("SinCos.Cos", x => VectorMath.SinCos(x).Cos, x => VectorMath.SinCos(x).Cos, Math.Cos, Reference.Cos, 0.9)
        {
            Domain = (-1e9, 1e9),
            DomainSingle = (-65000, 65000),
        },
        new("Asin", VectorMath.Asin, VectorMath.Asin, Math.Asin, Reference.Asin, 1.2) { Domain = (-1, 1), DomainSingle = (-1, 1), Core = (-1, 1) },
        new("Acos", VectorMath.Acos, VectorMath.Acos, Math.Acos, Reference.Acos, 1.2) { Domain = (-1, 1), DomainSingle = (-1, 1), Core = (-1, 1) },
        new("Atan", VectorMath.Atan, VectorMath.Atan, Math.Atan, x => Reference.Atan(x), 2) { Core = (-4, 4) },

        new("Cbrt", VectorMath.Cbrt, VectorMath.Cbrt, Math.Cbrt, Reference.Cbrt, 0.6),

        new("Erf", VectorMath.Erf, VectorMath.Erf, x => Limits(x, -1, x, 1), Reference.Erf, 1.3) { Core = (-4, 4) },
        new("Erfc", VectorMath.Erfc, VectorMath.Erfc, x => Limits(x, 2, 1, 0), Reference.Erfc, 1.5)
        {
            Domain = (double.MinValue, 26.5),
            DomainSingle = (float.MinValue, 10),
            Core = (-4, 4),
        },
        new("NormalCdf", VectorMath.NormalCdf, VectorMath.NormalCdf, x => Limits(x, 0, 0.5, 1), Reference.NormalCdf, 1.7)
        {
            Domain = (-37.5, double.MaxValue),
            DomainSingle = (-14, float.MaxValue),
            Core = (-5, 5),
        },
        new("Gelu", VectorMath.Gelu, VectorMath.Gelu, x => Limits(x, -0.0, x, Infinity), Reference.Gelu, 2.1)
        {
            Domain = (-37.5, double.MaxValue),
            DomainSingle = (-14, float.MaxValue),
            Core = (-5, 5),
        },
    ];

    public static ElementaryFunction Named(string name) => All.Single(function => function.Name == name);

    /// <summary>What is only reached at the ends of the domain, beyond it and at zero.</summary>
    private static double Limits(double x, double below, double atZero, double above) => x switch
    {
        double.NaN => x,
        0 => atZero,
        > 0 => above,
        _ => below,
    };
}

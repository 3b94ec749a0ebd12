namespace AutoDiff.Generators.Primitives;

/// <summary>The functions that rules are written with, on terms: <c>using static</c>, and the rule of Sin reads <c>Cos(x)</c>.</summary>
internal static class TermFunctions
{
    public static Term Exp(Term x) => Term.Call(Exponentials.Exp, x);
    public static Term Exp2(Term x) => Term.Call(Exponentials.Exp2, x);
    public static Term Exp10(Term x) => Term.Call(Exponentials.Exp10, x);
    public static Term Log(Term x) => Term.Call(Exponentials.Log, x);

    public static Term Sqrt(Term x) => Term.Call(Powers.Sqrt, x);
    public static Term Pow(Term x, Term p) => Term.Call(Powers.Pow, x, p);
    public static Term Hypot(Term x, Term y) => Term.Call(Powers.Hypot, x, y);

    public static Term Sin(Term x) => Term.Call(Trigonometry.Sin, x);
    public static Term Cos(Term x) => Term.Call(Trigonometry.Cos, x);
    public static Term SinPi(Term x) => Term.Call(Trigonometry.SinPi, x);
    public static Term CosPi(Term x) => Term.Call(Trigonometry.CosPi, x);
    public static Term Sinh(Term x) => Term.Call(Hyperbolics.Sinh, x);
    public static Term Cosh(Term x) => Term.Call(Hyperbolics.Cosh, x);

    public static Term Sigmoid(Term x) => Term.Call(Definitions.Sigmoid, x);
    public static Term Norm(Term squares) => Term.Call(Definitions.Norm, squares);

    public static Term Abs(Term x) => Term.Call(Selection.Abs, x);
    public static Term Max(Term x, Term y) => Term.Call(Selection.Max, x, y);
    public static Term Min(Term x, Term y) => Term.Call(Selection.Min, x, y);
    public static Term CopySign(Term x, Term sign) => Term.Call(Selection.CopySign, x, sign);
    public static Term ScaleB(Term x, Term n) => Term.Call(Rounding.ScaleB, x, n);
    public static Term StopGradient(Term x) => Term.Call(Arithmetic.StopGradient, x);
}

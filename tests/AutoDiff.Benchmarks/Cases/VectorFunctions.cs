using System;
using System.Numerics;
using System.Numerics.Tensors;
using AutoDiff.Maths;

namespace AutoDiff.Benchmarks.Cases;

/// <summary>A function of vectors, as a type so that it is inlined into the loop that calls it, and what it is measured beside.</summary>
internal interface IVectorFunction<T>
    where T : unmanaged
{
    static abstract Vector<T> Of(Vector<T> x);

    /// <summary>The scalar function, or null.</summary>
    static virtual Func<T, T>? Scalar => null;

    /// <summary>The function of whole arrays, or null.</summary>
    static virtual Action<T[], T[]>? Tensor => null;
}

internal readonly struct ExpFunction : IVectorFunction<double>, IVectorFunction<float>
{
    static Vector<double> IVectorFunction<double>.Of(Vector<double> x) => VectorMath.Exp(x);

    static Vector<float> IVectorFunction<float>.Of(Vector<float> x) => VectorMath.Exp(x);

    static Func<double, double> IVectorFunction<double>.Scalar => double.Exp;

    static Func<float, float> IVectorFunction<float>.Scalar => float.Exp;

    static Action<double[], double[]> IVectorFunction<double>.Tensor => static (x, y) => TensorPrimitives.Exp<double>(x, y);

    static Action<float[], float[]> IVectorFunction<float>.Tensor => static (x, y) => TensorPrimitives.Exp<float>(x, y);
}

internal readonly struct Exp2Function : IVectorFunction<double>, IVectorFunction<float>
{
    static Vector<double> IVectorFunction<double>.Of(Vector<double> x) => VectorMath.Exp2(x);

    static Vector<float> IVectorFunction<float>.Of(Vector<float> x) => VectorMath.Exp2(x);

    static Func<double, double> IVectorFunction<double>.Scalar => double.Exp2;

    static Func<float, float> IVectorFunction<float>.Scalar => float.Exp2;

    static Action<double[], double[]> IVectorFunction<double>.Tensor => static (x, y) => TensorPrimitives.Exp2<double>(x, y);

    static Action<float[], float[]> IVectorFunction<float>.Tensor => static (x, y) => TensorPrimitives.Exp2<float>(x, y);
}

internal readonly struct Exp10Function : IVectorFunction<double>, IVectorFunction<float>
{
    static Vector<double> IVectorFunction<double>.Of(Vector<double> x) => VectorMath.Exp10(x);

    static Vector<float> IVectorFunction<float>.Of(Vector<float> x) => VectorMath.Exp10(x);

    static Func<double, double> IVectorFunction<double>.Scalar => double.Exp10;

    static Func<float, float> IVectorFunction<float>.Scalar => float.Exp10;

    static Action<double[], double[]> IVectorFunction<double>.Tensor => static (x, y) => TensorPrimitives.Exp10<double>(x, y);

    static Action<float[], float[]> IVectorFunction<float>.Tensor => static (x, y) => TensorPrimitives.Exp10<float>(x, y);
}

internal readonly struct ExpM1Function : IVectorFunction<double>, IVectorFunction<float>
{
    static Vector<double> IVectorFunction<double>.Of(Vector<double> x) => VectorMath.ExpM1(x);

    static Vector<float> IVectorFunction<float>.Of(Vector<float> x) => VectorMath.ExpM1(x);

    static Func<double, double> IVectorFunction<double>.Scalar => double.ExpM1;

    static Func<float, float> IVectorFunction<float>.Scalar => float.ExpM1;

    static Action<double[], double[]> IVectorFunction<double>.Tensor => static (x, y) => TensorPrimitives.ExpM1<double>(x, y);

    static Action<float[], float[]> IVectorFunction<float>.Tensor => static (x, y) => TensorPrimitives.ExpM1<float>(x, y);
}

internal readonly struct LogFunction : IVectorFunction<double>, IVectorFunction<float>
{
    static Vector<double> IVectorFunction<double>.Of(Vector<double> x) => VectorMath.Log(x);

    static Vector<float> IVectorFunction<float>.Of(Vector<float> x) => VectorMath.Log(x);

    static Func<double, double> IVectorFunction<double>.Scalar => double.Log;

    static Func<float, float> IVectorFunction<float>.Scalar => float.Log;

    static Action<double[], double[]> IVectorFunction<double>.Tensor => static (x, y) => TensorPrimitives.Log<double>(x, y);

    static Action<float[], float[]> IVectorFunction<float>.Tensor => static (x, y) => TensorPrimitives.Log<float>(x, y);
}

internal readonly struct Log2Function : IVectorFunction<double>, IVectorFunction<float>
{
    static Vector<double> IVectorFunction<double>.Of(Vector<double> x) => VectorMath.Log2(x);

    static Vector<float> IVectorFunction<float>.Of(Vector<float> x) => VectorMath.Log2(x);

    static Func<double, double> IVectorFunction<double>.Scalar => double.Log2;

    static Func<float, float> IVectorFunction<float>.Scalar => float.Log2;

    static Action<double[], double[]> IVectorFunction<double>.Tensor => static (x, y) => TensorPrimitives.Log2<double>(x, y);

    static Action<float[], float[]> IVectorFunction<float>.Tensor => static (x, y) => TensorPrimitives.Log2<float>(x, y);
}

internal readonly struct Log10Function : IVectorFunction<double>, IVectorFunction<float>
{
    static Vector<double> IVectorFunction<double>.Of(Vector<double> x) => VectorMath.Log10(x);

    static Vector<float> IVectorFunction<float>.Of(Vector<float> x) => VectorMath.Log10(x);

    static Func<double, double> IVectorFunction<double>.Scalar => double.Log10;

    static Func<float, float> IVectorFunction<float>.Scalar => float.Log10;

    static Action<double[], double[]> IVectorFunction<double>.Tensor => static (x, y) => TensorPrimitives.Log10<double>(x, y);

    static Action<float[], float[]> IVectorFunction<float>.Tensor => static (x, y) => TensorPrimitives.Log10<float>(x, y);
}

internal readonly struct LogP1Function : IVectorFunction<double>, IVectorFunction<float>
{
    static Vector<double> IVectorFunction<double>.Of(Vector<double> x) => VectorMath.LogP1(x);

    static Vector<float> IVectorFunction<float>.Of(Vector<float> x) => VectorMath.LogP1(x);

    static Func<double, double> IVectorFunction<double>.Scalar => double.LogP1;

    static Func<float, float> IVectorFunction<float>.Scalar => float.LogP1;

    static Action<double[], double[]> IVectorFunction<double>.Tensor => static (x, y) => TensorPrimitives.LogP1<double>(x, y);

    static Action<float[], float[]> IVectorFunction<float>.Tensor => static (x, y) => TensorPrimitives.LogP1<float>(x, y);
}

internal readonly struct SigmoidFunction : IVectorFunction<double>, IVectorFunction<float>
{
    static Vector<double> IVectorFunction<double>.Of(Vector<double> x) => VectorMath.Sigmoid(x);

    static Vector<float> IVectorFunction<float>.Of(Vector<float> x) => VectorMath.Sigmoid(x);

    static Func<double, double> IVectorFunction<double>.Scalar => static x => 1 / (1 + double.Exp(-x));

    static Func<float, float> IVectorFunction<float>.Scalar => static x => 1 / (1 + float.Exp(-x));

    static Action<double[], double[]> IVectorFunction<double>.Tensor => static (x, y) => TensorPrimitives.Sigmoid<double>(x, y);

    static Action<float[], float[]> IVectorFunction<float>.Tensor => static (x, y) => TensorPrimitives.Sigmoid<float>(x, y);
}

internal readonly struct SoftplusFunction : IVectorFunction<double>, IVectorFunction<float>
{
    static Vector<double> IVectorFunction<double>.Of(Vector<double> x) => VectorMath.Softplus(x);

    static Vector<float> IVectorFunction<float>.Of(Vector<float> x) => VectorMath.Softplus(x);

    static Func<double, double> IVectorFunction<double>.Scalar => static x => double.Max(x, 0) + double.LogP1(double.Exp(-double.Abs(x)));

    static Func<float, float> IVectorFunction<float>.Scalar => static x => float.Max(x, 0) + float.LogP1(float.Exp(-float.Abs(x)));
}

internal readonly struct TanhFunction : IVectorFunction<double>, IVectorFunction<float>
{
    static Vector<double> IVectorFunction<double>.Of(Vector<double> x) => VectorMath.Tanh(x);

    static Vector<float> IVectorFunction<float>.Of(Vector<float> x) => VectorMath.Tanh(x);

    static Func<double, double> IVectorFunction<double>.Scalar => double.Tanh;

    static Func<float, float> IVectorFunction<float>.Scalar => float.Tanh;

    static Action<double[], double[]> IVectorFunction<double>.Tensor => static (x, y) => TensorPrimitives.Tanh<double>(x, y);

    static Action<float[], float[]> IVectorFunction<float>.Tensor => static (x, y) => TensorPrimitives.Tanh<float>(x, y);
}

internal readonly struct SinhFunction : IVectorFunction<double>, IVectorFunction<float>
{
    static Vector<double> IVectorFunction<double>.Of(Vector<double> x) => VectorMath.Sinh(x);

    static Vector<float> IVectorFunction<float>.Of(Vector<float> x) => VectorMath.Sinh(x);

    static Func<double, double> IVectorFunction<double>.Scalar => double.Sinh;

    static Func<float, float> IVectorFunction<float>.Scalar => float.Sinh;

    static Action<double[], double[]> IVectorFunction<double>.Tensor => static (x, y) => TensorPrimitives.Sinh<double>(x, y);

    static Action<float[], float[]> IVectorFunction<float>.Tensor => static (x, y) => TensorPrimitives.Sinh<float>(x, y);
}

internal readonly struct CoshFunction : IVectorFunction<double>, IVectorFunction<float>
{
    static Vector<double> IVectorFunction<double>.Of(Vector<double> x) => VectorMath.Cosh(x);

    static Vector<float> IVectorFunction<float>.Of(Vector<float> x) => VectorMath.Cosh(x);

    static Func<double, double> IVectorFunction<double>.Scalar => double.Cosh;

    static Func<float, float> IVectorFunction<float>.Scalar => float.Cosh;

    static Action<double[], double[]> IVectorFunction<double>.Tensor => static (x, y) => TensorPrimitives.Cosh<double>(x, y);

    static Action<float[], float[]> IVectorFunction<float>.Tensor => static (x, y) => TensorPrimitives.Cosh<float>(x, y);
}

internal readonly struct AsinhFunction : IVectorFunction<double>, IVectorFunction<float>
{
    static Vector<double> IVectorFunction<double>.Of(Vector<double> x) => VectorMath.Asinh(x);

    static Vector<float> IVectorFunction<float>.Of(Vector<float> x) => VectorMath.Asinh(x);

    static Func<double, double> IVectorFunction<double>.Scalar => double.Asinh;

    static Func<float, float> IVectorFunction<float>.Scalar => float.Asinh;

    static Action<double[], double[]> IVectorFunction<double>.Tensor => static (x, y) => TensorPrimitives.Asinh<double>(x, y);

    static Action<float[], float[]> IVectorFunction<float>.Tensor => static (x, y) => TensorPrimitives.Asinh<float>(x, y);
}

internal readonly struct AcoshFunction : IVectorFunction<double>, IVectorFunction<float>
{
    static Vector<double> IVectorFunction<double>.Of(Vector<double> x) => VectorMath.Acosh(x);

    static Vector<float> IVectorFunction<float>.Of(Vector<float> x) => VectorMath.Acosh(x);

    static Func<double, double> IVectorFunction<double>.Scalar => double.Acosh;

    static Func<float, float> IVectorFunction<float>.Scalar => float.Acosh;

    static Action<double[], double[]> IVectorFunction<double>.Tensor => static (x, y) => TensorPrimitives.Acosh<double>(x, y);

    static Action<float[], float[]> IVectorFunction<float>.Tensor => static (x, y) => TensorPrimitives.Acosh<float>(x, y);
}

internal readonly struct AtanhFunction : IVectorFunction<double>, IVectorFunction<float>
{
    static Vector<double> IVectorFunction<double>.Of(Vector<double> x) => VectorMath.Atanh(x);

    static Vector<float> IVectorFunction<float>.Of(Vector<float> x) => VectorMath.Atanh(x);

    static Func<double, double> IVectorFunction<double>.Scalar => double.Atanh;

    static Func<float, float> IVectorFunction<float>.Scalar => float.Atanh;

    static Action<double[], double[]> IVectorFunction<double>.Tensor => static (x, y) => TensorPrimitives.Atanh<double>(x, y);

    static Action<float[], float[]> IVectorFunction<float>.Tensor => static (x, y) => TensorPrimitives.Atanh<float>(x, y);
}

internal readonly struct SinFunction : IVectorFunction<double>, IVectorFunction<float>
{
    static Vector<double> IVectorFunction<double>.Of(Vector<double> x) => VectorMath.Sin(x);

    static Vector<float> IVectorFunction<float>.Of(Vector<float> x) => VectorMath.Sin(x);

    static Func<double, double> IVectorFunction<double>.Scalar => double.Sin;

    static Func<float, float> IVectorFunction<float>.Scalar => float.Sin;

    static Action<double[], double[]> IVectorFunction<double>.Tensor => static (x, y) => TensorPrimitives.Sin<double>(x, y);

    static Action<float[], float[]> IVectorFunction<float>.Tensor => static (x, y) => TensorPrimitives.Sin<float>(x, y);
}

internal readonly struct CosFunction : IVectorFunction<double>, IVectorFunction<float>
{
    static Vector<double> IVectorFunction<double>.Of(Vector<double> x) => VectorMath.Cos(x);

    static Vector<float> IVectorFunction<float>.Of(Vector<float> x) => VectorMath.Cos(x);

    static Func<double, double> IVectorFunction<double>.Scalar => double.Cos;

    static Func<float, float> IVectorFunction<float>.Scalar => float.Cos;

    static Action<double[], double[]> IVectorFunction<double>.Tensor => static (x, y) => TensorPrimitives.Cos<double>(x, y);

    static Action<float[], float[]> IVectorFunction<float>.Tensor => static (x, y) => TensorPrimitives.Cos<float>(x, y);
}

internal readonly struct TanFunction : IVectorFunction<double>, IVectorFunction<float>
{
    static Vector<double> IVectorFunction<double>.Of(Vector<double> x) => VectorMath.Tan(x);

    static Vector<float> IVectorFunction<float>.Of(Vector<float> x) => VectorMath.Tan(x);

    static Func<double, double> IVectorFunction<double>.Scalar => double.Tan;

    static Func<float, float> IVectorFunction<float>.Scalar => float.Tan;

    static Action<double[], double[]> IVectorFunction<double>.Tensor => static (x, y) => TensorPrimitives.Tan<double>(x, y);

    static Action<float[], float[]> IVectorFunction<float>.Tensor => static (x, y) => TensorPrimitives.Tan<float>(x, y);
}

internal readonly struct AsinFunction : IVectorFunction<double>, IVectorFunction<float>
{
    static Vector<double> IVectorFunction<double>.Of(Vector<double> x) => VectorMath.Asin(x);

    static Vector<float> IVectorFunction<float>.Of(Vector<float> x) => VectorMath.Asin(x);

    static Func<double, double> IVectorFunction<double>.Scalar => double.Asin;

    static Func<float, float> IVectorFunction<float>.Scalar => float.Asin;

    static Action<double[], double[]> IVectorFunction<double>.Tensor => static (x, y) => TensorPrimitives.Asin<double>(x, y);

    static Action<float[], float[]> IVectorFunction<float>.Tensor => static (x, y) => TensorPrimitives.Asin<float>(x, y);
}

internal readonly struct AcosFunction : IVectorFunction<double>, IVectorFunction<float>
{
    static Vector<double> IVectorFunction<double>.Of(Vector<double> x) => VectorMath.Acos(x);

    static Vector<float> IVectorFunction<float>.Of(Vector<float> x) => VectorMath.Acos(x);

    static Func<double, double> IVectorFunction<double>.Scalar => double.Acos;

    static Func<float, float> IVectorFunction<float>.Scalar => float.Acos;

    static Action<double[], double[]> IVectorFunction<double>.Tensor => static (x, y) => TensorPrimitives.Acos<double>(x, y);

    static Action<float[], float[]> IVectorFunction<float>.Tensor => static (x, y) => TensorPrimitives.Acos<float>(x, y);
}

internal readonly struct AtanFunction : IVectorFunction<double>, IVectorFunction<float>
{
    static Vector<double> IVectorFunction<double>.Of(Vector<double> x) => VectorMath.Atan(x);

    static Vector<float> IVectorFunction<float>.Of(Vector<float> x) => VectorMath.Atan(x);

    static Func<double, double> IVectorFunction<double>.Scalar => double.Atan;

    static Func<float, float> IVectorFunction<float>.Scalar => float.Atan;

    static Action<double[], double[]> IVectorFunction<double>.Tensor => static (x, y) => TensorPrimitives.Atan<double>(x, y);

    static Action<float[], float[]> IVectorFunction<float>.Tensor => static (x, y) => TensorPrimitives.Atan<float>(x, y);
}

internal readonly struct CbrtFunction : IVectorFunction<double>, IVectorFunction<float>
{
    static Vector<double> IVectorFunction<double>.Of(Vector<double> x) => VectorMath.Cbrt(x);

    static Vector<float> IVectorFunction<float>.Of(Vector<float> x) => VectorMath.Cbrt(x);

    static Func<double, double> IVectorFunction<double>.Scalar => double.Cbrt;

    static Func<float, float> IVectorFunction<float>.Scalar => float.Cbrt;

    static Action<double[], double[]> IVectorFunction<double>.Tensor => static (x, y) => TensorPrimitives.Cbrt<double>(x, y);

    static Action<float[], float[]> IVectorFunction<float>.Tensor => static (x, y) => TensorPrimitives.Cbrt<float>(x, y);
}

internal readonly struct ErfFunction : IVectorFunction<double>, IVectorFunction<float>
{
    static Vector<double> IVectorFunction<double>.Of(Vector<double> x) => VectorMath.Erf(x);

    static Vector<float> IVectorFunction<float>.Of(Vector<float> x) => VectorMath.Erf(x);
}

internal readonly struct ErfcFunction : IVectorFunction<double>, IVectorFunction<float>
{
    static Vector<double> IVectorFunction<double>.Of(Vector<double> x) => VectorMath.Erfc(x);

    static Vector<float> IVectorFunction<float>.Of(Vector<float> x) => VectorMath.Erfc(x);
}

internal readonly struct NormalCdfFunction : IVectorFunction<double>, IVectorFunction<float>
{
    static Vector<double> IVectorFunction<double>.Of(Vector<double> x) => VectorMath.NormalCdf(x);

    static Vector<float> IVectorFunction<float>.Of(Vector<float> x) => VectorMath.NormalCdf(x);
}

internal readonly struct GeluFunction : IVectorFunction<double>, IVectorFunction<float>
{
    static Vector<double> IVectorFunction<double>.Of(Vector<double> x) => VectorMath.Gelu(x);

    static Vector<float> IVectorFunction<float>.Of(Vector<float> x) => VectorMath.Gelu(x);
}

/// <summary>With the second operand 1.7.</summary>
internal readonly struct PowFunction : IVectorFunction<double>, IVectorFunction<float>
{
    static Vector<double> IVectorFunction<double>.Of(Vector<double> x) => VectorMath.Pow(x, Vector.Create(1.7));

    static Vector<float> IVectorFunction<float>.Of(Vector<float> x) => VectorMath.Pow(x, Vector.Create(1.7f));

    static Func<double, double> IVectorFunction<double>.Scalar => static x => double.Pow(x, 1.7);

    static Func<float, float> IVectorFunction<float>.Scalar => static x => float.Pow(x, 1.7f);

    static Action<double[], double[]> IVectorFunction<double>.Tensor => static (x, y) => TensorPrimitives.Pow<double>(x, 1.7, y);

    static Action<float[], float[]> IVectorFunction<float>.Tensor => static (x, y) => TensorPrimitives.Pow<float>(x, 1.7f, y);
}

/// <summary>With the second operand 1.7.</summary>
internal readonly struct Atan2Function : IVectorFunction<double>, IVectorFunction<float>
{
    static Vector<double> IVectorFunction<double>.Of(Vector<double> x) => VectorMath.Atan2(x, Vector.Create(1.7));

    static Vector<float> IVectorFunction<float>.Of(Vector<float> x) => VectorMath.Atan2(x, Vector.Create(1.7f));

    static Func<double, double> IVectorFunction<double>.Scalar => static x => double.Atan2(x, 1.7);

    static Func<float, float> IVectorFunction<float>.Scalar => static x => float.Atan2(x, 1.7f);

    static Action<double[], double[]> IVectorFunction<double>.Tensor => static (x, y) => TensorPrimitives.Atan2<double>(x, 1.7, y);

    static Action<float[], float[]> IVectorFunction<float>.Tensor => static (x, y) => TensorPrimitives.Atan2<float>(x, 1.7f, y);
}

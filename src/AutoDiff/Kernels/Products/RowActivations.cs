using System;
using System.Numerics;

namespace AutoDiff.Products;

/// <summary>Activations of the rows of a matrix whose elements stand beside each other, and their derivatives.</summary>
internal static unsafe class RowActivations<T>
    where T : unmanaged
{
    /// <summary>x ← φ(x).</summary>
    public static void Apply(Activation activation, nint rows, nint columns, in MatrixView<T> x)
    {
        switch (activation)
        {
            case Activation.None: break;
            case Activation.Relu: Apply<Rectifier<T>>(rows, columns, x); break;
            case Activation.Sigmoid: Apply<Logistic<T>>(rows, columns, x); break;
            case Activation.Tanh: Apply<HyperbolicTangent<T>>(rows, columns, x); break;
            default: throw new ArgumentOutOfRangeException(nameof(activation));
        }
    }

    /// <summary>d ← φ′(x)·d. Its columns are added to the sums, if there are any.</summary>
    public static void Pull(Activation activation, nint rows, nint columns, in MatrixView<T> y, in MatrixView<T> d, T* sums)
    {
        switch (activation)
        {
            case Activation.None: Pull<Identity<T>>(rows, columns, d, d, sums); break;
            case Activation.Relu: Pull<Rectifier<T>>(rows, columns, y, d, sums); break;
            case Activation.Sigmoid: Pull<Logistic<T>>(rows, columns, y, d, sums); break;
            case Activation.Tanh: Pull<HyperbolicTangent<T>>(rows, columns, y, d, sums); break;
            default: throw new ArgumentOutOfRangeException(nameof(activation));
        }
    }

    /// <summary>The tangent of <see cref="Pull(Activation, nint, nint, in MatrixView{T}, in MatrixView{T}, T*)"/> where that of y is vY: vD ← φ′(x)·vD + g′(y)·vY·d. Its columns are added to the sums, if there are any.</summary>
    public static void PullTangent(Activation activation, nint rows, nint columns, in MatrixView<T> y, in MatrixView<T> vY, in MatrixView<T> d, in MatrixView<T> vD, T* sums)
    {
        switch (activation)
        {
            case Activation.None: PullTangent<Identity<T>>(rows, columns, y, vY, d, vD, sums); break;
            case Activation.Relu: PullTangent<Rectifier<T>>(rows, columns, y, vY, d, vD, sums); break;
            case Activation.Sigmoid: PullTangent<Logistic<T>>(rows, columns, y, vY, d, vD, sums); break;
            case Activation.Tanh: PullTangent<HyperbolicTangent<T>>(rows, columns, y, vY, d, vD, sums); break;
            default: throw new ArgumentOutOfRangeException(nameof(activation));
        }
    }

    // What is behind the last whole vector goes through one, element by element, so that its bits do not depend on where an element stands.
    private static void Apply<TActivation>(nint rows, nint columns, in MatrixView<T> x)
        where TActivation : struct, IActivation<T>
    {
        for (nint i = 0; i < rows; i++)
        {
            T* row = x.At(i, 0);
            nint j = 0;
            for (; j <= columns - Vector<T>.Count; j += Vector<T>.Count) Vector.Store(TActivation.Of(Vector.Load(row + j)), row + j);
            for (; j < columns; j++) row[j] = TActivation.Of(Vector.Create(row[j]))[0];
        }
    }

    private static void Pull<TActivation>(nint rows, nint columns, in MatrixView<T> y, in MatrixView<T> d, T* sums)
        where TActivation : struct, IActivation<T>
    {
        for (nint i = 0; i < rows; i++)
        {
            T* result = y.At(i, 0), adjoint = d.At(i, 0);
            nint j = 0;
            for (; j <= columns - Vector<T>.Count; j += Vector<T>.Count)
            {
                Vector<T> pulled = TActivation.Pull(Vector.Load(result + j), Vector.Load(adjoint + j));
                Vector.Store(pulled, adjoint + j);
                if (sums != null) Vector.Store(Vector.Load(sums + j) + pulled, sums + j);
            }

            for (; j < columns; j++)
            {
                Vector<T> pulled = TActivation.Pull(Vector.Create(result[j]), Vector.Create(adjoint[j]));
                adjoint[j] = pulled[0];
                if (sums != null) sums[j] = (Vector.Create(sums[j]) + pulled)[0];
            }
        }
    }

    private static void PullTangent<TActivation>(nint rows, nint columns, in MatrixView<T> y, in MatrixView<T> vY, in MatrixView<T> d, in MatrixView<T> vD, T* sums)
        where TActivation : struct, IActivation<T>
    {
        for (nint i = 0; i < rows; i++)
        {
            T* result = y.At(i, 0), push = vY.At(i, 0), adjoint = d.At(i, 0), tangent = vD.At(i, 0);
            for (nint j = 0; j < columns; j++)
            {
                Vector<T> value = Vector.Create(result[j]);
                Vector<T> pulled = TActivation.Pull(value, Vector.Create(tangent[j])) + TActivation.Bend(value, Vector.Create(push[j]), Vector.Create(adjoint[j]));
                tangent[j] = pulled[0];
                if (sums != null) sums[j] = (Vector.Create(sums[j]) + pulled)[0];
            }
        }
    }
}

using System;

namespace AutoDiff.Tests.Gradients;

/// <summary>Methods in which values decide the way.</summary>
public static partial class Branches
{
    [Differentiable]
    public static double RunningMaximum(ReadOnlySpan<double> x)
    {
        double max = double.NegativeInfinity, sum = 0;
        foreach (double value in x)
        {
            if (value > max)
            {
                max = value;
            }

            sum += max * max;
        }

        return sum;
    }

    [Differentiable]
    public static double Product(ReadOnlySpan<double> x)
    {
        double product = 1;
        foreach (double value in x)
        {
            product *= value;
        }

        return product;
    }

    [Differentiable]
    public static double Huber(ReadOnlySpan<double> residuals, double width)
    {
        double sum = 0;
        for (int i = 0; i < residuals.Length; i++)
        {
            double r = Math.Abs(residuals[i]);
            if (r <= width)
            {
                sum += 0.5 * r * r;
            }
            else
            {
                sum += width * (r - 0.5 * width);
            }
        }

        return sum;
    }

    [Differentiable]
    public static double Hinge(ReadOnlySpan<double> score, [NoGradient] ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int i = 0; i < score.Length; i++)
        {
            double margin = 1 - y[i] * score[i];
            sum += margin > 0 ? margin * margin : 0;
        }

        return sum;
    }

    [Differentiable]
    public static double Piecewise(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] switch
            {
                < -1 => -x[i],
                < 0 => x[i] * x[i],
                < 1 => Math.Sin(x[i]),
                _ => Math.Log(x[i]),
            };
        }

        return sum;
    }

    [Differentiable]
    public static double Kinds(ReadOnlySpan<double> x, ReadOnlySpan<int> kinds)
    {
        double sum = 1;
        for (int i = 0; i < x.Length; i++)
        {
            switch (kinds[i])
            {
                case 0:
                    sum += x[i];
                    break;
                case 1:
                    sum *= 1 + 0.1 * x[i];
                    break;
                case 2:
                    continue;
                default:
                    sum = Math.Sqrt(sum * sum + x[i] * x[i]);
                    break;
            }

            sum += 0.25;
        }

        return sum;
    }

    [Differentiable]
    public static double UntilNegative(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] < -0.5) break;
            sum += sum * x[i] + x[i];
        }

        return sum;
    }

    [Differentiable]
    public static double LastButOne(ReadOnlySpan<double> x)
    {
        double state = 1, last = 0;
        int i = 0;
        while (i < x.Length)
        {
            last = state;
            state = Math.Sin(state + x[i]) + Math.Log(1.5 + state * state) / (2.5 + (x[i] > 0 ? 0.6 : state));
            i++;
        }

        return last * last;
    }

    [Differentiable]
    public static double Newton(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double a = 1 + x[i] * x[i], root = a;
            while (Math.Abs(root * root - a) > 1e-14 * a)
            {
                root = 0.5 * (root + a / root);
            }

            sum += root;
        }

        return sum;
    }
}

using System;

namespace AutoDiff.Tests.Gradients;

/// <summary>Simulations that keep their state in one place.</summary>
public static partial class Simulations
{
    /// <summary>The heat equation between two buffers that change places.</summary>
    [Differentiable]
    public static double HeatSwapped(ReadOnlySpan<double> start, double conductivity, [NoGradient] int steps)
    {
        double[] now = start.ToArray(), then = new double[start.Length];
        for (int t = 0; t < steps; t++)
        {
            for (int i = 0; i < now.Length; i++)
            {
                double left = now[Math.Max(i - 1, 0)], right = now[Math.Min(i + 1, now.Length - 1)];
                then[i] = now[i] + conductivity * (left - 2 * now[i] + right) + 0.01 * now[i] * now[i];
            }

            (now, then) = (then, now);
        }

        double sum = 0;
        for (int i = 0; i < now.Length; i++) sum += now[i] * now[i] * (i + 1);
        return sum;
    }

    /// <summary>The same between two halves of one buffer, by the parity of the step.</summary>
    [Differentiable]
    public static double HeatByParity(ReadOnlySpan<double> start, double conductivity, [NoGradient] int steps)
    {
        int n = start.Length;
        Span<double> both = new double[2 * n];
        start.CopyTo(both);
        for (int t = 0; t < steps; t++)
        {
            ReadOnlySpan<double> now = both.Slice(t % 2 * n, n);
            Span<double> then = both.Slice((t + 1) % 2 * n, n);
            for (int i = 0; i < n; i++)
            {
                double left = now[Math.Max(i - 1, 0)], right = now[Math.Min(i + 1, n - 1)];
                then[i] = now[i] + conductivity * (left - 2 * now[i] + right) + 0.01 * now[i] * now[i];
            }
        }

        double sum = 0;
        for (int i = 0; i < n; i++) sum += both[steps % 2 * n + i] * both[steps % 2 * n + i] * (i + 1);
        return sum;
    }

    /// <summary>The same in the memory of the caller: two spans, one chosen by a condition.</summary>
    [Differentiable]
    public static double HeatChosen(Span<double> a, [Scratch] Span<double> b, double conductivity, [NoGradient] int steps)
    {
        for (int t = 0; t < steps; t++)
        {
            Span<double> now = t % 2 == 0 ? a : b, then = t % 2 == 0 ? b : a;
            for (int i = 0; i < now.Length; i++)
            {
                double left = now[Math.Max(i - 1, 0)], right = now[Math.Min(i + 1, now.Length - 1)];
                then[i] = now[i] + conductivity * (left - 2 * now[i] + right) + 0.01 * now[i] * now[i];
            }
        }

        Span<double> last = steps % 2 == 0 ? a : b;
        double sum = 0;
        for (int i = 0; i < last.Length; i++) sum += last[i] * last[i] * (i + 1);
        return sum;
    }

    /// <summary>Runge and Kutta's method for pendulums in a row; the stages reuse their arrays.</summary>
    [Differentiable]
    public static double RungeKutta(Span<double> q, double length, [NoGradient] int steps)
    {
        const double h = 0.1;
        int n = q.Length;
        double[] p = new double[n], force = new double[n], speed = new double[n], stage = new double[n], push = new double[n], sumQ = new double[n], sumP = new double[n];
        for (int step = 0; step < steps; step++)
        {
            q.CopyTo(stage);
            p.CopyTo(push);
            Array.Clear(sumQ);
            Array.Clear(sumP);
            for (int k = 0; k < 4; k++)
            {
                double weight = k is 0 or 3 ? h / 6 : h / 3, next = k < 2 ? h / 2 : h;
                for (int i = 0; i < n; i++)
                {
                    speed[i] = push[i];
                    force[i] = -Math.Sin(stage[i]) / length + 0.1 * (stage[(i + 1) % n] - stage[i]);
                }

                for (int i = 0; i < n; i++)
                {
                    sumQ[i] += weight * speed[i];
                    sumP[i] += weight * force[i];
                    stage[i] = q[i] + next * speed[i];
                    push[i] = p[i] + next * force[i];
                }
            }

            for (int i = 0; i < n; i++)
            {
                q[i] += sumQ[i];
                p[i] += sumP[i];
            }
        }

        double energy = 0;
        for (int i = 0; i < n; i++) energy += p[i] * p[i] * (i + 1) + Math.Cos(q[i]);
        return energy;
    }

    /// <summary>One equation with a step that grows where the error allows it; steps that are refused leave no trace.</summary>
    [Differentiable]
    public static double AdaptiveStep(ReadOnlySpan<double> start)
    {
        double sum = 0;
        foreach (double initial in start)
        {
            double y = initial, t = 0, h = 0.5;
            while (t < 1)
            {
                if (t + h > 1) h = 1 - t;
                double k1 = Math.Sin(t) - y * y * y, k2 = Math.Sin(t + h) - Math.Pow(y + h * k1, 3);
                double error = Math.Abs(h * (k2 - k1) / 2);
                if (error > 0.01 && h > 0.01)
                {
                    h /= 2;
                    continue;
                }

                y += h * (k1 + k2) / 2;
                t += h;
                if (error < 0.002) h *= 2;
            }

            sum += y * y + y;
        }

        return sum;
    }

    /// <summary>An American put on a binomial tree, folded from its leaves in one array.</summary>
    [Differentiable]
    public static double BinomialPut(double spot, double strike, double rate, double volatility, [NoGradient] int steps)
    {
        double dt = 1.0 / (steps + 1), up = Math.Exp(volatility * Math.Sqrt(dt)), discount = Math.Exp(-rate * dt);
        double probability = (1 / discount - 1 / up) / (up - 1 / up);
        Span<double> value = new double[steps + 1];
        for (int i = 0; i <= steps; i++) value[i] = Math.Max(strike - spot * Math.Pow(up, 2 * i - steps), 0);
        for (int step = steps - 1; step >= 0; step--)
        {
            for (int i = 0; i <= step; i++)
            {
                double held = discount * (probability * value[i + 1] + (1 - probability) * value[i]);
                value[i] = Math.Max(held, strike - spot * Math.Pow(up, 2 * i - step));
            }
        }

        return value[0];
    }
}

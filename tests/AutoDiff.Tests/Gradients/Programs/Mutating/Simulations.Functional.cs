using System;

namespace AutoDiff.Tests.Gradients;

public static partial class Simulations
{
    [Differentiable]
    public static double HeatFunctional(ReadOnlySpan<double> start, double conductivity, [NoGradient] int steps)
    {
        int n = start.Length;
        double[] u = new double[(steps + 1) * n];
        start.CopyTo(u);
        for (int t = 0; t < steps; t++)
        {
            for (int i = 0; i < n; i++)
            {
                double left = u[t * n + Math.Max(i - 1, 0)], middle = u[t * n + i], right = u[t * n + Math.Min(i + 1, n - 1)];
                u[(t + 1) * n + i] = middle + conductivity * (left - 2 * middle + right) + 0.01 * middle * middle;
            }
        }

        double sum = 0;
        for (int i = 0; i < n; i++) sum += u[steps * n + i] * u[steps * n + i] * (i + 1);
        return sum;
    }

    [Differentiable]
    public static double RungeKuttaFunctional(ReadOnlySpan<double> start, double length, [NoGradient] int steps)
    {
        const double h = 0.1;
        int n = start.Length;
        double[] q = new double[(steps + 1) * n], p = new double[(steps + 1) * n];
        double[] stage = new double[steps * 4 * n], push = new double[steps * 4 * n], force = new double[steps * 4 * n];
        for (int i = 0; i < n; i++)
        {
            q[i] = start[i];
            p[i] = 0;
        }

        for (int step = 0; step < steps; step++)
        {
            int now = step * n, first = 4 * now, then = now + n;
            for (int k = 0; k < 4; k++)
            {
                int at = first + k * n, before = at - n;
                double part = k == 3 ? h : h / 2;
                for (int i = 0; i < n; i++)
                {
                    stage[at + i] = k == 0 ? q[now + i] : q[now + i] + part * push[before + i];
                    push[at + i] = k == 0 ? p[now + i] : p[now + i] + part * force[before + i];
                }

                for (int i = 0; i < n; i++) force[at + i] = -Math.Sin(stage[at + i]) / length + 0.1 * (stage[at + (i + 1) % n] - stage[at + i]);
            }

            for (int i = 0; i < n; i++)
            {
                int a = first + i, b = a + n, c = b + n, d = c + n;
                q[then + i] = q[now + i] + h / 6 * (push[a] + 2 * push[b] + 2 * push[c] + push[d]);
                p[then + i] = p[now + i] + h / 6 * (force[a] + 2 * force[b] + 2 * force[c] + force[d]);
            }
        }

        double energy = 0;
        for (int i = 0; i < n; i++) energy += p[steps * n + i] * p[steps * n + i] * (i + 1) + Math.Cos(q[steps * n + i]);
        return energy;
    }

    /// <summary>First the accepted steps, as numbers that do not depend on where the equation starts, then the equation along them.</summary>
    [Differentiable]
    public static double AdaptiveStepFunctional(ReadOnlySpan<double> start)
    {
        const int Most = 200;
        double[] step = new double[start.Length * Most], time = new double[start.Length * Most], state = new double[start.Length * (Most + 1)];
        double sum = 0;
        for (int i = 0; i < start.Length; i++)
        {
            double y = Diff.StopGradient(start[i]), t = 0, h = 0.5;
            int count = 0;
            while (t < 1)
            {
                h = Math.Min(h, 1 - t);
                double k1 = Math.Sin(t) - y * y * y, k2 = Math.Sin(t + h) - Math.Pow(y + h * k1, 3);
                double error = Math.Abs(h * (k2 - k1) / 2);
                bool accepted = error <= 0.01 || h <= 0.01;
                if (accepted)
                {
                    step[i * Most + count] = h;
                    time[i * Most + count] = t;
                    count++;
                    y += h * (k1 + k2) / 2;
                    t += h;
                }

                h = !accepted ? h / 2 : error < 0.002 ? h * 2 : h;
            }

            int first = i * (Most + 1);
            state[first] = start[i];
            for (int k = 0; k < count; k++)
            {
                double now = state[first + k], at = time[i * Most + k], width = step[i * Most + k];
                double k1 = Math.Sin(at) - now * now * now, k2 = Math.Sin(at + width) - Math.Pow(now + width * k1, 3);
                state[first + k + 1] = now + width * (k1 + k2) / 2;
            }

            sum += state[first + count] * state[first + count] + state[first + count];
        }

        return sum;
    }

    [Differentiable]
    public static double BinomialPutFunctional(double spot, double strike, double rate, double volatility, [NoGradient] int steps)
    {
        int width = steps + 1;
        double dt = 1.0 / width, up = Math.Exp(volatility * Math.Sqrt(dt)), discount = Math.Exp(-rate * dt);
        double probability = (1 / discount - 1 / up) / (up - 1 / up);
        double[] value = new double[width * width];
        for (int step = steps; step >= 0; step--)
        {
            for (int i = 0; i <= step; i++)
            {
                double exercised = strike - spot * Math.Pow(up, 2 * i - step);
                double held = step == steps ? 0 : discount * (probability * value[(step + 1) * width + i + 1] + (1 - probability) * value[(step + 1) * width + i]);
                value[step * width + i] = held > exercised ? held : exercised;
            }
        }

        return value[0];
    }
}

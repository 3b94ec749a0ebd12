using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using AutoDiff.Optimization;

namespace AutoDiff.Tests.Optimizers;

/// <summary>A step of a rule, as its paper writes it: one number after the other.</summary>
/// <param name="parameters">The parameters, which are changed.</param>
/// <param name="gradient">Their gradient.</param>
/// <param name="t">The number of the step, from 1.</param>
internal delegate void ReferenceStep<T>(T[] parameters, T[] gradient, int t);

/// <summary>A rule and how its paper would do it for that many parameters.</summary>
internal sealed record ReferenceCase<T>(UpdateRule Rule, Func<int, ReferenceStep<T>> Reference);

/// <summary>All rules that see each element alone, written once more without a vector, a loop or a line of the library.</summary>
internal static class ScalarReferences
{
    public static IEnumerable<string> Names => Of<double>().Keys;

    public static Dictionary<string, ReferenceCase<T>> Of<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T N(double value) => T.CreateTruncating(value);
        ReferenceCase<T> Case(UpdateRule rule, int states, Func<T, T, T[], int, T> next, double initial = 0) => new(rule, n =>
        {
            T[][] state = [.. Enumerable.Range(0, n).Select(_ => Enumerable.Repeat(N(initial), states).ToArray())];
            return (parameters, gradient, t) =>
            {
                for (int i = 0; i < n; i++)
                {
                    parameters[i] = next(parameters[i], gradient[i], state[i], t);
                }
            };
        });

        T Power(double x, int t) => N(Math.Pow(x, t));
        T Adam(T p, T g, T[] s, int t, double rate, double b1, double b2, double eps)
        {
            s[0] = (N(b1) * s[0]) + (N(1 - b1) * g);
            s[1] = (N(b2) * s[1]) + (N(1 - b2) * g * g);
            T m = s[0] / (T.One - Power(b1, t)), v = s[1] / (T.One - Power(b2, t));
            return p - (N(rate) * m / (T.Sqrt(v) + N(eps)));
        }

        return new()
        {
            ["descent"] = Case(new GradientDescent { LearningRate = 0.1 }, 0, (p, g, s, t) => p - (N(0.1) * g)),
            ["descent, L2"] = Case(new GradientDescent { LearningRate = 0.1, L2 = 0.2 }, 0, (p, g, s, t) => p - (N(0.1) * (g + (N(0.2) * p)))),
            ["descent, decoupled decay"] = Case(new GradientDescent { LearningRate = 0.1, WeightDecay = 0.2 }, 0, (p, g, s, t) => (p * N(1 - 0.02)) - (N(0.1) * g)),
            ["descent, L1"] = Case(new GradientDescent { LearningRate = 0.1, L1 = 0.5 }, 0, (p, g, s, t) =>
            {
                T next = p - (N(0.1) * g);
                return T.Abs(next) <= N(0.05) ? T.Zero : next - (N(0.05) * T.CopySign(T.One, next));
            }),
            ["ascent"] = Case(new GradientDescent { LearningRate = 0.1, Maximize = true }, 0, (p, g, s, t) => p + (N(0.1) * g)),
            ["descent, scheduled"] = Case(new GradientDescent { LearningRate = new InverseTimeDecay { Initial = 0.2, Rate = 0.5 } }, 0, (p, g, s, t) => p - (N(0.2 / (1 + (0.5 * (t - 1)))) * g)),
            ["momentum"] = Case(new Momentum { LearningRate = 0.01, Beta = 0.8 }, 1, (p, g, s, t) =>
            {
                s[0] = (N(0.8) * s[0]) + g;
                return p - (N(0.01) * s[0]);
            }),
            ["momentum, dampened"] = Case(new Momentum { LearningRate = 0.01, Dampening = 0.3 }, 1, (p, g, s, t) =>
            {
                s[0] = t == 1 ? g : (N(0.9) * s[0]) + (N(0.7) * g);
                return p - (N(0.01) * s[0]);
            }),
            ["momentum, Nesterov"] = Case(new Momentum { LearningRate = 0.01, Nesterov = true }, 1, (p, g, s, t) =>
            {
                s[0] = (N(0.9) * s[0]) + g;
                return p - (N(0.01) * (g + (N(0.9) * s[0])));
            }),
            ["exponential momentum"] = Case(new ExponentialMomentum { LearningRate = 0.1, Beta = 0.8 }, 1, (p, g, s, t) =>
            {
                s[0] = (N(0.8) * s[0]) + (N(0.2) * g);
                return p - (N(0.1) * s[0]);
            }),
            ["heavy ball"] = Case(new HeavyBall { LearningRate = new ExponentialDecay { Initial = 0.02, Factor = 0.98 } }, 2, (p, g, s, t) =>
            {
                T before = t == 1 ? p : s[0];
                s[0] = p;
                return p - (N(0.02 * Math.Pow(0.98, t - 1)) * g) + (N(0.9) * (p - before));
            }),
            ["heavy ball, Nesterov"] = Case(new HeavyBall { LearningRate = 0.02, Nesterov = true }, 1, (p, g, s, t) =>
            {
                s[0] = (N(0.9) * s[0]) - (N(0.02) * g);
                return p + (N(0.9) * s[0]) - (N(0.02) * g);
            }),
            ["AdaGrad"] = Case(new AdaGrad { LearningRate = 0.1, InitialSum = 0.5 }, 1, (p, g, s, t) =>
            {
                s[0] += g * g;
                return p - (N(0.1) * g / (T.Sqrt(s[0]) + N(1e-10)));
            }, initial: 0.5),
            ["AdaDelta"] = Case(new AdaDelta(), 2, (p, g, s, t) =>
            {
                s[0] = (N(0.9) * s[0]) + (N(0.1) * g * g);
                T d = T.Sqrt(s[1] + N(1e-6)) / T.Sqrt(s[0] + N(1e-6)) * g;
                s[1] = (N(0.9) * s[1]) + (N(0.1) * d * d);
                return p - d;
            }),
            ["RMSProp"] = Case(new RmsProp(), 1, (p, g, s, t) =>
            {
                s[0] = (N(0.99) * s[0]) + (N(0.01) * g * g);
                return p - (N(0.01) * g / (T.Sqrt(s[0]) + N(1e-8)));
            }),
            ["RMSProp, centred"] = Case(new RmsProp { Centered = true, Epsilon = 1e-3 }, 2, (p, g, s, t) =>
            {
                s[0] = (N(0.99) * s[0]) + (N(0.01) * g * g);
                s[1] = (N(0.99) * s[1]) + (N(0.01) * g);
                return p - (N(0.01) * g / (T.Sqrt(s[0] - (s[1] * s[1])) + N(1e-3)));
            }),
            ["RMSProp, momentum"] = Case(new RmsProp { Beta = 0.9, LearningRate = 0.001 }, 2, (p, g, s, t) =>
            {
                s[0] = (N(0.99) * s[0]) + (N(0.01) * g * g);
                s[1] = (N(0.9) * s[1]) + (g / (T.Sqrt(s[0]) + N(1e-8)));
                return p - (N(0.001) * s[1]);
            }),
            ["RMSProp, centred, momentum"] = Case(new RmsProp { Beta = 0.5, Centered = true, Epsilon = 1e-3 }, 3, (p, g, s, t) =>
            {
                s[0] = (N(0.99) * s[0]) + (N(0.01) * g * g);
                s[1] = (N(0.99) * s[1]) + (N(0.01) * g);
                s[2] = (N(0.5) * s[2]) + (g / (T.Sqrt(s[0] - (s[1] * s[1])) + N(1e-3)));
                return p - (N(0.01) * s[2]);
            }),
            ["Adam"] = Case(new Adam { LearningRate = 0.01 }, 2, (p, g, s, t) => Adam(p, g, s, t, 0.01, 0.9, 0.999, 1e-8)),
            ["Adam, L2"] = Case(new Adam { LearningRate = 0.01, L2 = 0.1 }, 2, (p, g, s, t) => Adam(p, g + (N(0.1) * p), s, t, 0.01, 0.9, 0.999, 1e-8)),
            ["Adam, large ε"] = Case(new Adam { LearningRate = 0.01, Epsilon = 0.5 }, 2, (p, g, s, t) => Adam(p, g, s, t, 0.01, 0.9, 0.999, 0.5)),
            ["Adam, uncorrected"] = Case(new Adam { LearningRate = 0.01, BiasCorrection = false, Epsilon = 1e-3 }, 2, (p, g, s, t) =>
            {
                s[0] = (N(0.9) * s[0]) + (N(0.1) * g);
                s[1] = (N(0.999) * s[1]) + (N(1 - 0.999) * g * g);
                return p - (N(0.01) * s[0] / (T.Sqrt(s[1]) + N(1e-3)));
            }),
            ["AMSGrad"] = Case(new Adam { LearningRate = 0.01, AmsGrad = true, Beta2 = 0.8 }, 3, (p, g, s, t) =>
            {
                s[0] = (N(0.9) * s[0]) + (N(0.1) * g);
                s[1] = (N(0.8) * s[1]) + (N(0.2) * g * g);
                s[2] = T.Max(s[2], s[1]);
                return p - (N(0.01) * s[0] / (T.One - Power(0.9, t)) / (T.Sqrt(s[2] / (T.One - Power(0.8, t))) + N(1e-8)));
            }),
            ["AdamW"] = Case(new AdamW { LearningRate = 0.01, WeightDecay = 0.3 }, 2, (p, g, s, t) => Adam(p * N(1 - 0.003), g, s, t, 0.01, 0.9, 0.999, 1e-8)),
            ["AdaMax"] = Case(new AdaMax(), 2, (p, g, s, t) =>
            {
                s[0] = (N(0.9) * s[0]) + (N(0.1) * g);
                s[1] = T.Max(N(0.999) * s[1], T.Abs(g) + N(1e-8));
                return p - (N(0.002) / (T.One - Power(0.9, t)) * s[0] / s[1]);
            }),
            ["NAdam"] = Case(new NAdam(), 2, (p, g, s, t) =>
            {
                double product = 1;
                double Mu(int step) => 0.9 * (1 - (0.5 * Math.Pow(0.96, step * 0.004)));
                for (int i = 1; i <= t; i++)
                {
                    product *= Mu(i);
                }

                s[0] = (N(0.9) * s[0]) + (N(0.1) * g);
                s[1] = (N(0.999) * s[1]) + (N(1 - 0.999) * g * g);
                T m = (N(Mu(t + 1) / (1 - (product * Mu(t + 1)))) * s[0]) + (N((1 - Mu(t)) / (1 - product)) * g);
                return p - (N(0.002) * m / (T.Sqrt(s[1] / (T.One - Power(0.999, t))) + N(1e-8)));
            }),
            ["RAdam"] = Case(new RAdam { LearningRate = 0.01 }, 2, (p, g, s, t) =>
            {
                s[0] = (N(0.9) * s[0]) + (N(0.1) * g);
                s[1] = (N(0.999) * s[1]) + (N(1 - 0.999) * g * g);
                T m = s[0] / (T.One - Power(0.9, t));
                double limit = (2 / (1 - 0.999)) - 1, power = Math.Pow(0.999, t), length = limit - (2 * t * power / (1 - power));
                if (length <= 5) return p - (N(0.01) * m);
                double r = Math.Sqrt((length - 4) / (limit - 4) * ((length - 2) / (limit - 2)) * (limit / length));
                return p - (N(0.01 * r) * m * N(Math.Sqrt(1 - power)) / (T.Sqrt(s[1]) + N(1e-8)));
            }),
            ["Lion"] = Case(new Lion { WeightDecay = 0.5 }, 1, (p, g, s, t) =>
            {
                T c = (N(0.9) * s[0]) + (N(0.1) * g);
                s[0] = (N(0.99) * s[0]) + (N(0.01) * g);
                return (p * N(1 - (1e-4 * 0.5))) - (N(1e-4) * (c > T.Zero ? T.One : c < T.Zero ? -T.One : T.Zero));
            }),
            ["schedule-free AdamW"] = Case(new ScheduleFreeAdamW { WeightDecay = 0.1, LearningRate = ((Schedule)0.01).AfterWarmUp(10, from: 0.1) }, 3, (p, g, s, t) =>
            {
                // s: x, z, v. The parameters are y = (1 − β₁)z + β₁x.
                if (t == 1) (s[0], s[1]) = (p, p);
                double Rate(int step) => step <= 10 ? 0.001 + (0.009 * (step - 1) / 10) : 0.01;
                double sum = Enumerable.Range(1, t).Sum(step => Rate(step) * Rate(step));
                T c = N(Rate(t) * Rate(t) / sum);
                s[2] = (N(0.999) * s[2]) + (N(1 - 0.999) * g * g);
                T d = (g / (T.Sqrt(s[2] / (T.One - Power(0.999, t))) + N(1e-8))) + (N(0.1) * p);
                s[1] -= N(Rate(t)) * d;
                s[0] = ((T.One - c) * s[0]) + (c * s[1]);
                return (N(0.1) * s[1]) + (N(0.9) * s[0]);
            }),
        };
    }
}

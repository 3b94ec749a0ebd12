using System;
using AutoDiff.Optimization;
using FitSmallModel;

const int Hidden = 8;
const int Samples = 200;
const int Steps = 3000;
const double Noise = 0.05;

// A noisy sine. The seed is fixed, so that every run sees the same data.
var random = new Random(1);
double[] x = new double[Samples];
double[] y = new double[Samples];
for (int i = 0; i < Samples; i++)
{
    x[i] = Math.PI * ((2 * random.NextDouble()) - 1);
    y[i] = Math.Sin(x[i]) + (Noise * ((2 * random.NextDouble()) - 1));
}

double[] weights = new double[Perceptron.WeightCount(Hidden)];
for (int i = 0; i < weights.Length; i++)
{
    weights[i] = (2 * random.NextDouble()) - 1;
}

double[] gradient = new double[weights.Length];
using var optimizer = new Optimizer<double>(weights.Length, new HeavyBall { LearningRate = 0.05, Beta = 0.9 });
double first = Perceptron.Loss(weights, x, y);
for (int step = 0; step < Steps; step++)
{
    double loss = Perceptron.LossGradient(weights, x, y, gradient);
    optimizer.Step(weights, gradient);

    if (step % 500 == 0)
    {
        Console.WriteLine(FormattableString.Invariant($"step {step,4}  loss {loss:F6}"));
    }
}

double last = Perceptron.Loss(weights, x, y);
Console.WriteLine(FormattableString.Invariant($"step {Steps,4}  loss {last:F6}"));
Console.WriteLine(FormattableString.Invariant($"at pi/2 the model says {Perceptron.Predict(weights, Math.PI / 2):F3}; the sine is 1"));

bool fitted = last < first / 100;
Console.WriteLine(fitted ? "The model fits." : "The loss has not fallen enough.");
return fitted ? 0 : 1;

using System;
using System.Linq;
using AutoDiff.Optimization;
using AutoDiff.Training;

namespace Textbook.Lessons;

/// <summary>Penalties on the squares of the weights and on their sizes. How strong they should be is asked of data that the weights have not seen.</summary>
internal static class Regularisation
{
    private const int Folds = 10;

    public static void Run(Page page)
    {
        double[] penalties = [.. Enumerable.Range(0, 21).Select(static i => double.Pow(10, -4 + (0.2 * i)))];
        Split[] folds = Split.KFold(442, Folds, seed: 1);
        foreach ((string name, Func<Patients, double, double[]> fit) in new (string, Func<Patients, double, double[]>)[] { ("Ridge", Ridge), ("Lasso", Lasso) })
        {
            double[] errors = [.. penalties.Select(penalty => folds.Average(fold => ErrorOf(fold, penalty, fit)))];
            double best = penalties[Array.IndexOf(errors, errors.Min())];
            Patients all = Patients.Load();
            double[][] weights = [.. penalties.Select(penalty => fit(all, penalty))];
            double[] chosen = fit(all, best);
            page.Say(name, FormattableString.Invariant($"{name}: the penalty {best:G2} is best in {Folds}-fold cross-validation, with a mean squared error of {errors.Min():F4}; {chosen.SkipLast(1).Count(static weight => weight == 0)} of 10 weights are zero then."));
            page.Plot(
                name,
                new LineChart(new Series("error", [.. penalties.Zip(errors)])) { Title = "Cross-validation", XAxis = new Axis { Label = "penalty", IsLogarithmic = true }, YAxis = "mean squared error" },
                new LineChart([.. all.Features.Columns.Select((column, j) => new Series(column, [.. penalties.Zip(weights, (penalty, own) => (penalty, own[j]))]))])
                {
                    Title = "Weights by the penalty", XAxis = new Axis { Label = "penalty", IsLogarithmic = true }, YAxis = "weight",
                });
        }

        page.Say("What to see", "Ridge shrinks all weights a little. Lasso sets some to zero, since a step along the gradient is followed by one towards zero that stops there.");
    }

    private static double ErrorOf(Split fold, double penalty, Func<Patients, double, double[]> fit)
    {
        Patients patients = Patients.Load(fold.Training), validation = patients.Select(fold.Validation);
        return LinearModel.Loss(fit(patients.Select(fold.Training), penalty), validation.Features.Elements, validation.Targets);
    }

    /// <summary>The penalty is part of the loss, which is smooth: a minimizer does it.</summary>
    private static double[] Ridge(Patients patients, double penalty)
    {
        double[] weights = new double[patients.Features.Width + 1];
        new Lbfgs().Minimize<double>((w, dW) => LinearModel.RidgeLossGradient(w, patients.Features.Elements, patients.Targets, penalty, dW), weights);
        return weights;
    }

    /// <summary>The penalty is not smooth where a weight is zero: proximal gradient descent, a rule with L1. The constant is not penalised.</summary>
    private static double[] Lasso(Patients patients, double penalty)
    {
        ParameterLayout layout = [new("weights", patients.Features.Width), new("constant", 1)];
        GradientDescent rule = new() { LearningRate = 0.1 };
        using var weights = new ParameterBuffer<double>(layout);
        using var gradient = new ParameterBuffer<double>(layout);
        using var optimizer = new Optimizer<double>(layout, block => block.Name == "weights" ? rule with { L1 = penalty } : rule);
        for (int step = 0; step < 3000; step++)
        {
            LinearModel.LossGradient(weights.Elements, patients.Features.Elements, patients.Targets, gradient.Elements);
            optimizer.Step(weights, gradient);
        }

        return weights.Elements.ToArray();
    }
}

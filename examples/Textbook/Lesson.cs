using System;
using System.Collections.Generic;
using AutoDiff.Training;

namespace Textbook;

/// <summary>One method of training, tried out.</summary>
/// <param name="Name">By which it is asked for.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Run">Does it, and reports on the page.</param>
internal sealed record Lesson(string Name, string Title, Action<Page> Run)
{
    public static IReadOnlyList<Lesson> All { get; } =
    [
        new("gradient-descent", "Linear regression by gradient descent: batches of all sizes, momentum, Adam", Lessons.GradientDescents.Run),
        new("regularisation", "Ridge and lasso, chosen by cross-validation", Lessons.Regularisation.Run),
        new("learning-curves", "Underfitting and overfitting", Lessons.LearningCurves.Run),
        new("optimizers", "A bowl and a valley under every optimizer", Lessons.Optimizers.Run),
        new("small-network", "A network of 10, 64 and 1 units", Lessons.SmallNetwork.Run),
        new("schedules", "Learning rates that change", Lessons.Schedules.Run),
        new("clipping", "A cliff in the loss, and clipped gradients", Lessons.Clipping.Run),
        new("vanishing-gradients", "Gradients that vanish and explode, and what cures them", Lessons.VanishingGradients.Run),
    ];
}

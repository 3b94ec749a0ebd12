using System;
using System.Linq;
using AutoDiff.Optimization;

namespace Mnist;

/// <summary>What the command line says about the training.</summary>
internal sealed record Settings
{
    public required int Epochs { get; init; }

    public required int Batch { get; init; }

    public required string Optimizer { get; init; }

    public required double? LearningRate { get; init; }

    public required string Schedule { get; init; }

    /// <summary>The units of each hidden layer.</summary>
    public required int[] Hidden { get; init; }

    /// <summary>The share of hidden units that each picture does without.</summary>
    public required float Dropout { get; init; }

    public required double WeightDecay { get; init; }

    public required int Validation { get; init; }

    /// <summary>After how many epochs without a better accuracy the training ends.</summary>
    public required int Patience { get; init; }

    public required int Threads { get; init; }

    public required int Seed { get; init; }

    /// <summary>Where the model, its checkpoint and the report go.</summary>
    public required string Folder { get; init; }

    public required bool Resume { get; init; }

    /// <summary>The units of all layers, from the pixels to the classes.</summary>
    public int[] Sizes => [Digits.PixelCount, .. Hidden, Digits.Classes];

    public static string[] Optimizers => ["sgd", "momentum", "rmsprop", "adam", "adamw", "nadam", "lion"];

    public static string[] Schedules => ["constant", "cosine", "one-cycle", "step"];

    /// <summary>The rule by which parameters are changed. Biases do not decay.</summary>
    public UpdateRule RuleOf(ParameterBlock block, int steps)
    {
        Schedule rate = RateOver(steps);
        double decay = block.Name.EndsWith("bias", StringComparison.Ordinal) ? 0 : WeightDecay;
        return Optimizer switch
        {
            "sgd" => new GradientDescent { LearningRate = rate, WeightDecay = decay },
            "momentum" => new Momentum { LearningRate = rate, WeightDecay = decay },
            "rmsprop" => new RmsProp { LearningRate = rate, WeightDecay = decay },
            "adam" => new Adam { LearningRate = rate, WeightDecay = decay },
            "adamw" => new AdamW { LearningRate = rate, WeightDecay = decay },
            "nadam" => new NAdam { LearningRate = rate, WeightDecay = decay },
            "lion" => new Lion { LearningRate = rate, WeightDecay = decay },
            _ => throw new ArgumentException($"There is no optimizer {Optimizer}."),
        };
    }

    private Schedule RateOver(int steps)
    {
        double peak = LearningRate ?? (Optimizer switch { "sgd" => 0.1, "momentum" => 0.02, "lion" => 2e-4, _ => 1e-3 });
        return Schedule switch
        {
            "constant" => peak,
            "cosine" => new CosineDecay { Initial = peak, Steps = steps },
            "one-cycle" => new OneCycle { Peak = peak, Steps = steps },
            "step" => new StepDecay { Initial = peak, Every = Math.Max(1, steps / 3), Factor = 0.3 },
            _ => throw new ArgumentException($"There is no schedule {Schedule}."),
        };
    }
}

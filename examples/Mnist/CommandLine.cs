using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Mnist;

/// <summary>The options of the program, what they may be, and what they are if nothing is said.</summary>
internal sealed class CommandLine
{
    private readonly Option<int> epochs = Count("--epochs", "How often all pictures are learned from", 10, least: 0);
    private readonly Option<int> batch = Count("--batch", "How many pictures a step learns from", 64);
    private readonly Option<string> optimizer = Name("--optimizer", "The rule by which the network is changed", "adam", Settings.Optimizers);
    private readonly Option<double?> learningRate = new("--learning-rate") { Description = "How far a step goes at most [default: what suits the optimizer]" };
    private readonly Option<string> schedule = Name("--schedule", "How the learning rate changes over the run", "cosine", Settings.Schedules);
    private readonly Option<int[]> hidden = new("--hidden") { Description = "The units of the hidden layers, such as 512,256, or 0 for none", DefaultValueFactory = _ => [128], CustomParser = Sizes };
    private readonly Option<float> dropout = new("--dropout") { Description = "The share of hidden units that each picture does without", DefaultValueFactory = _ => 0 };
    private readonly Option<double> weightDecay = new("--weight-decay") { Description = "How strongly weights are pulled to zero", DefaultValueFactory = _ => 0 };
    private readonly Option<int> validation = Count("--validation", "How many of the 60,000 pictures are held back to choose the best epoch by", 5000, least: 0);
    private readonly Option<int> patience = Count("--patience", "After how many epochs without a better accuracy the training ends", 5);
    private readonly Option<int> threads = Count("--threads", "How many threads work", 1);
    private readonly Option<int> seed = Count("--seed", "What the random numbers start from", 1, least: 0);
    private readonly Option<string> folder = new("--folder") { Description = "Where the model, its checkpoint and the report go", DefaultValueFactory = _ => "mnist" };
    private readonly Option<bool> resume = new("--resume") { Description = "Go on where the last run in the folder was stopped" };
    private readonly Option<int?> predict = new("--predict") { Description = "Show a test picture by its number, and what the trained network makes of it" };

    /// <summary>Parses the arguments and runs what they ask for.</summary>
    /// <returns>The exit code.</returns>
    public int Run(string[] arguments, Func<Settings, int> train, Func<string, int, int> show)
    {
        learningRate.Validators.Add(Within(learningRate, 0, double.PositiveInfinity));
        dropout.Validators.Add(result => { if (result.GetValueOrDefault<float>() is not (>= 0 and < 1)) result.AddError("--dropout is a share: at least 0 and less than 1."); });
        weightDecay.Validators.Add(result => { if (result.GetValueOrDefault<double>() is not (>= 0 and < double.PositiveInfinity)) result.AddError("--weight-decay is at least 0."); });
        predict.Validators.Add(result => { if (result.GetValueOrDefault<int?>() is < 0) result.AddError("--predict is the number of a picture, from 0 on."); });
        RootCommand root = new("Trains a network to read handwritten digits.") { epochs, batch, optimizer, learningRate, schedule, hidden, dropout, weightDecay, validation, patience, threads, seed, folder, resume, predict };
        root.SetAction(result => result.GetValue(predict) is { } index ? show(result.GetValue(folder)!, index) : train(SettingsOf(result)));
        return root.Parse(arguments).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    private Settings SettingsOf(ParseResult result) => new()
    {
        Epochs = result.GetValue(epochs),
        Batch = result.GetValue(batch),
        Optimizer = result.GetValue(optimizer)!,
        LearningRate = result.GetValue(learningRate),
        Schedule = result.GetValue(schedule)!,
        Hidden = result.GetValue(hidden)!,
        Dropout = result.GetValue(dropout),
        WeightDecay = result.GetValue(weightDecay),
        Validation = result.GetValue(validation),
        Patience = result.GetValue(patience),
        Threads = result.GetValue(threads),
        Seed = result.GetValue(seed),
        Folder = result.GetValue(folder)!,
        Resume = result.GetValue(resume),
    };

    private static Option<int> Count(string name, string description, int initial, int least = 1)
    {
        Option<int> option = new(name) { Description = description, DefaultValueFactory = _ => initial };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < least)
            {
                result.AddError($"{name} is at least {least}.");
            }
        });
        return option;
    }

    private static Option<string> Name(string name, string description, string initial, string[] names)
    {
        Option<string> option = new(name) { Description = description, DefaultValueFactory = _ => initial };
        return option.AcceptOnlyFromAmong(names);
    }

    private static Action<OptionResult> Within(Option<double?> option, double low, double high) => result =>
    {
        if (result.GetValueOrDefault<double?>() is { } number && !(number > low && number < high))
        {
            result.AddError($"{option.Name} is more than {low.ToString(CultureInfo.InvariantCulture)}, and finite.");
        }
    };

    private static int[] Sizes(ArgumentResult result)
    {
        string text = string.Join(',', result.Tokens.Select(static token => token.Value));
        if (text == "0")
        {
            return [];
        }

        string[] parts = text.Split(',', StringSplitOptions.TrimEntries);
        if (parts.All(static part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int size) && size is > 0 and <= 65_536))
        {
            return [.. parts.Select(static part => int.Parse(part, CultureInfo.InvariantCulture))];
        }

        result.AddError("--hidden is a list of sizes from 1 to 65536, such as 512,256; or 0.");
        return [];
    }
}

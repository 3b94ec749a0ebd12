using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using Spectre.Console;

namespace AutoDiff.Training;

/// <summary>A training on the console: a line for each epoch and, on a terminal, one below them that lives: bar, loss, learning rate, rows a second, time left.</summary>
/// <remarks>
/// The living line is drawn ten times a second by a thread of its own, so that the training does not wait for a slow terminal. Where the output is a file or a pipe there is a
/// line for each epoch, and in long ones one in each <see cref="PlainInterval"/>; a step in between allocates nothing.
/// </remarks>
public sealed class ConsoleProgress : ITrainingProgress
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(100);

    private readonly IAnsiConsole _console;
    private readonly TimeProvider _clock;
    private readonly bool _mayLive;
    private readonly object _gate = new();
    private readonly Queue<string> _lines = [];
    private readonly ManualResetEventSlim _end = new();
    private Speedometer _speed = new(default, 0);
    private StepReport _step;
    private Thread? _painter;
    private volatile bool _isLive;
    private long _lastLine;

    /// <summary>On a console, by default that of the process.</summary>
    public ConsoleProgress(IAnsiConsole? console = null)
        : this(console ?? AnsiConsole.Console, TimeProvider.System, mayLive: null)
    {
    }

    internal ConsoleProgress(IAnsiConsole console, TimeProvider clock, bool? mayLive)
    {
        Profile profile = console.Profile;
        (_console, _clock) = (console, clock);
        _mayLive = mayLive ?? (profile.Out.IsTerminal && profile.Capabilities is { Ansi: true, Interactive: true });
    }

    /// <summary>How often there is a line within an epoch where the output is no terminal.</summary>
    public TimeSpan PlainInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public void Start(TrainingPlan plan)
    {
        _speed = new Speedometer(plan, Now);
        _step = default;
        _lastLine = Now;
        _end.Reset();
        if (_mayLive)
        {
            _isLive = true;
            _painter = new Thread(Paint) { IsBackground = true, Name = "training progress" };
            _painter.Start();
        }
    }

    /// <inheritdoc/>
    public void Step(in StepReport step)
    {
        lock (_gate)
        {
            _step = step;
            _speed.Add(step.Rows);
        }

        if (!_isLive && _clock.GetElapsedTime(_lastLine, Now) >= PlainInterval)
        {
            Write(ProgressText.OfStep(step, _speed, Now, _clock));
        }
    }

    /// <inheritdoc/>
    public void Epoch(EpochRecord epoch)
    {
        string line;
        lock (_gate)
        {
            line = ProgressText.OfEpoch(epoch, _speed);
            _speed.BeginEpoch(Now);
        }

        Write(line);
    }

    /// <inheritdoc/>
    public void Stop(TrainingResult? result)
    {
        _end.Set();
        _painter?.Join();
        (_painter, _isLive) = (null, false);
        if (result is not null)
        {
            Write(ProgressText.OfResult(result, _clock.GetElapsedTime(_speed.Start, Now)));
        }
    }

    private long Now => _clock.GetTimestamp();

    private void Write(string line)
    {
        lock (_gate)
        {
            _lines.Enqueue(line);
        }

        if (!_isLive)
        {
            _lastLine = Now;
            WriteLines();
        }
    }

    private void WriteLines()
    {
        try
        {
            foreach (string line in TakeLines())
            {
                _console.Profile.Out.Writer.WriteLine(line); // not wrapped at the width of a terminal that is not there
            }
        }
        catch (IOException)
        {
            // Nobody reads any more: the training is worth more than its picture.
        }
    }

    private void Paint()
    {
        try
        {
            _console.Cursor.Hide();
            bool isOver;
            do
            {
                isOver = _end.Wait(Frame);
                foreach (string line in TakeLines())
                {
                    Draw(Markup.Escape(line));
                    _console.WriteLine();
                }

                Draw(isOver ? "" : Line());
            }
            while (!isOver);
            _console.Cursor.Show();
        }
        catch (IOException)
        {
            _isLive = false; // the terminal is gone
        }
    }

    private string[] TakeLines()
    {
        lock (_gate)
        {
            string[] lines = [.. _lines];
            _lines.Clear();
            return lines;
        }
    }

    // Over what stands in the line, and the rest of it erased: nothing flickers.
    private void Draw(string markup)
    {
        _console.Write(new ControlCode("\r"));
        _console.Markup(markup);
        _console.Write(new ControlCode("\e[K"));
    }

    private string Line()
    {
        lock (_gate)
        {
            string text = ProgressText.OfStep(_step, _speed, Now, _clock);
            return ProgressText.WithBar(text, _step.Batches, _speed.Plan.Batches, _console.Profile.Width, _console.Profile.Capabilities.Unicode);
        }
    }
}

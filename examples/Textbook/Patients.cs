using System;
using System.IO;
using System.Linq;
using AutoDiff.Training;

namespace Textbook;

/// <summary>The diabetes data: ten measurements of each patient, and how far the disease has progressed a year later.</summary>
/// <param name="Features">A row for each patient, each column with mean 0 and standard deviation 1 of the rows that it was scaled by.</param>
/// <param name="Targets">The progression, likewise.</param>
internal sealed record Patients(Table<double> Features, double[] Targets)
{
    public int Count => Targets.Length;

    /// <summary>All of them, scaled by some.</summary>
    /// <param name="scaledBy">The rows whose means and deviations are taken, or none for all rows.</param>
    public static Patients Load(params ReadOnlySpan<int> scaledBy)
    {
        CsvTable file = CsvTable.Read(Path.Combine(AppContext.BaseDirectory, "Data", "diabetes.csv.gz"));
        Table<double> features = file.ToTable<double>([.. file.Columns.SkipLast(1).Select(static name => CsvColumn.Number(name))]);
        Table<double> targets = file.ToTable<double>(CsvColumn.Number(file.Columns[^1]));
        int[] rows = scaledBy.Length > 0 ? scaledBy.ToArray() : [.. Enumerable.Range(0, file.Count)];
        Scaler<double>.Standard(features, rows).Transform(features.Elements);
        Scaler<double>.Standard(targets, rows).Transform(targets.Elements);
        return new Patients(features, targets.Column(0));
    }

    public Patients Select(ReadOnlySpan<int> rows) => new(Features.Select(rows), [.. rows.ToArray().Select(row => Targets[row])]);
}

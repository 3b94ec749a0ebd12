using System;
using System.IO;
using System.Linq;
using System.Text;
using Xunit;

namespace AutoDiff.Training.Tests.Reports;

public sealed class CsvLogTests
{
    [Fact]
    public void Rows_can_be_read_while_the_log_grows()
    {
        using TemporaryFolder folder = new();
        string path = folder.PathOf("log.csv");
        using CsvLog log = CsvLog.Create(path, "epoch", "loss, mean", "say \"a\"");
        log.Append(1, 0.1, double.NaN);
        using (FileStream reader = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
        {
            Assert.Equal("epoch,\"loss, mean\",\"say \"\"a\"\"\"\n1,0.1,NaN\n", new StreamReader(reader).ReadToEnd());
        }

        log.Append(2, 1.0 / 3, double.NegativeInfinity);
        log.Dispose();
        CsvTable table = CsvTable.Read(path);
        Assert.Equal(["epoch", "loss, mean", "say \"a\""], table.Columns);
        Assert.Equal([1, 0.1, double.NaN, 2, 1.0 / 3, double.NegativeInfinity], table.ToTable<double>().Elements.ToArray());
    }

    [Fact]
    public void Wherever_a_file_ends_it_is_gone_on_with_after_its_last_whole_row()
    {
        using TemporaryFolder folder = new();
        string path = folder.PathOf("log.csv");
        const string header = "epoch,loss\n", rows = "1,0.5\n2,0.25\n";
        for (int length = 0; length <= header.Length + rows.Length; length++)
        {
            File.WriteAllText(path, (header + rows)[..length]);
            int whole = rows[..Math.Max(0, length - header.Length)].Count(static letter => letter == '\n');
            using (CsvLog log = CsvLog.Resume(path, ["epoch", "loss"]))
            {
                Assert.Equal(whole, log.Count);
                log.Append(9, 9);
                Assert.Equal(whole + 1, log.Count);
            }

            Assert.Equal(header + rows[..(whole == 0 ? 0 : whole == 1 ? 6 : 13)] + "9,9\n", File.ReadAllText(path));
        }
    }

    [Fact]
    public void Rows_behind_a_checkpoint_are_taken_back()
    {
        using TemporaryFolder folder = new();
        string path = folder.PathOf("log.csv");
        using (CsvLog log = CsvLog.Resume(path, ["a"]))
        {
            for (int i = 0; i < 5000; i++) log.Append(i);
        }

        using (CsvLog log = CsvLog.Resume(path, ["a"], rows: 3000))
        {
            Assert.Equal(3000, log.Count);
            log.Append(-1);
        }

        Assert.Equal([.. Enumerable.Range(0, 3000).Select(static i => (double)i), -1], CsvTable.Read(path).ToTable<double>().Elements.ToArray());
        Assert.Contains("there are 3001 rows, but 3002", Assert.Throws<InvalidDataException>(() => CsvLog.Resume(path, ["a"], rows: 3002)).Message);
        using CsvLog none = CsvLog.Resume(path, ["a"], rows: 0);
        Assert.Equal(0, none.Count);
    }

    [Theory]
    [InlineData("epoch,accuracy\n1,2\n", "log.csv: line 1: the file has other columns than epoch, loss.")]
    [InlineData("epoch,loss\n1,2\n1,2,3\n", "log.csv: line 3: the number of fields is 3, but there are 2 columns.")]
    public void A_file_of_another_kind_stays_as_it_was(string text, string message)
    {
        using TemporaryFolder folder = new();
        string path = folder.PathOf("log.csv");
        File.WriteAllText(path, text, new UTF8Encoding(false));
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => CsvLog.Resume(path, ["epoch", "loss"])).Message);
        Assert.Equal(text, File.ReadAllText(path));
    }

    [Fact]
    public void Epochs_are_rows()
    {
        using TemporaryFolder folder = new();
        string path = folder.PathOf("log.csv");
        EpochRecord epoch = new(1, 100, 0.5, 1e-3, 2.5, [new("loss", 0.6), new("accuracy", 0.9)]);
        using (CsvLog log = CsvLog.Create(path, CsvLog.ColumnsOf("loss", "accuracy")))
        {
            log.Append(epoch);
            Assert.Throws<ArgumentException>(() => log.Append(epoch with { Metrics = [new("accuracy", 0.9), new("loss", 0.6)] }));
            Assert.Throws<ArgumentException>(() => log.Append(epoch with { Metrics = [] }));
        }

        Assert.Equal("epoch,steps,training loss,learning rate,seconds,loss,accuracy\n1,100,0.5,0.001,2.5,0.6,0.9\n", File.ReadAllText(path));
    }

    [Fact]
    public void What_is_no_row_is_refused()
    {
        using TemporaryFolder folder = new();
        using CsvLog log = CsvLog.Create(folder.PathOf("log.csv"), "a", "b");
        Assert.Equal("numbers", Assert.Throws<ArgumentException>(() => log.Append(1)).ParamName);
        Assert.Throws<ArgumentException>(() => CsvLog.Create(folder.PathOf("x.csv")));
        Assert.Throws<ArgumentException>(() => CsvLog.Create(folder.PathOf("x.csv"), "a", "a"));
        Assert.Throws<ArgumentException>(() => CsvLog.Create(folder.PathOf("x.csv"), "a\nb"));
        Assert.False(File.Exists(folder.PathOf("x.csv")));
    }
}

using System;
using System.IO;
using System.Linq;
using Xunit;

namespace AutoDiff.Training.Tests.Data;

public sealed class CsvTableTests
{
    private const string Animals = "weight,legs,kind,size\n4.5,4,cat,small\n0.02,2,bird,small\n600,4,cow,large\n,4,dog,medium\n";

    [Fact]
    public void Columns_become_numbers()
    {
        Table<double> table = Files.ReadCsv("a,b\n1,-2.5\n6.02e23,.5\n NaN,Infinity\n").ToTable<double>();
        Assert.Equal(["a", "b"], table.Columns);
        Assert.Equal([1, -2.5, 6.02e23, 0.5, double.NaN, double.PositiveInfinity], table.Elements.ToArray());
    }

    [Fact]
    public void Categories_become_codes_and_columns()
    {
        CsvTable animals = Files.ReadCsv(Animals);
        Table<float> table = animals.ToTable<float>(CsvColumn.OneHot("kind"), CsvColumn.Ordinal("size", ["small", "medium", "large"]), CsvColumn.Number("weight", double.NaN));
        Assert.Equal(["kind=bird", "kind=cat", "kind=cow", "kind=dog", "size", "weight"], table.Columns);
        Assert.Equal([0, 1, 0, 0, 0, 4.5f], table[0].ToArray());
        Assert.Equal([0, 0, 0, 1, 1, float.NaN], table[3].ToArray());
        Assert.Equal([1, 0, 2, 3], animals.Labels("kind"));
        Assert.Equal([2, 1, 0, 3], animals.Labels("kind", ["cow", "bird", "cat", "dog"]));
        Assert.Equal(["2", "4"], animals.Categories("legs"));
    }

    [Fact]
    public void Categories_that_are_numbers_stand_in_the_order_of_numbers() =>
        Assert.Equal(["-1", "2", "9", "10", "100"], Files.ReadCsv("x\n10\n9\n100\n2\n-1\n9\n").Categories("x"));

    [Fact]
    public void What_is_missing_is_refused_or_filled_or_left_out()
    {
        CsvTable animals = Files.ReadCsv(Animals);
        Assert.Equal(
            "a.csv: line 5, column 1 ('weight'): the value is missing. Say what is to stand in for it, or leave such rows out.",
            Assert.Throws<InvalidDataException>(() => animals.ToTable<double>(CsvColumn.Number("weight"))).Message);
        Assert.Equal(-1, animals.ToTable<double>(CsvColumn.Number("weight", -1))[3, 0]);
        CsvTable whole = animals.WithoutMissing();
        Assert.Equal(3, whole.Count);
        Assert.Equal(4, animals.WithoutMissing("legs", "kind").Count);
        Assert.Equal([4.5, 0.02, 600], whole.ToTable<double>(CsvColumn.Number("weight")).Elements.ToArray());
        CsvTable marked = Files.ReadCsv("a,b\n?,x\n1,NA\n", new CsvOptions { Missing = ["?", "NA"] });
        Assert.Equal([0, 1], marked.ToTable<double>(CsvColumn.Number("a", 0)).Elements.ToArray());
        Assert.Equal([1.0, 0], marked.ToTable<double>(CsvColumn.OneHot("b", missing: 0)).Elements.ToArray());
        Assert.Throws<InvalidDataException>(() => marked.Labels("b"));
    }

    [Fact]
    public void Without_a_header_columns_are_numbered()
    {
        CsvTable table = Files.ReadCsv("1 2\n3 4\n", new CsvOptions { HasHeader = false, Separator = ' ' });
        Assert.Equal(["1", "2"], table.Columns);
        Assert.Equal([2, 4], table.ToTable<double>(CsvColumn.Number("2")).Elements.ToArray());
    }

    [Theory]
    [InlineData("a,b\n1,2\n3,x\n", "a.csv: line 3, column 2 ('b'): 'x' is no number.")]
    [InlineData("a,b\n1,2\n\"3\n\",1,5\n", "a.csv: line 3: the number of fields")]
    [InlineData("a,b\n\"1\n\",2\n3,\"1,5\"\n", "a.csv: line 4, column 2 ('b'): '1,5' is no number.")]
    [InlineData("a,a\n1,2\n", "a.csv: line 1: 2 columns are called 'a'.")]
    [InlineData("", "a.csv: line 1: the file is empty.")]
    public void Errors_name_the_line_and_the_column(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<InvalidDataException>(() => Files.ReadCsv(text).ToTable<double>()).Message);

    [Fact]
    public void Unknown_columns_and_categories_are_refused()
    {
        CsvTable animals = Files.ReadCsv(Animals);
        Assert.Contains("has no column 'colour'; there are 'weight', 'legs', 'kind', 'size'.", Assert.Throws<ArgumentException>(() => animals.Categories("colour")).Message);
        Assert.Equal("a.csv: line 4, column 3 ('kind'): 'cow' is none of cat, bird.", Assert.Throws<InvalidDataException>(() => animals.Labels("kind", ["cat", "bird"])).Message);
        Assert.Throws<ArgumentException>(() => animals.Labels("kind", ["cat", "cat"]));
    }

    [Fact]
    public void A_table_of_no_rows_has_its_columns() => Assert.Equal("0 × 4", Files.ReadCsv("a,b,c,d\n").ToTable<float>().ToString());

    [Fact]
    public void Floats_are_rounded_once()
    {
        // Halfway between two floats as a double, but a little above as it is written.
        const string text = "1.00000005960464477540";
        Assert.Equal(1.0000001f, Files.ReadCsv($"x\n{text}\n").ToTable<float>()[0, 0]);
    }

    [Fact]
    public void Text_is_that_of_the_row_and_column() =>
        Assert.Equal(["600", "4", "cow", "large"], Enumerable.Range(0, 4).Select(static column => Files.ReadCsv(Animals).Text(2, column).ToString()));

    [Fact]
    public void No_file_does_more_than_be_refused()
    {
        CounterRandom random = new(6);
        byte[][] pieces = [.. ((string[])["a", "1", "-2.5e3", ",", ",", "\"", "\r", "\n", "\n", " ", "\t", "\0", "\uFEFF", "é", "NaN"]).Select(System.Text.Encoding.UTF8.GetBytes), [0xC3], [0xFF], [0x1F, 0x8B]];
        int whole = 0;
        for (int attempt = 0; attempt < 20_000; attempt++)
        {
            byte[] file = [.. Enumerable.Range(0, random.Next(12)).SelectMany(_ => pieces[random.Next(pieces.Length)])];
            CsvOptions options = new() { HasHeader = random.Next(2) == 0, Trim = random.Next(2) == 0, Separator = random.Next(3) == 0 ? '\t' : ',' };
            Exception? thrown = Record.Exception(() => CsvTable.Read(new MemoryStream(file), "a.csv", options).ToTable<float>());
            Assert.True(thrown is null or InvalidDataException, $"{Convert.ToHexString(file)} {options}: {thrown}");
            whole += thrown is null ? 1 : 0;
        }

        Assert.InRange(whole, 500, 19_500);
    }
}

using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Xunit;

namespace AutoDiff.Training.Tests.Data;

public sealed class CsvReaderTests
{
    [Theory]
    [InlineData("a,b\r\nc,d\r\n")]
    [InlineData("a,b\nc,d")]
    [InlineData("a,b\rc,d\r")]
    [InlineData("a,b\n\n\r\nc,d\n\n")]
    [InlineData("\n\"a\",\"b\"\n\"c\",\"d\"\n")]
    [InlineData("\uFEFFa,b\nc,d\n")]
    [InlineData("\uFEFF\"a\",b\nc,d\n")]
    public void Ends_of_lines_marks_and_quotes_are_not_part_of_fields(string text)
    {
        Assert.Equal(["a|b", "c|d"], Files.Records(text));
        Assert.Equal(["a|b", "c|d"], Files.Records(Files.Gzip(Encoding.UTF8.GetBytes(text))));
    }

    [Fact]
    public void Quoted_fields_hold_separators_quotes_and_ends_of_lines()
    {
        Assert.Equal(["a,b|say \"no\"|two\r\nlines|", "|\"|,|x"], Files.Records("\"a,b\",\"say \"\"no\"\"\",\"two\r\nlines\",\n\"\",\"\"\"\",\",\",x"));
    }

    [Fact]
    public void Separators_are_a_choice()
    {
        Assert.Equal(["1,5|2"], Files.Records("1,5;2", new CsvOptions { Separator = ';' }));
        Assert.Equal(["a| b|"], Files.Records("a\t b\t", new CsvOptions { Separator = '\t' }));
        Assert.Equal(["a||b"], Files.Records("a\t\t b ", new CsvOptions { Separator = '\t', Trim = true }));
        Assert.Equal("value", Assert.Throws<System.ArgumentException>(static () => new CsvOptions { Separator = '"' }).ParamName);
    }

    [Fact]
    public void Spaces_belong_to_fields_unless_they_are_trimmed()
    {
        Assert.Equal([" a | b"], Files.Records(" a , b"));
        Assert.Equal(["a| b ||c"], Files.Records(" a ,\t\" b \" ,  , c ", new CsvOptions { Trim = true }));
    }

    [Fact]
    public void With_one_column_an_empty_line_is_an_empty_field()
    {
        Assert.Equal(["a", "", "b", ""], Files.Records("a\n\nb\n\n"));
        Assert.Equal(["", ""], Files.Records("\"\"\n\"\"\n"));
    }

    [Fact]
    public void Nothing_is_no_record()
    {
        Assert.Empty(Files.Records(""));
        Assert.Empty(Files.Records("\uFEFF"));
        Assert.Empty(Files.Records("\n\n\r\n"));
    }

    [Theory]
    [InlineData("a,b\nc", "line 2: the number of fields is 1, but 2 in line 1.")]
    [InlineData("\n\na,b\n\"x\ny\",z,w", "line 4: the number of fields is 3, but 2 in line 3.")]
    [InlineData("a,\"b\nc", "line 1: the quote at character 3 has no end.")]
    [InlineData("a,b\nc,\"d\" e", "line 2: ' ' at character 6 follows the end of a quoted field.")]
    [InlineData("a,b\r\nc,d\"e", "line 2: a quote within the field, at character 4, that has none in front.")]
    [InlineData("\"x\n\"y", "line 2: 'y' at character 2 follows")]
    public void What_is_not_in_the_format_is_refused_with_its_place(string text, string message)
    {
        InvalidDataException refused = Assert.Throws<InvalidDataException>(() => Files.Records(text));
        Assert.StartsWith("a.csv: " + message, refused.Message);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE, 65, 0 })]
    [InlineData(new byte[] { 65, 10, 66, 0xC3, 0x28 })]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, 65, 0xE9 })]
    public void Bytes_that_are_no_UTF8_are_refused(byte[] file) =>
        Assert.Contains("no UTF-8", Assert.Throws<InvalidDataException>(() => Files.Records(file)).Message);

    [Fact]
    public void A_compressed_file_that_is_cut_off_between_two_lines_is_refused()
    {
        byte[] file = Files.Gzip(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 5000).Select(static i => $"{i},{i * 7919 % 10007}\n"))));
        for (int length = 20; length < file.Length; length += 101)
        {
            Assert.Throws<InvalidDataException>(() => Files.Records(file[..length]));
        }
    }

    [Fact]
    public void Any_fields_come_back_as_they_were_written()
    {
        CounterRandom random = new(11);
        string[] pieces = ["a", "ß", "𝄞", ",", "\"", "\n", "\r", "\r\n", " ", "long text with words"];
        for (int attempt = 0; attempt < 500; attempt++)
        {
            int rows = 1 + random.Next(5), width = 2 + random.Next(4);
            List<string> expected = [];
            StringBuilder text = new();
            for (int row = 0; row < rows; row++)
            {
                List<string> fields = [];
                for (int column = 0; column < width; column++)
                {
                    string field = "";
                    for (int left = random.Next(5); left > 0; left--) field += pieces[random.Next(pieces.Length)];
                    fields.Add(field);
                    bool mustQuote = field.IndexOfAny([',', '"', '\r', '\n']) >= 0;
                    text.Append(column > 0 ? "," : "").Append(mustQuote || random.Next(2) == 0 ? $"\"{field.Replace("\"", "\"\"")}\"" : field);
                }

                expected.Add(string.Join('|', fields));
                text.Append(random.Next(2) == 0 ? "\n" : "\r\n");
            }

            Assert.Equal(expected, Files.Records(text.ToString()));
            byte[] bytes = Encoding.UTF8.GetBytes(text.ToString());
            using CsvReader slow = CsvReader.Open(new Files.Slow(bytes), "a.csv");
            Assert.True(slow.Read());
        }
    }

    [Fact]
    public void Long_fields_cross_the_borders_of_blocks()
    {
        string field = new('x', 100_000);
        Assert.Equal([$"{field}|1", $"2|{field}"], Files.Records($"{field},1\r\n2,\"{field}\"\r\n"));
        for (int length = 16_380; length < 16_390; length++)
        {
            string text = new('x', length);
            Assert.Equal([$"{text}|1", $"{text}\"|2"], Files.Records($"{text},1\r\n\"{text}\"\"\",2\r\n"));
        }
    }
}

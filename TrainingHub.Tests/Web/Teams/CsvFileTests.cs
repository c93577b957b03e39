using System.Text;
using TrainingHub.Web.Teams;

namespace TrainingHub.Tests.Web.Teams;

public sealed class CsvFileTests
{
    [Theory]
    [InlineData("name,number,weight_kg\r\nMia Berg,7,\"61,5\"\r\n")]
    [InlineData("Name;Nr.;Gewicht (kg)\nMia Berg;7;61,5\n")]
    [InlineData("sep=;\r\nname;number;weight kg\r\nMia Berg;7;61,5\r\n")]
    [InlineData("NAME\tShirt\tkg\nMia Berg\t7\t61,5")]
    public void Separators_and_names_of_columns_are_taken_as_table_programs_write_them(string text)
    {
        foreach (var bytes in new[] { Encoding.UTF8.GetBytes(text), [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)], [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)] })
        {
            var row = Assert.Single(CsvFile.Read(bytes).Rows);
            Assert.Equal(("Mia Berg", "7", "61,5"), (row.Cells[CsvColumn.Name], row.Cells[CsvColumn.Number], row.Cells[CsvColumn.WeightKg]));
            Assert.Null(row.Fault);
        }
    }

    [Fact]
    public void Letters_of_an_old_Excel_quotes_and_line_breaks_in_cells_are_read()
    {
        var file = CsvFile.Read(Encoding.Latin1.GetBytes("name;number\r\n\"Jörg \"\"der\r\nBär\"\"\";3\r\n\r\nÄnne;4"));

        Assert.Equal([(2, "Jörg \"der\r\nBär\""), (4, "Änne")], file.Rows.Select(row => (row.Number, row.Cells[CsvColumn.Name])));
    }

    [Fact]
    public void Unknown_columns_are_named_and_left_out()
    {
        var file = CsvFile.Read("name,shoe size,number\nMia,43,7"u8);

        Assert.Equal("shoe size", Assert.Single(file.Unknown));
        Assert.Equal([CsvColumn.Name, CsvColumn.Number], Assert.Single(file.Rows).Cells.Keys.Order());
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("number,ftp\n7,250", "No column says who")]
    [InlineData("name,HRmax,max hr\nMia,190,191", "HRmax, max hr")]
    [InlineData("\0\u0001binary", "no text")]
    public void A_file_that_cannot_be_taken_says_why(string text, string why)
        => Assert.Contains(why, CsvFile.Read(Encoding.UTF8.GetBytes(text)).Fault!.ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_too_large_is_refused_unread()
    {
        Assert.Contains("256 KB", CsvFile.Read(new byte[CsvFile.LongestBytes + 1]).Fault!.ToString(), StringComparison.Ordinal);
        Assert.Contains("1000 rows", CsvFile.Read(Encoding.UTF8.GetBytes("name\n" + string.Concat(Enumerable.Repeat("Mia\n", CsvFile.MostRows + 1)))).Fault!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_with_more_cells_than_columns_or_bad_quotes_is_wrong_alone()
    {
        var file = CsvFile.Read("name,number\nMia,7,8\nIda,\"9\" x\nLea,10"u8);

        Assert.Equal([true, true, false], file.Rows.Select(row => row.Fault is not null));
    }
}

using System.Xml.Linq;
using TrainingHub.Bench.Growth;

namespace TrainingHub.Tests.Bench;

public sealed class GrowthTests
{
    private static readonly GrowthPoint[] _points =
    [
        new("players", 10, 10, 3, 48.8, 900.4, 4.25, 280.1), new("players", 10, 1000, 3, 4878, 90, 2.1, 410), new("watchers", 10, 20, 100, 98, 3500, 80.5, 290), new("sessions", 1, 10, 1, 5, 3000, 3, 270),
    ];

    [Fact]
    public void A_point_is_read_from_its_line_as_it_was_written() => Assert.Equal(_points, _points.Select(point => GrowthPoint.Parse(point.ToLine())));

    [Fact]
    public void The_picture_shows_every_value_and_a_larger_one_higher()
    {
        var picture = XDocument.Parse(GrowthPicture.Of(_points));

        var texts = picture.Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value).ToList();
        Assert.Empty(((string[])["900", "90", "4.3", "2.1", "3500", "80.5", "1,000", "players a session", "watchers a session", "sessions"]).Except(texts));
        var cpu = picture.Descendants().Where(element => (string?)element.Attribute("class") == "dot-cpu").Select(dot => (X: (double)dot.Attribute("cx")!, Y: (double)dot.Attribute("cy")!)).ToList();
        Assert.Equal(4, cpu.Count);
        Assert.True(cpu[0].X < cpu[1].X && cpu[0].Y < cpu[1].Y, "From 10 to 1 000 players the line goes to the right, and down where an update gets cheaper.");
    }

    [Fact]
    public void A_picture_of_nothing_is_a_picture() => Assert.NotNull(XDocument.Parse(GrowthPicture.Of([])).Root);
}

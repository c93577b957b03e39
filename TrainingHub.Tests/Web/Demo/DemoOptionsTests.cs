using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TrainingHub.Web.Data;
using TrainingHub.Web.Demo;

namespace TrainingHub.Tests.Web.Demo;

public sealed class DemoOptionsTests
{
    [Fact]
    public void The_switch_is_taken_out_so_that_configuration_does_not_take_the_next_argument_for_its_value()
    {
        string[] args = ["--demo", "--urls", "http://localhost:1"];

        Assert.True(DemoOptions.TakeFrom(ref args).Enabled);
        Assert.Equal(["--urls", "http://localhost:1"], args);
        Assert.False(DemoOptions.TakeFrom(ref args).Enabled);
    }

    [Fact]
    public void Recordings_without_a_demo_are_refused_in_one_sentence()
    {
        var refused = Assert.Throws<StartupRefusedException>(() => new ServiceCollection().AddDemo(Recordings("recordings"), new DemoOptions(false)));

        Assert.Contains("--demo", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "cannot be read")]
    [InlineData("", "holds no *.csv")]
    [InlineData("t_s,power_w\n0,much\n", "'much'")]
    public void Recordings_that_cannot_be_read_are_refused_with_what_is_wrong(string? file, string expected)
    {
        var folder = Directory.CreateTempSubdirectory("traininghub-").FullName;
        if (file is null)
        {
            Directory.Delete(folder);
        }
        else if (file.Length > 0)
        {
            File.WriteAllText(Path.Combine(folder, "ride.csv"), file);
        }

        try
        {
            var refused = Assert.Throws<StartupRefusedException>(() => new ServiceCollection().AddDemo(Recordings(folder), new DemoOptions(true)));
            Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static IConfiguration Recordings(string folder)
        => new ConfigurationBuilder().AddInMemoryCollection([new("demo-recordings", folder)]).Build();
}

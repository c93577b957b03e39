using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TrainingHub.Web.Journal;

namespace TrainingHub.Tests.Web.Journal;

public sealed class JournalOptionsTests
{
    [Fact]
    public void By_default_a_commit_is_synced_and_starts_at_most_every_20_ms()
    {
        var options = Read([]);
        Assert.Equal(TimeSpan.FromMilliseconds(20), options.Window);
        Assert.Equal(JournalDurability.Full, options.Durability);
    }

    [Fact]
    public void Settings_are_taken()
    {
        var options = Read(new() { ["Journal:Window"] = "00:00:00.050", ["Journal:Durability"] = "relaxed" });
        Assert.Equal(TimeSpan.FromMilliseconds(50), options.Window);
        Assert.Equal(JournalDurability.Relaxed, options.Durability);
    }

    [Theory]
    [InlineData("Journal:Window", "-00:00:01")]
    [InlineData("Journal:Window", "00:00:02")]
    [InlineData("Journal:Durability", "7")]
    public void A_setting_out_of_range_is_named(string name, string value)
    {
        var error = Assert.Throws<OptionsValidationException>(() => Read(new() { [name] = value }));
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    private static JournalOptions Read(Dictionary<string, string?> settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddJournal();
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<JournalOptions>>().Value;
    }
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TrainingHub.Web.Security;
using TrainingHub.Web.Server;

namespace TrainingHub.Tests.Security;

public sealed class SecuritySettingsTests
{
    [Fact]
    public void By_default_no_other_site_is_let_in() => Assert.Empty(Read<OriginOptions>([]).Origins);

    [Theory]
    [InlineData("https://app.example.org/path")]
    [InlineData("https://app.example.org/")]
    [InlineData("app.example.org")]
    [InlineData("*")]
    public void What_is_no_origin_is_named(string wrong)
    {
        var error = Assert.Throws<OptionsValidationException>(() => Read<OriginOptions>(new() { ["Cors:Origins:0"] = wrong }));

        Assert.Contains($"Cors:Origins has '{wrong}'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Limits:Address:SignIn", ":Period", "00:00:00")]
    [InlineData("Limits:Account:Verify", ":Burst", "0")]
    [InlineData("Limits:Address:Connections", "", "0")]
    [InlineData("Limits:CircuitsPerUser", "", "0")]
    [InlineData("Limits:BodyBytes", "", "1024")]
    [InlineData("Limits:PasswordLength", "", "20")]
    [InlineData("Limits:PlayersPerSession", "", "1001")]
    public void A_limit_out_of_range_is_named(string name, string part, string value)
    {
        var error = Assert.Throws<OptionsValidationException>(() => Read<DoorLimits>(new() { [name + part] = value }));

        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    private static T Read<T>(Dictionary<string, string?> settings)
        where T : class
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddServer();
        services.AddSecurity();
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<T>>().Value;
    }
}

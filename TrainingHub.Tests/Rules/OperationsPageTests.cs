using System.Reflection;
using TrainingHub.Web.Hubs;
using TrainingHub.Web.Journal;
using TrainingHub.Web.Mail;
using TrainingHub.Web.Privacy;
using TrainingHub.Web.Scheduling;
using TrainingHub.Web.Security;
using TrainingHub.Web.Server;
using TrainingHub.Web.Sessions;
using TrainingHub.Web.Telemetry;

namespace TrainingHub.Tests.Rules;

/// <summary>`docs/operations.md` against the program.</summary>
public sealed class OperationsPageTests
{
    private static readonly (string Section, Type Options)[] _sections =
    [
        ("Server", typeof(ServerOptions)), ("Journal", typeof(JournalOptions)), ("Sessions", typeof(SessionsOptions)), ("Broadcast", typeof(BroadcastOptions)),
        ("Limits", typeof(LimitsOptions)), ("Limits", typeof(HubLimits)), ("Metrics", typeof(MetricsOptions)), ("Mail", typeof(MailOptions)),
        ("Data", typeof(RetentionOptions)), ("Limits", typeof(DoorLimits)), ("Cors", typeof(OriginOptions)),
        ("Scheduling", typeof(SchedulingOptions)),
    ];

    public static string Text => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "operations.md"));

    [Fact]
    public void It_names_every_setting()
    {
        var page = Text;

        Assert.All(_sections.SelectMany(section => Names(section.Section, section.Options)), name => Assert.Contains($"`{name}`", page, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Names(string section, Type options)
        => options.GetProperties(BindingFlags.Instance | BindingFlags.Public).SelectMany(property => property.PropertyType.IsClass && property.PropertyType.Assembly == typeof(ServerOptions).Assembly
            ? Names($"{section}:{property.Name}", property.PropertyType)
            : [$"{section}:{property.Name}"]);
}

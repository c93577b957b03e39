using System.Reflection;
using Microsoft.Extensions.Logging;

namespace TrainingHub.Tests.Rules;

/// <summary>An operator finds a line of the log, and what to do about it, by its number.</summary>
public sealed class EventIdTests
{
    private const int NotGiven = -1;

    private static readonly Assembly[] _assemblies =
        [typeof(TrainingHub.Core.Ids).Assembly, typeof(TrainingHub.Client.TrainingHubClient).Assembly, typeof(TrainingHub.Web.Wire.Ack).Assembly, typeof(TrainingHub.Bench.Arguments).Assembly];

    private static readonly List<(string Method, int Id)> _events =
    [
        .. from assembly in _assemblies
           from type in assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
           let message = method.GetCustomAttribute<LoggerMessageAttribute>()
           where message is not null
           select ($"{type.Name}.{method.Name}", message.EventId),
    ];

    [Fact]
    public void Every_message_of_the_log_has_a_number()
    {
        Assert.True(_events.Count > 30, $"Only {_events.Count} messages were found.");
        Assert.DoesNotContain(_events, entry => entry.Id is NotGiven or 0);
    }

    [Fact]
    public void No_two_messages_have_the_same_number()
        => Assert.Empty(_events.GroupBy(entry => entry.Id).Where(group => group.Count() > 1).Select(group => $"{group.Key}: {string.Join(", ", group.Select(entry => entry.Method))}"));
}

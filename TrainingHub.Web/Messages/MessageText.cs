using TrainingHub.Core.Sessions;

namespace TrainingHub.Web.Messages;

/// <summary>Messages in words, for who sent them.</summary>
public static class MessageText
{
    /// <summary>What a trainer says before they have said anything.</summary>
    private static readonly string[] _usual = ["Drink something", "Well done!", "Come to me, please", "Five more minutes"];

    private const int QuickTexts = 6;

    /// <summary><c>Mia Berg</c>, <c>Mia Berg and Lea Vogt</c>, <c>Mia Berg and 3 more</c>, <c>all 12</c>.</summary>
    public static string To(SentMessage message, SessionState session) => message.To.Length switch
    {
        1 => NameOf(message.To[0], session),
        var count when count >= session.TotalPlayers && session.Players.Keys.All(message.To.Contains) => $"all {count}",
        2 => $"{NameOf(message.To[0], session)} and {NameOf(message.To[1], session)}",
        var count => $"{NameOf(message.To[0], session)} and {count - 1} more",
    };

    /// <summary><c>seen by 8 of 12</c>.</summary>
    public static string Seen(SentMessage message) => message.To.Length == 1
        ? message.Acknowledged.IsEmpty ? "not seen yet" : "seen"
        : $"seen by {message.Acknowledged.Count} of {message.To.Length}";

    /// <summary>The names of those who have not acknowledged it.</summary>
    public static string NotSeenBy(SentMessage message, SessionState session)
        => string.Join(", ", message.To.Where(playerId => !message.Acknowledged.ContainsKey(playerId)).Select(playerId => NameOf(playerId, session)));

    /// <summary>What this user said last in this session, the newest first, each once, and then what is often said.</summary>
    public static IReadOnlyList<string> Quick(SessionState session, string userId) =>
        [.. session.Messages.Sent.Where(message => message.By == userId && message.Text.Length > 0).Reverse().Select(message => message.Text).Concat(_usual).Distinct().Take(QuickTexts)];

    public static string NameOf(string playerId, SessionState session) => session.Find(playerId)?.Profile.Name ?? "A former player";
}

using Microsoft.Extensions.Logging;

namespace TrainingHub.Core.Sessions.Live;

/// <summary>A session's life in the log: a line for each event that is no sample, with the session's id and the number under which the journal has the rest. It names no person.</summary>
internal static partial class SessionLog
{
    public static void Note(this ILogger logger, string sessionId, List<FeedEntry> committed)
    {
        foreach (var entry in committed)
        {
            if (SessionHistory.IsKept(entry.Event) && LevelOf(entry.Event) is var level && logger.IsEnabled(level))
            {
                LogHappened(logger, level, sessionId, entry.Event.GetType().Name, entry.Seq);
            }
        }
    }

    // Turning points, and who comes and goes, are a few a player; progress is many, and a choice comes into all of a player's sessions.
    private static LogLevel LevelOf(SessionEvent @event)
        => @event is SessionEvent.ExerciseReported or SessionEvent.IntervalReported or SessionEvent.PlayerStatusSet or SessionEvent.SharingChosen ? LogLevel.Debug : LogLevel.Information;

    [LoggerMessage(EventId = 1003, Message = "Session {SessionId}: {Event}, seq {Seq}.")]
    private static partial void LogHappened(ILogger logger, LogLevel level, string sessionId, string @event, long seq);
}

using Microsoft.Data.Sqlite;

namespace TrainingHub.Web.Journal;

internal sealed partial class JournalWriter
{
    private const int SettleTries = 20;

    private static readonly TimeSpan BetweenSettleTries = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// A commit may fail and yet be on disk: nobody is told "nothing was changed" before the journal was asked. Where it cannot be read for two seconds either,
    /// a session that was told so and did write loses its next append as a conflict, and is read back.
    /// </summary>
    private async Task<bool> IsOnDiskAsync(List<JournalAppend> group)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                _insert ??= new JournalInsert(_file);
                return group.Exists(_insert.Holds); // a group is there as a whole, or not at all
            }
            catch (SqliteException unreadable)
            {
                Abandon();
                if (tries == SettleTries || _stopping.IsCancellationRequested)
                {
                    LogUnsettled(unreadable, _file.Path, group.Count);
                    return false;
                }

                await Task.Delay(BetweenSettleTries, _time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(EventId = 2105, Level = LogLevel.Error, Message = "The journal {Path} cannot be read either; whether {Count} waiting batches were written is not known")]
    private partial void LogUnsettled(Exception error, string path, int count);
}

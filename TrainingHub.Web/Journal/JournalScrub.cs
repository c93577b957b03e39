namespace TrainingHub.Web.Journal;

/// <summary>Leaves nothing in the journal's files of what was deleted or replaced.</summary>
internal sealed class JournalScrub(JournalFile file, JournalWriter writer, TimeProvider time)
{
    private const int EmptyTries = 100;

    private static readonly TimeSpan BetweenEmptyTries = TimeSpan.FromMilliseconds(100);

    /// <exception cref="TimeoutException">Readers kept the log from being emptied.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // The free pages and the gaps within pages alike: both may hold copies from before. With secure_delete, the pages that VACUUM fills are empty where nothing is.
        await writer.DoAsync(new JournalChore(connection => Sql.Execute(connection, "VACUUM")) { Alone = true }, cancellationToken);
        for (var tries = 1; !await TryEmptyLogAsync(cancellationToken); tries++)
        {
            if (tries == EmptyTries)
            {
                throw new TimeoutException($"The log of the journal '{file.Path}' cannot be emptied: somebody keeps reading.");
            }

            await Task.Delay(BetweenEmptyTries, time, cancellationToken);
        }
    }

    private async Task<bool> TryEmptyLogAsync(CancellationToken cancellationToken)
    {
        var busy = true;
        await writer.DoAsync(new JournalChore(connection => busy = Sql.Scalar(connection, "PRAGMA wal_checkpoint(TRUNCATE)") is not 0L) { Alone = true }, cancellationToken);
        return !busy;
    }
}

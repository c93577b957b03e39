using System.IO.Pipelines;
using TrainingHub.Web.Data;
using TrainingHub.Web.Journal;

namespace TrainingHub.Web.Commands;

/// <summary><c>export --session ID</c>: a session's events as JSON lines, the same as the API's.</summary>
internal static class SessionExport
{
    /// <exception cref="StartupRefusedException">There is no such session, or the file cannot be made.</exception>
    public static async Task RunAsync(DataFiles files, string sessionId, string? file, CancellationToken cancellation)
    {
        ReadableData.Demand(files, files.Journal);
        var journal = JournalFile.OpenReadOnly(files.Journal);
        await using var events = new JournalReader(journal).ReadAsync(sessionId, 0, cancellation).GetAsyncEnumerator(cancellation);
        try
        {
            if (!await events.MoveNextAsync())
            {
                throw new StartupRefusedException($"There is no session '{sessionId}' in '{files.Journal}'.");
            }

            await using var target = Open(file);
            await JournalLines.WriteAsync(PipeWriter.Create(target), events, cancellation);
        }
        catch (JournalDamagedException error)
        {
            throw new StartupRefusedException($"The export is not whole: {error.Message}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StartupRefusedException($"The export could not be written{(file is null ? "" : $" to '{file}'")}: {error.Message}", error);
        }
    }

    private static Stream Open(string? file) => file is null ? Console.OpenStandardOutput() : new FileStream(file, BackupArchive.New);
}

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
        var events = new JournalReader(JournalFile.OpenReadOnly(files.Journal)).ReadAsync(sessionId, 0, cancellation).GetAsyncEnumerator(cancellation);
        await using (events)
        {
            if (!await events.MoveNextAsync())
            {
                throw new StartupRefusedException($"There is no session '{sessionId}' in '{files.Journal}'.");
            }

            await using var target = Open(file);
            await JournalLines.WriteAsync(System.IO.Pipelines.PipeWriter.Create(target), events, cancellation);
        }
    }

    private static Stream Open(string? file)
    {
        try
        {
            return file is null ? Console.OpenStandardOutput() : new FileStream(file, BackupArchive.New);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StartupRefusedException($"The file '{file}' cannot be made: {error.Message}", error);
        }
    }
}

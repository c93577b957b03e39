using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using TrainingHub.Core.Journal;
using TrainingHub.Tests.Core.Sessions;
using TrainingHub.Web.Journal;

namespace TrainingHub.Tests.Web.Journal;

/// <summary>A folder of the test's own with a journal in it.</summary>
internal sealed class JournalFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("traininghub-journal-");

    public string Folder => _folder.FullName;

    public string Mark => System.IO.Path.Combine(_folder.FullName, "journal.mark");

    public string Path => System.IO.Path.Combine(_folder.FullName, "journal.db");

    /// <summary>On which the journal's writer measures.</summary>
    public Meter Meter { get; } = new("journal");

    public SqliteSessionJournal Open(TimeProvider? time = null, TimeSpan? window = null) => SqliteSessionJournal.Open(
        Path,
        new JournalOptions { Window = window ?? TimeSpan.FromMilliseconds(1) },
        time ?? TimeProvider.System,
        new JournalMeter(Meter),
        NullLogger<SqliteSessionJournal>.Instance);

    /// <summary>A journal with sessions of so many events, one a row, closed.</summary>
    public async Task WriteAsync(params (string SessionId, int Events)[] sessions)
    {
        await using var journal = Open();
        foreach (var (sessionId, events) in sessions)
        {
            for (var seq = 1; seq <= events; seq++)
            {
                await journal.AppendAsync(sessionId, seq, [Examples.Sampled(Examples.Ada, 60 + (seq % 140), Examples.T0.AddSeconds(2 * seq))], CancellationToken.None);
            }
        }
    }

    /// <summary>A session's events as they were written.</summary>
    public static async Task<string> TextAsync(ISessionJournal journal, string sessionId, long afterSeq = 0)
    {
        var events = new List<string>();
        await foreach (var (seq, @event) in journal.ReadAsync(sessionId, afterSeq, CancellationToken.None))
        {
            events.Add($"{seq} {Encoding.UTF8.GetString(JournalJson.Write([@event]))}");
        }

        return string.Join('\n', events);
    }

    /// <summary>What an operator could do with <c>sqlite3</c>.</summary>
    public object? Sql(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public void Dispose()
    {
        Meter.Dispose();
        _folder.Delete(recursive: true);
    }
}

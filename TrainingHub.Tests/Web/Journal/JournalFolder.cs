using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using TrainingHub.Web.Journal;

namespace TrainingHub.Tests.Web.Journal;

/// <summary>A folder of the test's own with a journal in it.</summary>
internal sealed class JournalFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("traininghub-journal-");

    public string Path => System.IO.Path.Combine(_folder.FullName, "journal.db");

    public SqliteSessionJournal Open(TimeProvider? time = null, TimeSpan? window = null) => SqliteSessionJournal.Open(
        Path,
        new JournalOptions { Window = window ?? TimeSpan.FromMilliseconds(1) },
        time ?? TimeProvider.System,
        NullLogger<SqliteSessionJournal>.Instance);

    /// <summary>What an operator could do with <c>sqlite3</c>.</summary>
    public object? Sql(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public void Dispose() => _folder.Delete(recursive: true);
}

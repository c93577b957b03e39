using Microsoft.Data.Sqlite;

namespace TrainingHub.Web.Journal;

/// <summary>One statement on a connection, in the transaction that it is in. Parameters are <c>$1</c>, <c>$2</c>, ….</summary>
internal static class Sql
{
    private const int SqliteCorrupt = 11;
    private const int SqliteNotADatabase = 26;

    public static bool IsCorruption(SqliteException error) => error.SqliteErrorCode is SqliteCorrupt or SqliteNotADatabase;

    public static int Execute(SqliteConnection connection, string sql, params ReadOnlySpan<object> values)
    {
        using var command = Command(connection, sql, values);
        return command.ExecuteNonQuery();
    }

    public static object? Scalar(SqliteConnection connection, string sql, params ReadOnlySpan<object> values)
    {
        using var command = Command(connection, sql, values);
        return command.ExecuteScalar();
    }

    public static SqliteCommand Command(SqliteConnection connection, string sql, params ReadOnlySpan<object> values)
    {
        var command = connection.CreateCommand(); // takes the connection's transaction
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"${i + 1}", values[i]);
        }

        return command;
    }
}

using Microsoft.Data.Sqlite;

namespace TrainingHub.Web.Journal;

/// <summary>Reads a table of a damaged file in the order of its rowids, and passes over what SQLite cannot read.</summary>
internal sealed class SalvageScan(SqliteConnection connection, string table, string columns)
{
    private const int BlockRows = 500;

    // More rowids than any one page of the tree leads to; beyond, steps grow.
    private const int SingleSteps = 20_000;

    private readonly string _sql = $"SELECT rowid, session_id, {columns} FROM {table} NOT INDEXED WHERE rowid >= $1 ORDER BY rowid LIMIT $2";

    /// <summary>Places where SQLite could not go on.</summary>
    public int Unreadable { get; private set; }

    /// <param name="read">Of the reader, whose first column is the row's session.</param>
    public IEnumerable<T> Rows<T>(Func<SqliteDataReader, T> read)
    {
        var block = new List<T>();
        for (long? next = 1; next is not null;)
        {
            block.Clear();
            next = TryFill(block, next.Value, BlockRows, read, out var last) ? Following(block.Count, last) : Readable(last, read);
            foreach (var row in block)
            {
                yield return row;
            }
        }
    }

    private static long? Following(int count, long last) => count == BlockRows ? last + 1 : null;

    /// <summary>The next rowid from which a row can be read.</summary>
    private long? Readable<T>(long last, Func<SqliteDataReader, T> read)
    {
        Unreadable++;
        var probe = new List<T>();
        var from = last + 1;
        for (var (tries, step) = (0, 1L); from > 0; tries++, step = tries < SingleSteps ? 1 : step * 2)
        {
            if (TryFill(probe, from, 1, read, out _))
            {
                return probe.Count == 0 ? null : from;
            }

            from = unchecked(from + step); // past the end it is negative
        }

        return null;
    }

    private bool TryFill<T>(List<T> rows, long from, int count, Func<SqliteDataReader, T> read, out long last)
    {
        last = from - 1;
        try
        {
            using var command = Sql.Command(connection, _sql, from, count);
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                var row = read(reader);
                last = reader.GetInt64(0);
                rows.Add(row);
            }

            return true;
        }
        catch (Exception error) when (error is SqliteException or InvalidCastException or InvalidOperationException)
        {
            return false;
        }
    }
}

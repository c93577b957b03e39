using System.IO.Compression;
using System.Text;
using Microsoft.Data.Sqlite;

namespace TrainingHub.Tests.Web.Privacy;

/// <summary>Looks for texts in every file of a data directory, byte by byte, and in what compacted rows unpack to.</summary>
internal static class DataGrep
{
    /// <returns>Each text with where it stands; empty where none does.</returns>
    public static List<string> Find(string folder, params string[] texts)
    {
        var found = new List<string>();
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(path => !path.EndsWith(".lock", StringComparison.Ordinal)))
        {
            found.AddRange(In(Path.GetRelativePath(folder, path), ReadAll(path), texts));
        }

        if (File.Exists(Path.Combine(folder, "journal.db")))
        {
            foreach (var (row, events) in Unpacked(Path.Combine(folder, "journal.db")))
            {
                found.AddRange(In(row, events, texts));
            }
        }

        return found;
    }

    private static IEnumerable<string> In(string where, byte[] bytes, string[] texts)
        => texts.Where(text => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0).Select(text => $"{text} in {where}");

    private static byte[] ReadAll(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static List<(string Row, byte[] Events)> Unpacked(string journal)
    {
        var rows = new List<(string, byte[])>();
        using var connection = new SqliteConnection($"Data Source={journal};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT session_id, first_seq, events FROM compacted";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            using var zlib = new ZLibStream(new MemoryStream(reader.GetFieldValue<byte[]>(2)), CompressionMode.Decompress);
            using var events = new MemoryStream();
            zlib.CopyTo(events);
            rows.Add(($"compacted {reader.GetString(0)} {reader.GetInt64(1)}", events.ToArray()));
        }

        return rows;
    }
}

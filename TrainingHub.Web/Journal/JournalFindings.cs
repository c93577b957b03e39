using Microsoft.Data.Sqlite;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Journal;

/// <summary>A whole look at a journal that nobody writes to.</summary>
internal static class JournalFindings
{
    /// <returns>What is wrong, a sentence each; where nothing is, the report is told so.</returns>
    /// <exception cref="StartupRefusedException">The journal comes from a newer version.</exception>
    public static List<string> Of(string journal, TextWriter report)
    {
        var findings = new List<string>();
        if (!File.Exists(journal) && JournalMark.Read(JournalMark.PathFor(journal)).Seqs.Count == 0)
        {
            report.WriteLine($"There is no journal '{journal}' yet; nothing was changed.");
            return findings;
        }

        var version = VersionOf(journal);
        var (sessions, events) = (0, 0L);
        try
        {
            JournalMark.Compare(journal);
            var file = version is > 0 and < JournalSchema.Version ? JournalFile.Open(journal, JournalDurability.Full) : JournalFile.OpenReadOnly(journal);
            using var connection = file.OpenReader();
            findings.AddRange(Broken(connection));
            foreach (var sessionId in JournalReader.Sessions(connection))
            {
                sessions++;
                events += Sound(file, sessionId, findings);
            }
        }
        catch (StartupRefusedException error) when (IsDamage(error.InnerException))
        {
            findings.Add(error.Message);
        }
        catch (SqliteException error) when (Sql.IsCorruption(error))
        {
            findings.Add($"SQLite cannot read the file ({error.Message.TrimEnd('.')}).");
        }

        if (findings.Count == 0)
        {
            report.WriteLine($"The journal '{journal}' is sound ({sessions} sessions, {events} events); nothing was changed.");
        }

        return findings;
    }

    private static int? VersionOf(string journal)
    {
        try
        {
            using var connection = JournalFile.Connect(journal, SqliteOpenMode.ReadOnly);
            return JournalSchema.VersionOf(connection, journal);
        }
        catch (SqliteException)
        {
            return null; // what it is that cannot be read is found below
        }
    }

    // A file that is locked or may not be read is no damage: nothing is put in its place.
    private static bool IsDamage(Exception? cause) => cause is not SqliteException error || Sql.IsCorruption(error);

    private static List<string> Broken(SqliteConnection connection)
    {
        var found = new List<string>();
        using var command = Sql.Command(connection, "PRAGMA integrity_check(10)");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            found.Add(reader.GetString(0));
        }

        return found is ["ok"] ? [] : found.ConvertAll(finding => $"SQLite says: {finding.ReplaceLineEndings(" ")}.");
    }

    private static long Sound(JournalFile file, string sessionId, List<string> findings)
    {
        var sound = 0L;
        try
        {
            foreach (var upTo in SessionInspection.SoundUpTo(file, sessionId))
            {
                sound = upTo;
            }
        }
        catch (JournalDamagedException error)
        {
            findings.Add(error.Message);
        }

        return sound;
    }
}

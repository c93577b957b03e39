using System.Globalization;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Journal;

/// <summary>Makes a damaged journal one that the server starts with: all that is sound is kept, what was there is put aside, and every loss is told.</summary>
public static class JournalRepair
{
    /// <summary>Beside the journal: a repaired one that is whole, but not yet in its place.</summary>
    private const string Repaired = ".repaired";

    private const string Unfinished = ".repairing";

    /// <summary>Repairs the journal in a data directory, which the caller holds. Where nothing is wrong nothing is changed; a repair that was interrupted is completed.</summary>
    /// <param name="report">Is told, in sentences, what was found, and of each session what is kept and what is lost.</param>
    /// <exception cref="StartupRefusedException">The journal comes from a newer version.</exception>
    public static void Run(string dataDirectoryPath, TextWriter report)
    {
        var journal = Path.Combine(dataDirectoryPath, "journal.db");
        if (!IsInterrupted(journal))
        {
            var findings = JournalFindings.Of(journal, report);
            if (findings.Count == 0)
            {
                return;
            }

            findings.ForEach(report.WriteLine);
            Delete(journal + Unfinished);
            var sessions = JournalSalvage.Run(journal, journal + Unfinished, report);
            JournalLosses.Tell(sessions, JournalMark.Read(JournalMark.PathFor(journal)).Seqs, report);
            File.Move(journal + Unfinished, journal + Repaired);
        }

        PutInPlace(journal, report);
    }

    /// <summary>Whether a repaired journal waits to be put in its place.</summary>
    public static bool IsInterrupted(string journal) => File.Exists(journal + Repaired);

    // The log goes before its database: it must never lie beside another one. The mark of another epoch says nothing, so it may go last.
    private static void PutInPlace(string journal, TextWriter report)
    {
        var aside = ".damaged-" + TimeProvider.System.GetUtcNow().ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);
        if (new FileInfo(journal + "-wal") is { Exists: true, Length: > 0 })
        {
            MoveAside(journal + "-wal", journal + aside + "-wal");
        }

        File.Delete(journal + "-wal");
        File.Delete(journal + "-shm");
        MoveAside(journal, journal + aside);
        File.Move(journal + Repaired, journal);
        MoveAside(JournalMark.PathFor(journal), JournalMark.PathFor(journal) + aside);
        JournalMark.Renew(journal);
        report.WriteLine($"The journal is repaired, and has a new epoch. What was there is kept in '{journal}{aside}'.");
    }

    private static void MoveAside(string file, string aside)
    {
        if (File.Exists(file))
        {
            File.Move(file, aside);
        }
    }

    private static void Delete(string file)
    {
        File.Delete(file);
        File.Delete(file + "-wal");
        File.Delete(file + "-shm");
    }
}

namespace TrainingHub.Web.Journal;

/// <summary>Tells of each session what a repair kept and what is lost.</summary>
internal static class JournalLosses
{
    /// <param name="marks">How far each session was written, where that is known.</param>
    public static void Tell(IReadOnlyList<SalvagedSession> sessions, IReadOnlyDictionary<string, long> marks, TextWriter report)
    {
        var known = sessions.Select(session => session with { Seen = Math.Max(session.Seen, marks.GetValueOrDefault(session.SessionId)) })
            .Concat(marks.Where(mark => sessions.All(session => session.SessionId != mark.Key)).Select(mark => new SalvagedSession(mark.Key, 0, mark.Value)))
            .ToList();
        foreach (var session in known.Where(session => session.Kept < session.Seen))
        {
            var kept = session.Kept == 0 ? "nothing is kept" : $"the events 1 to {session.Kept} are kept";
            report.WriteLine($"Session {session.SessionId}: {kept}, {session.Kept + 1} to {session.Seen} are lost ({session.Seen - session.Kept} events).");
        }

        foreach (var session in known.Where(session => session.Kept == session.Seen))
        {
            report.WriteLine($"Session {session.SessionId}: the events 1 to {session.Kept} are kept; no later one is known of.");
        }

        if (known.Count == 0)
        {
            report.WriteLine("Nothing could be read from the file, and nothing is kept: restore a backup if there is one.");
        }
    }
}

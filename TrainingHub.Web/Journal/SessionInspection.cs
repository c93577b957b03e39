namespace TrainingHub.Web.Journal;

/// <summary>Looks at every row of a session, without reading the events in it.</summary>
internal static class SessionInspection
{
    /// <returns>How far the session is sound, page by page as it is read.</returns>
    /// <exception cref="JournalDamagedException">It is sound no further.</exception>
    public static IEnumerable<long> SoundUpTo(JournalFile file, string sessionId)
    {
        using var pages = new JournalPages(file, sessionId);
        var (seq, before) = (0L, -1L);
        while (seq > before)
        {
            before = seq;
            foreach (var row in pages.After(seq))
            {
                if (row.FirstSeq > seq + 1)
                {
                    throw pages.Missing(seq + 1);
                }

                seq = Math.Max(seq, row.FirstSeq - 1 + row.Count(file.Path));
            }

            yield return seq;
        }
    }
}

namespace TrainingHub.Tests;

/// <summary>Counts what work allocates: no clock is in it, so a busy machine changes nothing.</summary>
internal static class AllocatedBytes
{
    private const int Times = 2000;

    /// <returns>Bytes that one <paramref name="work"/> allocates in its thread, on average, after a warm-up.</returns>
    public static long Of(Action work) => Of(() => 0, _ => work());

    /// <param name="prepare">What each time needs; not counted.</param>
    public static long Of<T>(Func<T> prepare, Action<T> work)
    {
        var allocated = 0L;
        for (var i = -Times; i < Times; i++)
        {
            var prepared = prepare();
            var before = GC.GetAllocatedBytesForCurrentThread();
            work(prepared);
            allocated += i < 0 ? 0 : GC.GetAllocatedBytesForCurrentThread() - before;
        }

        return allocated / Times;
    }
}

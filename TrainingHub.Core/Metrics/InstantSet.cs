namespace TrainingHub.Core.Metrics;

/// <summary>
/// A set of instants, immutable: 8 bytes each, and adding one that is later than all others copies nothing. Sets that grow out of one another share their memory;
/// the first to grow takes the room behind, another one that grows from the same set copies.
/// </summary>
public sealed class InstantSet
{
    private const int FirstCapacity = 32;

    private readonly Room _room;

    private InstantSet(Room room, int count) => (_room, Count) = (room, count);

    public static InstantSet Empty { get; } = new(new Room(0), 0);

    public int Count { get; }

    /// <summary>UTC ticks, rising.</summary>
    public ReadOnlySpan<long> Ticks => _room.Ticks.AsSpan(0, Count);

    public bool Contains(DateTimeOffset instant) => Count > 0 && instant.UtcTicks <= _room.Ticks[Count - 1] && Ticks.BinarySearch(instant.UtcTicks) >= 0;

    /// <summary>The set with one instant more; the same where it holds it.</summary>
    public InstantSet Add(DateTimeOffset instant)
    {
        var ticks = instant.UtcTicks;
        return Count == 0 || ticks > _room.Ticks[Count - 1] ? Append(ticks) : Union([ticks]);
    }

    /// <param name="instants">UTC ticks in any order.</param>
    public InstantSet Union(params ReadOnlySpan<long> instants)
    {
        var all = new long[Count + instants.Length];
        Ticks.CopyTo(all);
        instants.CopyTo(all.AsSpan(Count));
        Array.Sort(all);
        var count = 0;
        foreach (var ticks in all)
        {
            if (count == 0 || ticks != all[count - 1])
            {
                all[count++] = ticks;
            }
        }

        return new InstantSet(new Room(all, count), count);
    }

    private InstantSet Append(long ticks)
    {
        var room = _room;
        if (Count == room.Ticks.Length || Interlocked.CompareExchange(ref room.Used, Count + 1, Count) != Count)
        {
            room = new Room(Math.Max(FirstCapacity, Count * 2)) { Used = Count + 1 };
            Ticks.CopyTo(room.Ticks);
        }

        room.Ticks[Count] = ticks;
        return new InstantSet(room, Count + 1);
    }

    private sealed class Room(long[] ticks, int used)
    {
        public int Used = used;

        public Room(int capacity)
            : this(new long[capacity], 0)
        {
        }

        public long[] Ticks { get; } = ticks;
    }
}

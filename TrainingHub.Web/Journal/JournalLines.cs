using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using TrainingHub.Core.Journal;

namespace TrainingHub.Web.Journal;

/// <summary>Events as JSON lines (<c>application/x-ndjson</c>): each the event as the journal holds it, with its <c>seq</c> first.</summary>
internal static class JournalLines
{
    // Enough to be worth a write, little enough to be kept for every reader at once.
    private const int FlushBytes = 32 * 1024;

    /// <summary>Writes the current event and all that follow; at no time more than a part of them is in memory.</summary>
    public static async Task WriteAsync(PipeWriter target, IAsyncEnumerator<JournalledEvent> events, CancellationToken cancellation)
    {
        do
        {
            Write(target, events.Current);
            if (target.UnflushedBytes >= FlushBytes && (await target.FlushAsync(cancellation)).IsCompleted)
            {
                return; // nobody reads any more
            }
        }
        while (await events.MoveNextAsync());

        await target.FlushAsync(cancellation);
    }

    private static void Write(PipeWriter target, JournalledEvent entry)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(entry.Event, JournalJson.Options);
        Append(target, Encoding.UTF8.GetBytes($"{{\"seq\":{entry.Seq},"));
        Append(target, json.AsSpan(1)); // without its brace
        Append(target, "\n"u8);
    }

    private static void Append(PipeWriter target, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(target.GetSpan(bytes.Length));
        target.Advance(bytes.Length);
    }
}

using System.Text.Json;
using TrainingHub.Core.Journal;

namespace TrainingHub.Web.Admin;

/// <summary>An event as the journal holds it, made to be read.</summary>
/// <param name="Type">As in the journal.</param>
/// <param name="PlayerId">Whom it concerns; null where it concerns the session.</param>
/// <param name="Detail">The rest of the event, as JSON; empty where there is none.</param>
public sealed record EventLine(long Seq, DateTimeOffset At, string Type, string? PlayerId, string Detail)
{
    // They have columns of their own.
    private static readonly string[] _shown = ["type", "v", "at", "playerId"];

    public static EventLine Of(JournalledEvent entry)
    {
        var json = JsonSerializer.SerializeToNode(entry.Event, JournalJson.Options)!.AsObject();
        var type = (string)json["type"]!;
        foreach (var name in _shown)
        {
            json.Remove(name);
        }

        return new EventLine(entry.Seq, entry.Event.At, type, entry.Event.Subject, json.Count == 0 ? "" : json.ToJsonString(JournalJson.Options));
    }
}

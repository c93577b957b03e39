namespace TrainingHub.Tests.Web.Hubs;

/// <summary>An active session with everybody in it.</summary>
internal sealed class Room : IAsyncDisposable
{
    private readonly HubStage _stage;
    private readonly string _sessionId;
    private readonly Dictionary<string, HubLink> _links = [];

    private Room(HubStage stage, string sessionId) => (_stage, _sessionId) = (stage, sessionId);

    public HubLink Trainer => _links["trainer"];

    public HubLink Observer => _links["observer"];

    public HubLink Player => _links["player"];

    public static async Task<Room> OpenAsync(HubStage stage, string sessionId)
    {
        var room = new Room(stage, sessionId);
        room._links["trainer"] = await stage.JoinAsync(stage.Trainer, sessionId, "trainer");
        room._links["admin"] = await stage.JoinAsync(stage.Admin, sessionId, "trainer");
        room._links["observer"] = await stage.JoinAsync(stage.Observer, sessionId, "observer");
        room._links["player"] = await stage.JoinAsync(stage.Player, sessionId, "player");
        room._links["otherPlayer"] = await stage.JoinAsync(stage.OtherPlayer, sessionId, "player");
        await room.Trainer.MustAsync("training:session:start", new { sessionId });
        foreach (var link in room._links.Values)
        {
            await link.UntilAsync("training:session:start");
        }

        return room;
    }

    public Task ActAsync(string act)
    {
        var (sessionId, playerId) = (_sessionId, _stage.Player.Id);
        return act switch
        {
            "metrics" => Player.MustAsync("training:player:metrics", new { sessionId, playerId, power = 200 }),
            "exercise" => Player.MustAsync("training:player:exercise:progress",
                new { sessionId, playerId, exerciseId = "row", exerciseName = "Row", setNumber = 1, totalSets = 3, completed = false }),
            "interval" => Player.MustAsync("training:player:interval:progress",
                new { sessionId, playerId, intervalId = "work-1", intervalName = "Work", currentInterval = 1, totalIntervals = 4, timeRemaining = 60, intensity = "hard", completed = false }),
            "status" => Player.MustAsync("training:player:status", new { sessionId, playerId, status = "completed" }),
            "leave" => LeaveAndComeBackAsync(),
            "pause" => Trainer.MustAsync("training:session:pause", new { sessionId }),
            "end" => Trainer.MustAsync("training:session:end", new { sessionId }),
            "force end" => _links["admin"].MustAsync("training:session:force:end", new { sessionId }),
            _ => throw new ArgumentOutOfRangeException(nameof(act)),
        };
    }

    /// <summary>
    /// Who has heard this event. A pause is the mark: who hears it has been sent all that came before and concerns them (`protocol.md` §2.3). A session's own event is its own mark.
    /// </summary>
    /// <param name="gone">Who is no longer in the session, and would wait for the mark in vain.</param>
    public async Task<List<string>> WhoHeardAsync(string name, string? gone = null)
    {
        var mark = name.StartsWith("training:session:", StringComparison.Ordinal) ? name : "training:session:pause";
        if (mark != name)
        {
            await Trainer.MustAsync(mark, new { sessionId = _sessionId });
        }

        var heard = new List<string>();
        foreach (var (who, link) in _links.Where(entry => entry.Key != gone))
        {
            if ((await link.UntilAsync(mark)).Any(e => e.Name == name))
            {
                heard.Add(who);
            }
        }

        return heard;
    }

    private async Task LeaveAndComeBackAsync()
    {
        await Player.MustAsync("training:session:leave", new { sessionId = _sessionId });
        await Player.JoinAsync(_sessionId, "player");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var link in _links.Values)
        {
            await link.DisposeAsync();
        }
    }
}

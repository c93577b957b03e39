using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Planning;
using TrainingHub.Web.Sessions;

namespace TrainingHub.Web.Joining;

public sealed partial class RosterTools(PlanChoices choices, SessionLists lists, RosterChanges rosters) : IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private ImmutableArray<OfferedPerson> _players; // default until they are read
    private ImmutableArray<ListedSession> _others = [];
    private string? _toAdd, _toMove, _moveTo, _said;
    private bool _busy, _trouble;

    [Parameter, EditorRequired]
    public required SessionState State { get; set; }

    /// <summary>Who asks; of the session's staff.</summary>
    [Parameter, EditorRequired]
    public required Caller Caller { get; set; }

    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _others = [.. (await lists.OfAsync(Caller, Relation.Staff, past: 0, _closed.Token)).Where(session => session.Id != State.SessionId && !session.IsPast)];
        _players = await choices.PlayersAsync(_closed.Token);
    }

    private Task AddAsync() => DoAsync(() => rosters.AddAsync(Caller, State.SessionId, _toAdd!, _closed.Token), "Added. They find the session on their page.");

    private Task MoveAsync() => DoAsync(() => rosters.MoveAsync(Caller, State.SessionId, _toMove!, _moveTo!, _closed.Token), "Moved. What they did here stays in this session's recording.");

    private async Task DoAsync(Func<Task<SessionReply>> act, string done)
    {
        _busy = true;
        try
        {
            var reply = await act();
            (_trouble, _said) = (!reply.Ok, reply.Refusal?.Message ?? done);
            (_toAdd, _toMove) = ("", "");
        }
        finally
        {
            _busy = false;
        }
    }
}

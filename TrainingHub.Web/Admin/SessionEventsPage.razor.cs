using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Accounts;

namespace TrainingHub.Web.Admin;

/// <summary>One session's events as they come, for debugging a device; looks again every second.</summary>
public sealed partial class SessionEventsPage(ISessions sessions, NavigationManager navigation, TimeProvider time) : IAsyncDisposable
{
    // In characters: a session's plan is thousands long, a full sample a few hundred.
    private const int LongDetail = 600, ShortDetail = 80;

    private static readonly TimeSpan _period = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _closed = new();
    private ImmutableArray<EventLine> _lines = [];
    private EventTail? _tail;
    private SessionState? _session;
    private Refusal? _refusal;
    private Task _looking = Task.CompletedTask;

    [Parameter]
    public string SessionId { get; set; } = "";

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    protected override async Task OnInitializedAsync()
    {
        await FollowAsync(playerId: null);
        if (_refusal is not null && !RendererInfo.IsInteractive)
        {
            navigation.NotFound();
        }
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _looking = LookAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        await _looking;
        _closed.Dispose();
    }

    private Task ChooseAsync(ChangeEventArgs chosen) => FollowAsync(chosen.Value is string { Length: > 0 } playerId ? playerId : null);

    private async Task FollowAsync(string? playerId)
    {
        _tail = new EventTail(sessions, (await Authentication).User.ToCaller(), SessionId, playerId);
        await ReadOnAsync();
    }

    private async Task ReadOnAsync()
    {
        var tail = _tail!;
        var found = await tail.ReadOnAsync(_closed.Token);
        if (tail == _tail)
        {
            (_session, _refusal, _lines) = (found.View?.State, found.Refusal, [.. tail.Lines]);
        }
    }

    private async Task LookAsync()
    {
        using var timer = new PeriodicTimer(_period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_closed.Token))
            {
                var (seq, tail) = (_session?.Seq, _tail);
                await ReadOnAsync();
                if (_session?.Seq != seq || _tail != tail)
                {
                    StateHasChanged();
                }
            }
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            // The page is closed.
        }
        catch (Exception fault)
        {
            await DispatchExceptionAsync(fault);
        }
    }

    private string NameOf(string? playerId) => playerId is null
        ? ""
        : (_session!.Players.GetValueOrDefault(playerId) ?? _session.Removed.GetValueOrDefault(playerId))?.Profile.Name ?? playerId;
}

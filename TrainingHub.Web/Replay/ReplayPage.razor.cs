using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using TrainingHub.Core.Replay;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Dashboard;
using TrainingHub.Web.Journal;
using TrainingHub.Web.Sharing;

namespace TrainingHub.Web.Replay;

/// <summary>A session again, as the dashboard showed it: for who may see the session.</summary>
public sealed partial class ReplayPage : IAsyncDisposable
{
    /// <summary>How often the page moves on while it plays; in between, the browser does.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _gone = new();
    private BoardClock? _clock;
    private SessionRecording? _recording;
    private Playback? _playback;
    private ReplayBoard? _replay;
    private FocusPast? _past;
    private ImmutableArray<ReplayMark> _marks = [];
    private Audience _audience;
    private Refusal? _refusal;
    private Found _found;
    private string? _loaded;
    private Task _rereading = Task.CompletedTask;
    private int _news; // how often others may have come to see more or less of somebody
    private bool _isReading;

    private enum Found { Loading, Nothing, Damaged, NotStarted, Recording }

    [Parameter]
    public string SessionId { get; set; } = "";

    [CascadingParameter]
    private Task<AuthenticationState> Account { get; set; } = null!;

    [Inject]
    private ISessions Sessions { get; set; } = null!;

    [Inject]
    private SharingNews Sharing { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private ILogger<ReplayPage> Log { get; set; } = null!;

    private string SessionHref => _audience.Kind switch
    {
        AudienceKind.Staff => $"sessions/{SessionId}",
        AudienceKind.Observer => $"sessions/{SessionId}/watch",
        _ => $"sessions/{SessionId}/play",
    };

    /// <summary>What was prerendered says that it reads; it stands until everything is read.</summary>
    public override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        if (_loaded != SessionId)
        {
            _loaded = SessionId;
            await LoadAsync(null);
        }

        await base.SetParametersAsync(ParameterView.Empty);
    }

    protected override void OnInitialized()
    {
        if (RendererInfo.IsInteractive)
        {
            Sharing.Chosen += OnChosen;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Sharing.Chosen -= OnChosen;
        await _gone.CancelAsync();
        if (_clock is not null)
        {
            await _clock.DisposeAsync();
        }

        await _rereading;
        _gone.Dispose();
    }

    private async Task LoadAsync(DateTimeOffset? at)
    {
        try
        {
            var caller = (await Account).User.ToCaller();
            _found = RendererInfo.IsInteractive ? await ReadAsync(caller, at) : await FindAsync(caller);
        }
        catch (JournalDamagedException damage)
        {
            LogDamaged(damage, SessionId);
            _found = Found.Damaged;
        }
    }

    private async Task<Found> FindAsync(Caller caller)
    {
        if ((await Sessions.FindAsync(caller, SessionId, _gone.Token)).View is not null)
        {
            return Found.Loading;
        }

        Navigation.NotFound();
        return Found.Nothing;
    }

    private async Task<Found> ReadAsync(Caller caller, DateTimeOffset? at)
    {
        var reply = await NewestAsync(caller);
        (_recording, _refusal) = (reply.Recording, reply.Refusal);
        if (_recording is not { } recording)
        {
            return Found.Nothing;
        }

        if (recording.Last.StartTime is null)
        {
            return Found.NotStarted;
        }

        Take(recording);
        _playback = new Playback(recording.From, recording.To, Time);
        if (at is { } position)
        {
            _playback.Seek(position);
        }

        Show();
        return Found.Recording;
    }

    private void Take(SessionRecording recording)
    {
        (_recording, _marks) = (recording, ReplayMarks.Of(recording, _audience));
        _replay = new ReplayBoard(recording, _audience);
        Focus(_past?.PlayerId);
    }

    private void OnChosen(string sessionId)
    {
        if (sessionId == SessionId && !_gone.IsCancellationRequested)
        {
            Interlocked.Increment(ref _news);
            _rereading = Task.WhenAll(_rereading, InvokeAsync(RereadAsync)); // the page's own dispatcher is behind it, and tells of a fault
        }
    }

    // Others may see more or less of a player by now; where it stands, and whether it plays, stays. What comes while it reads is read by whoever reads already.
    private async Task RereadAsync()
    {
        if (_isReading || _playback is null || _gone.IsCancellationRequested)
        {
            return;
        }

        try
        {
            if ((await NewestAsync((await Account).User.ToCaller())).Recording is { } recording)
            {
                Take(recording);
                Show();
            }
        }
        catch (JournalDamagedException damage)
        {
            LogDamaged(damage, SessionId);
            _found = Found.Damaged;
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            return; // the page was closed meanwhile
        }
        catch (Exception fault)
        {
            await DispatchExceptionAsync(fault);
            return;
        }

        StateHasChanged();
    }

    // A choice that is news while the recording is read may not be in it.
    private async Task<RecordingReply> NewestAsync(Caller caller)
    {
        _isReading = true;
        try
        {
            while (true)
            {
                var known = Volatile.Read(ref _news);
                var reply = await Sessions.RecordingAsync(caller, SessionId, _gone.Token);
                if (known == Volatile.Read(ref _news))
                {
                    _audience = reply.Audience;
                    return reply;
                }
            }
        }
        finally
        {
            _isReading = false;
        }
    }

    private async Task ReadOnAsync()
    {
        await StopAsync();
        await LoadAsync(_playback!.Position);
    }

    private async Task PlayAsync()
    {
        if (_playback!.IsPlaying)
        {
            _playback.Pause();
        }
        else
        {
            _playback.Play();
        }

        Show();
        await StopAsync();
        if (_playback.IsPlaying && _clock is null && !_gone.IsCancellationRequested)
        {
            _clock = new BoardClock(Time, Period, InvokeAsync, Tick, DispatchExceptionAsync);
        }
    }

    private void Tick(DateTimeOffset now)
    {
        _playback!.Advance();
        Show();
        StateHasChanged();
        if (!_playback.IsPlaying)
        {
            _clock?.Stop();
        }
    }

    private async Task StopAsync()
    {
        if (_clock is { } clock)
        {
            _clock = null;
            await clock.DisposeAsync();
        }
    }

    private void SetSpeed(int speed)
    {
        _playback!.SetSpeed(speed);
        Show();
    }

    private void Seek(DateTimeOffset at)
    {
        _playback!.Seek(at);
        Show();
    }

    private void Skip(TimeSpan by)
    {
        _playback!.Skip(by);
        Show();
    }

    private void Focus(string? playerId) => _past = playerId is null ? null : _replay!.PastOf(playerId);

    private void Show() => _replay!.Show(_playback!.Position, _playback.Jumps);

    [LoggerMessage(EventId = 1601, Level = LogLevel.Error, Message = "The recording of session {SessionId} cannot be replayed.")]
    private partial void LogDamaged(Exception damage, string sessionId);
}

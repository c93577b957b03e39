using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Telemetry;

namespace TrainingHub.Web.Dashboard;

/// <summary>The live dashboard: with controls for staff at <c>/sessions/{id}</c>, without at <c>/watch</c>, which with <c>?wall</c> fills a TV.</summary>
public sealed partial class SessionPage : IAsyncDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private readonly EventCallback<string> _onMenu;
    private readonly EventCallback<SessionCommand> _onCommand;
    private SessionSubscription? _subscription;
    private BoardClock? _clock;
    private LiveBoard? _board;
    private Refusal? _refusal;
    private Relation _relation;
    private string? _loaded, _menuOf;
    private bool _left;

    public SessionPage()
    {
        // Made once: a tile gets the same callbacks at every update.
        _onMenu = EventCallback.Factory.Create<string>(this, OpenMenu);
        _onCommand = EventCallback.Factory.Create<SessionCommand>(this, AskAndSendAsync);
    }

    [Parameter]
    public string SessionId { get; set; } = "";

    [SupplyParameterFromQuery(Name = "wall")]
    private string? Wall { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Account { get; set; } = null!;

    [Inject]
    private ISessions Sessions { get; set; } = null!;

    [Inject]
    private DoorMeter Meter { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private ISnackbar Messages { get; set; } = null!;

    private bool IsWatch => new Uri(Navigation.Uri).AbsolutePath.EndsWith("/watch", StringComparison.Ordinal);

    private bool IsWall => IsWatch && Wall is not null;

    private bool IsStaff => !IsWatch && _board?.View.Audience.Kind == AudienceKind.Staff;

    /// <summary>Loads before the first render, so that what was prerendered is replaced by the same, and nothing flickers.</summary>
    public override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        if (_loaded != SessionId)
        {
            _loaded = SessionId;
            await LoadAsync();
        }

        await base.SetParametersAsync(ParameterView.Empty);
    }

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        if (_subscription is not null)
        {
            await _subscription.DisposeAsync();
        }

        if (_clock is not null)
        {
            await _clock.DisposeAsync();
        }

        _gone.Dispose();
    }

    private async Task LoadAsync()
    {
        if (_subscription is not null)
        {
            await _subscription.DisposeAsync();
            (_subscription, _left, _menuOf) = (null, false, null);
        }

        var caller = (await Account).User.ToCaller();
        _subscription = RendererInfo.IsInteractive ? new SessionSubscription(Meter) : null;
        var found = _subscription is null
            ? await Sessions.FindAsync(caller, SessionId, _gone.Token)
            : await _subscription.OpenAsync(Sessions, caller, SessionId, _gone.Token);
        (_board, _refusal) = (found.View is { } view ? new LiveBoard(view, Time.GetUtcNow()) : null, found.Refusal);
        if (_board is null)
        {
            if (_subscription is null)
            {
                Navigation.NotFound();
            }

            return;
        }

        _subscription?.Run(InvokeAsync, Apply, Leave, DispatchExceptionAsync);
        if (_subscription is not null && !_gone.IsCancellationRequested)
        {
            _clock ??= new BoardClock(Time, BoardClock.Period, InvokeAsync, Reassess, DispatchExceptionAsync);
        }

        _relation = Permissions.Of(caller, _board.View.State, null);
        if (_board.View.Audience.Kind == AudienceKind.Player)
        {
            Navigation.NavigateTo($"sessions/{SessionId}/play", replace: true);
        }
    }

    private void Apply(SessionUpdate update)
    {
        _board!.Apply(update, Time.GetUtcNow());
        if (update.Items.All(item => item is FeedItem.Sampled))
        {
            // Samples alone change tiles, and nothing else of the page.
            _board.Move();
        }
        else
        {
            StateHasChanged();
        }
    }

    private void Reassess(DateTimeOffset now)
    {
        if (_board?.Reassess(now) == true)
        {
            _board.Move();
        }
    }

    private void Leave()
    {
        _left = !_board!.View.State.HasEnded;
        StateHasChanged();
    }

    private async Task AskAndSendAsync(SessionCommand command)
    {
        if (SessionText.Question(command, _board!.View.State) is var (title, text, yes) && !await AskAsync(title, text, yes))
        {
            return;
        }

        if (await SendAsync(command) && command is SessionCommand.Kick kick)
        {
            OfferReadmission(kick.PlayerId);
        }
    }

    private async Task<bool> AskAsync(string title, string text, string yes)
    {
        var parameters = new DialogParameters<AskDialog> { { dialog => dialog.Text, text }, { dialog => dialog.Yes, yes } };
        var dialog = await Dialogs.ShowAsync<AskDialog>(title, parameters, new DialogOptions { MaxWidth = MaxWidth.ExtraSmall, FullWidth = true });
        return await dialog.Result is { Canceled: false };
    }

    private async Task<bool> SendAsync(SessionCommand command)
    {
        var reply = await Sessions.SendAsync((await Account).User.ToCaller(), SessionId, command, connectionId: null, _gone.Token);
        if (reply.Refusal is { } refusal)
        {
            Messages.Add(refusal.Message, Severity.Warning);
        }

        return reply.Ok;
    }

    private void OfferReadmission(string playerId)
    {
        var name = _board!.View.State.Removed.GetValueOrDefault(playerId)?.Profile.Name ?? "The player";
        Messages.Add($"{name} was removed.", Severity.Normal, message =>
        {
            message.Action = "Readmit";
            message.OnClick = _ => InvokeAsync(() => SendAsync(new SessionCommand.Readmit(playerId)));
            message.VisibleStateDuration = 10_000;
        });
    }

    private void OpenMenu(string playerId) => _menuOf = playerId;
}

using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Server;

namespace TrainingHub.Web.Joining;

public sealed partial class JoinPanel(JoinCodes codes, JoinCodeNews news, ISessions sessions, PublicAddress address, NavigationManager navigation) : IDisposable
{
    private static readonly (Admission Admits, string Text)[] _choices =
        [(Admission.Roster, "Players on the roster"), (Admission.Players, "Any player with an account"), (Admission.Guests, "Guests too, with a first name")];

    private readonly CancellationTokenSource _closed = new();
    private Caller _caller = Caller.System;
    private string? _code, _trouble;
    private bool _open, _mayChoose, _isStaff, _busy, _isClosed;

    /// <summary>The session as it is now.</summary>
    [Parameter, EditorRequired]
    public required SessionState State { get; set; }

    /// <summary>Only shown, large, and nothing to be chosen.</summary>
    [Parameter]
    public bool Wall { get; set; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    public void Dispose()
    {
        _isClosed = true;
        news.Renewed -= OnRenewed;
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        // A prerendered page makes no code.
        if (RendererInfo.IsInteractive && (await Authentication).User is { Identity.IsAuthenticated: true } user)
        {
            _caller = user.ToCaller();
            _isStaff = (Permissions.Of(_caller, State, null) & Relation.Staff) != 0;
            _mayChoose = Permissions.May(_caller, State, new SessionCommand.ChooseAdmission(State.Admits));
            news.Renewed += OnRenewed;
            _code = (await codes.OfAsync(_caller, State.SessionId, _closed.Token)).Code;
        }
    }

    private string Address(string code)
        => address.Of($"join/{code}", navigation.BaseUri);

    private void OnRenewed(string sessionId)
    {
        if (sessionId == State.SessionId)
        {
            _ = InvokeAsync(ReadAnewAsync); // it ends in itself: whatever goes wrong is the page's
        }
    }

    private async Task ReadAnewAsync()
    {
        await Task.Yield(); // not on the thread that brought the news
        if (_isClosed)
        {
            return;
        }

        try
        {
            _code = (await codes.OfAsync(_caller, State.SessionId, _closed.Token)).Code;
            StateHasChanged();
        }
        catch (OperationCanceledException) when (_isClosed)
        {
            // Nobody looks any more.
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            await DispatchExceptionAsync(error);
        }
    }

    private Task ChooseAsync(Admission admits) => DoAsync(async () =>
        (await sessions.SendAsync(_caller, State.SessionId, new SessionCommand.ChooseAdmission(admits), null, _closed.Token)).Refusal);

    private Task RenewAsync() => DoAsync(async () =>
    {
        var reply = await codes.RenewAsync(_caller, State.SessionId, _closed.Token);
        _code = reply.Code ?? _code;
        return reply.Refusal;
    });

    private async Task DoAsync(Func<Task<Refusal?>> act)
    {
        _busy = true;
        try
        {
            _trouble = (await act())?.Message;
        }
        finally
        {
            _busy = false;
        }
    }
}

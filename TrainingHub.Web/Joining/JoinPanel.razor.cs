using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Options;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Server;

namespace TrainingHub.Web.Joining;

public sealed partial class JoinPanel(JoinCodes codes, ISessions sessions, IOptions<ServerOptions> server, NavigationManager navigation) : IDisposable
{
    private static readonly (Admission Admits, string Text)[] _choices =
        [(Admission.Roster, "Players on the roster"), (Admission.Players, "Any player with an account"), (Admission.Guests, "Guests too, with a first name")];

    private readonly CancellationTokenSource _closed = new();
    private Caller _caller = Caller.System;
    private string? _code, _trouble;
    private bool _open, _mayChoose, _isStaff, _busy;

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
            _code = (await codes.OfAsync(_caller, State.SessionId, _closed.Token)).Code;
        }
    }

    private string Address(string code)
        => server.Value.PublicUrl is { Length: > 0 } address ? new Uri(new Uri(address.TrimEnd('/') + "/"), $"join/{code}").ToString() : navigation.ToAbsoluteUri($"join/{code}").ToString();

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

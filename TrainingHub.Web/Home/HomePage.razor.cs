using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Planning;

namespace TrainingHub.Web.Home;

public sealed partial class HomePage(NavigationManager navigation, SessionLists lists, TimeProvider time)
{
    // So long before its start a player is taken to their session; before, they see what comes.
    private static readonly TimeSpan _soon = TimeSpan.FromHours(2);

    private Place _place;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    [CascadingParameter]
    public HttpContext? Request { get; set; }

    protected override async Task OnInitializedAsync()
    {
        var user = (await Authentication).User;
        if (user.Identity?.IsAuthenticated != true)
        {
            navigation.NavigateTo("account/login");
            return;
        }

        var caller = user.ToCaller();
        if (caller.Is(Roles.Trainer))
        {
            navigation.NavigateTo("sessions");
        }
        else if (caller.Is(Roles.Admin))
        {
            navigation.NavigateTo("admin");
        }
        else if (caller.Is(Roles.Player) && await lists.NextOfAsync(caller, Request?.RequestAborted ?? CancellationToken.None) is { } session)
        {
            if (session.IsLive || session.ScheduledAt is not { } at || at - time.GetUtcNow() < _soon)
            {
                navigation.NavigateTo($"sessions/{session.Id}/play");
            }
            else
            {
                _place = Place.Own;
            }
        }
        else
        {
            _place = caller.Is(Roles.Observer) ? Place.Observed : caller.Is(Roles.Player) ? Place.Nothing : Place.NoRole;
        }
    }

    private enum Place { Unknown, Nothing, Own, NoRole, Observed }
}

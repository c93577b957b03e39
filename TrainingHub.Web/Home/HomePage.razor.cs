using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Planning;

namespace TrainingHub.Web.Home;

public sealed partial class HomePage(NavigationManager navigation, SessionLists lists)
{
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
            navigation.NavigateTo($"sessions/{session.Id}/play");
        }
        else
        {
            _place = caller.Is(Roles.Observer) ? Place.Observed : caller.Is(Roles.Player) ? Place.Nothing : Place.NoRole;
        }
    }

    private enum Place { Unknown, Nothing, NoRole, Observed }
}

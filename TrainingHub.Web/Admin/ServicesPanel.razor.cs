using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Data;
using TrainingHub.Web.Tokens;

namespace TrainingHub.Web.Admin;

/// <summary>Programs that sign in by themselves.</summary>
public sealed partial class ServicesPanel(ServiceClients clients, IDialogService dialogs, ISnackbar snackbar)
{
    private readonly HashSet<string> _roles = [RoleNames.Observer];
    private IReadOnlyList<ServiceClient> _services = [];
    private ServiceCredentials? _made;
    private string _name = "";
    private bool _adding;
    private Caller _admin = Caller.System;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _admin = (await Authentication).User.ToCaller();
        await LoadAsync();
    }

    private async Task LoadAsync() => _services = await clients.ListAsync();

    private async Task RegisterAsync()
    {
        var registered = await clients.RegisterAsync(_admin, _name.Trim(), _roles);
        _made = registered.Credentials;
        Say(registered.Refusal);
        (_name, _adding) = ("", false);
        await LoadAsync();
    }

    private async Task RemoveAsync(ServiceClient service)
    {
        var sure = await dialogs.ShowMessageBoxAsync(
            "Remove the service?", $"“{service.Name}” loses its access at once, with all its tokens. To come back it must be registered anew.", yesText: "Remove", cancelText: "Cancel");
        if (sure == true)
        {
            Say(await clients.RemoveAsync(_admin, service.ClientId));
            await LoadAsync();
        }
    }

    private void Say(Refusal? refusal)
    {
        if (refusal is not null)
        {
            snackbar.Add(refusal.Message, Severity.Error);
        }
    }
}

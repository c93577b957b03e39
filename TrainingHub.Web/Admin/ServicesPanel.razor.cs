using MudBlazor;
using TrainingHub.Web.Data;
using TrainingHub.Web.Tokens;

namespace TrainingHub.Web.Admin;

/// <summary>Programs that sign in by themselves.</summary>
public sealed partial class ServicesPanel(ServiceClients clients, IDialogService dialogs)
{
    private readonly HashSet<string> _roles = [RoleNames.Observer];
    private IReadOnlyList<ServiceClient> _services = [];
    private ServiceCredentials? _made;
    private string _name = "";
    private bool _adding;

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync() => _services = await clients.ListAsync();

    private async Task RegisterAsync()
    {
        _made = await clients.RegisterAsync(_name.Trim(), _roles);
        (_name, _adding) = ("", false);
        await LoadAsync();
    }

    private async Task RemoveAsync(ServiceClient service)
    {
        var sure = await dialogs.ShowMessageBoxAsync(
            "Remove the service?", $"“{service.Name}” loses its access at once, with all its tokens. To come back it must be registered anew.", yesText: "Remove", cancelText: "Cancel");
        if (sure == true)
        {
            await clients.RemoveAsync(service.ClientId);
            await LoadAsync();
        }
    }
}

using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Accounts;

namespace TrainingHub.Web.Admin;

/// <summary>Who has an account, and what they may do.</summary>
public sealed partial class PeoplePanel(People people, AccountRoles roles, Invitations invitations, NavigationManager navigation, IDialogService dialogs, ISnackbar snackbar)
{
    private ImmutableArray<Person> _people = [];
    private string _filter = "";
    private bool _adding;
    private (string Name, string Address)? _link;
    private Caller _admin = Caller.System;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _admin = (await Authentication).User.ToCaller();
        await LoadAsync();
    }

    private async Task LoadAsync() => _people = await people.FindAsync(_filter, CancellationToken.None);

    private Task FilterAsync(string? text)
    {
        _filter = text ?? "";
        return LoadAsync();
    }

    private async Task ChangeAsync(Person person, Func<Caller, string, string, Task<Refusal?>> change, string role)
    {
        Say(await change(_admin, person.Id, role), $"{person.Name}'s roles were changed.");
        await LoadAsync();
    }

    private async Task LockAsync(Person person)
    {
        if (person.Locked)
        {
            Say(await roles.UnlockAsync(_admin, person.Id), $"{person.Name} may sign in again.");
        }
        else if (await dialogs.ShowMessageBoxAsync(
            "Lock the account?", $"{person.Name} is signed out everywhere at once and cannot sign in, nor can their devices, until you unlock the account.",
            yesText: "Lock", cancelText: "Cancel") == true)
        {
            Say(await roles.LockAsync(_admin, person.Id), $"{person.Name} is locked out.");
        }

        await LoadAsync();
    }

    private async Task SignOutAsync(Person person)
    {
        if (await dialogs.ShowMessageBoxAsync(
            "Sign out everywhere?", $"{person.Name} is signed out on every browser at once, and their devices lose their access until they connect them again. They can sign in again.",
            yesText: "Sign out", cancelText: "Cancel") == true)
        {
            Say(await roles.SignOutEverywhereAsync(_admin, person.Id), $"{person.Name} is signed out everywhere.");
        }
    }

    private async Task LinkAsync(Person person) => Show(person.Name, await invitations.RenewAsync(_admin, person.Id));

    private async Task InvitedAsync((string Name, InvitationOutcome Outcome) invited)
    {
        _adding = false;
        Show(invited.Name, invited.Outcome);
        await LoadAsync();
    }

    private void Show(string name, InvitationOutcome outcome)
    {
        if (outcome.Token is { } token)
        {
            _link = (name, navigation.ToAbsoluteUri($"account/invite/{token}").ToString());
        }
        else
        {
            Say(outcome.Refusal, "");
        }
    }

    private void Say(Refusal? refusal, string done) => snackbar.Add(refusal?.Message ?? done, refusal is null ? Severity.Success : Severity.Error);
}

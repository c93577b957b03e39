using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Components;
using TrainingHub.Web.Audit;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Accounts.Pages.Manage;

public sealed partial class TwoFactor
{
    private const int RecoveryCodes = 10;

    private User _user = null!;
    private bool _isOn;
    private int _codesLeft;
    private string _key = "";
    private string _address = "";
    private IEnumerable<string>? _newCodes;
    private string? _problem;

    [SupplyParameterFromForm(FormName = "on")]
    private Fields Input { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        Input ??= new Fields();
        if (await Users.GetUserAsync(Http.HttpContext!.User) is not { } user)
        {
            Redirects.To("/account/login");
            return;
        }

        _user = user;
        _isOn = await Users.GetTwoFactorEnabledAsync(user);
        _codesLeft = await Users.CountRecoveryCodesAsync(user);
        if (!_isOn)
        {
            await ShowKeyAsync();
        }
    }

    private async Task ShowKeyAsync()
    {
        if (await Users.GetAuthenticatorKeyAsync(_user) is null)
        {
            await Users.ResetAuthenticatorKeyAsync(_user);
            // The key's change renewed the security stamp that this browser's cookie carries.
            await SignIn.RefreshSignInAsync(_user);
        }

        var key = (await Users.GetAuthenticatorKeyAsync(_user))!;
        _key = string.Join(' ', key.Chunk(4).Select(part => new string(part))).ToLowerInvariant();
        _address = $"otpauth://totp/TrainingHub:{Uri.EscapeDataString(_user.UserName!)}?secret={key}&issuer=TrainingHub&digits=6";
    }

    private async Task TurnOnAsync()
    {
        var code = Input.Code.Replace(" ", "", StringComparison.Ordinal);
        if (!await Users.VerifyTwoFactorTokenAsync(_user, Users.Options.Tokens.AuthenticatorTokenProvider, code))
        {
            _problem = "This code is not the one of now.";
            return;
        }

        await Users.SetTwoFactorEnabledAsync(_user, true);
        await MakeCodesAsync();
        await Security.ChangedAsync(_user, AuditKinds.TwoFactorOn);
    }

    private async Task TurnOffAsync()
    {
        await Users.SetTwoFactorEnabledAsync(_user, false);
        await Users.ResetAuthenticatorKeyAsync(_user);
        await Security.ChangedAsync(_user, AuditKinds.TwoFactorOff);
        Redirects.To("/account/manage/two-factor", "The second step is off.");
    }

    private async Task RenewCodesAsync()
    {
        await MakeCodesAsync();
        await Security.ChangedAsync(_user, AuditKinds.RecoveryCodesMade);
    }

    private async Task MakeCodesAsync() => _newCodes = await Users.GenerateNewTwoFactorRecoveryCodesAsync(_user, RecoveryCodes);

    private sealed class Fields
    {
        [Required(ErrorMessage = "Enter the code.")]
        public string Code { get; set; } = "";
    }
}

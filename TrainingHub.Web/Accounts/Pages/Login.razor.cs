using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Identity;

namespace TrainingHub.Web.Accounts.Pages;

public sealed partial class Login
{
    private EditContext _form = null!;
    private string? _problem;

    [SupplyParameterFromForm]
    private Fields Input { get; set; } = null!;

    [SupplyParameterFromQuery]
    private string? ReturnUrl { get; set; }

    /// <summary>The browser was signed in, and the page that was open was left because of that.</summary>
    [SupplyParameterFromQuery]
    private bool Ended { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Input ??= new Fields();
        _form = new EditContext(Input);
        if (HttpMethods.IsGet(Http.HttpContext!.Request.Method))
        {
            // A second factor that was asked for and never given is asked for anew.
            await Http.HttpContext.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        }
    }

    private async Task SignInAsync()
    {
        if (Input.Passkey?.Error is { Length: > 0 } error)
        {
            _problem = error;
        }
        else if (Input.Passkey?.CredentialJson is { Length: > 0 } credential)
        {
            Follow(await SignIns.ByPasskeyAsync(credential));
        }
        else if (_form.Validate())
        {
            Follow(await SignIns.ByPasswordAsync(Input.Email, Input.Password, Input.Remember));
        }
    }

    private void Follow(SignInOutcome outcome)
    {
        _problem = outcome.Refusal?.Message;
        if (outcome.NeedsSecondStep)
        {
            Redirects.To($"/account/second-factor?remember={Input.Remember}&returnUrl={Uri.EscapeDataString(ReturnUrl ?? "/")}");
        }
        else if (_problem is null)
        {
            Redirects.To(ReturnUrl);
        }
    }

    private sealed class Fields
    {
        [Required(ErrorMessage = "Enter your e-mail.")]
        public string Email { get; set; } = "";

        [Required(ErrorMessage = "Enter your password.")]
        public string Password { get; set; } = "";

        public bool Remember { get; set; }

        public PasskeyResult? Passkey { get; set; }
    }
}

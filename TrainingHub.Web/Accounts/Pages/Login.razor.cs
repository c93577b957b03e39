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
            Follow(await SignIn.PasskeySignInAsync(credential), "This passkey belongs to no account here.");
        }
        else if (_form.Validate())
        {
            Follow(
                await SignIn.PasswordSignInAsync(Input.Email, Input.Password, Input.Remember, lockoutOnFailure: true),
                "This e-mail and password do not belong together.");
        }
    }

    private void Follow(SignInResult result, string refusal)
    {
        if (result.Succeeded)
        {
            Redirects.To(ReturnUrl);
        }
        else if (result.RequiresTwoFactor)
        {
            Redirects.To($"/account/second-factor?remember={Input.Remember}&returnUrl={Uri.EscapeDataString(ReturnUrl ?? "/")}");
        }
        else
        {
            Meter.Refused();
            _problem = result.IsLockedOut
                ? "This account is locked. After too many wrong passwords that takes 5 minutes; otherwise ask an admin."
                : refusal;
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

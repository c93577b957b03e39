using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Joining;

public sealed partial class JoinPage(CodeAdmission admission, SignInManager<User> signIn, AccountRedirects redirects, IHttpContextAccessor http)
{
    private OpenSession? _session;
    private string? _name, _problem;

    [Parameter]
    public string? Code { get; set; }

    /// <summary>Where the code was typed in.</summary>
    [SupplyParameterFromQuery(Name = "code")]
    private string? Asked { get; set; }

    [SupplyParameterFromForm(FormName = "guest")]
    private GuestForm Guest { get; set; } = null!;

    private string? Typed => Code ?? Asked;

    private string Here => $"/join/{JoinCodes.Read(Typed!)}";

    private HttpContext Http => http.HttpContext!;

    protected override async Task OnInitializedAsync()
    {
        Guest ??= new GuestForm();
        if (Typed is not { Length: > 0 } typed)
        {
            return;
        }

        _session = await admission.FindAsync(typed, Http.RequestAborted);
        if (_session is not null && Code is null)
        {
            // The address that a QR code has too, so that forms come back to it.
            redirects.To(Here);
            return;
        }

        _name = Http.User.Identity is { IsAuthenticated: true } ? Http.User.ToCaller().Name : null;
    }

    private async Task ComeAsync()
    {
        if (_session is not { } session || _name is null)
        {
            return;
        }

        if (Http.User.GuestSession() is { } other && other != session.SessionId)
        {
            _problem = "You are a guest in another session. Sign out first, and come in again here.";
            return;
        }

        var caller = Http.User.ToCaller();
        _problem = (await admission.ComeAsync(caller, session, Http.RequestAborted))?.Message;
        if (_problem is null)
        {
            redirects.To(await admission.PlaceOfAsync(caller, session, Http.RequestAborted));
        }
    }

    private async Task ComeAsGuestAsync()
    {
        if (_session is not { } session || _name is not null)
        {
            return;
        }

        var reply = await admission.ComeAsync(Guest.Name ?? "", session, Http.RequestAborted);
        _problem = reply.Refusal?.Message;
        if (reply.Guest is { } guest)
        {
            // For this browser's life, and at most as long as anything is kept of a guest.
            await signIn.SignInAsync(guest, new AuthenticationProperties { IsPersistent = false });
            redirects.To($"/sessions/{session.SessionId}/play");
        }
    }

    private sealed class GuestForm
    {
        public string? Name { get; set; }
    }
}

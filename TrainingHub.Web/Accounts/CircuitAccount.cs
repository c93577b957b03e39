using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Accounts;

/// <summary>Signs a circuit out as soon as its account changed; the clock is there for what another process changed.</summary>
public sealed class CircuitAccount : RevalidatingServerAuthenticationStateProvider
{
    private readonly IServiceScopeFactory _scopes;
    private readonly IdentityOptions _options;
    private readonly AccountChanges _changes;
    private Task<AuthenticationState>? _state;

    public CircuitAccount(ILoggerFactory logging, IServiceScopeFactory scopes, IOptions<IdentityOptions> options, AccountChanges changes)
        : base(logging)
    {
        _scopes = scopes;
        _options = options.Value;
        _changes = changes;
        _changes.Changed += OnAccountChanged;
        AuthenticationStateChanged += Remember;
    }

    protected override TimeSpan RevalidationInterval => TimeSpan.FromMinutes(5);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        var principal = authenticationState.User;
        await using var scope = _scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        var user = await users.GetUserAsync(principal);
        return user is { IsLockedByAdmin: false }
            && user.SecurityStamp == principal.FindFirstValue(_options.ClaimsIdentity.SecurityStampClaimType);
    }

    protected override void Dispose(bool disposing)
    {
        _changes.Changed -= OnAccountChanged;
        AuthenticationStateChanged -= Remember;
        base.Dispose(disposing);
    }

    private void Remember(Task<AuthenticationState> state) => _state = state;

    private void OnAccountChanged(string accountId)
    {
        if (_state is { IsCompletedSuccessfully: true } state
            && state.GetAwaiter().GetResult().User.FindFirstValue(_options.ClaimsIdentity.UserIdClaimType) == accountId)
        {
            SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity()))));
        }
    }
}

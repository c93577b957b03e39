using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using TrainingHub.Core;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Audit;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Accounts;

/// <summary>The one-time code, printed to the log while there is no admin who can sign in, with which <c>/account/setup</c> makes the first admin.</summary>
public sealed partial class SetupCode(IServiceScopeFactory scopes, AuditLog audit, ILogger<SetupCode> logger) : IHostedService, IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private string? _code;

    /// <summary>Whether an admin is still to be made.</summary>
    public bool IsOpen => _code is not null;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (await Admins.WhoCanSignInAsync(scope.ServiceProvider) is [])
        {
            _code = Ids.New();
            LogCode(_code);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Makes the first admin and uses the code up; a refusal leaves it as it is.</summary>
    public async Task<Refusal?> RedeemAsync(string code, string email, string displayName, string password, CancellationToken cancellation = default)
    {
        await _oneAtATime.WaitAsync(cancellation);
        try
        {
            if (_code is not { } expected || !Same(expected, code.Trim()))
            {
                return Refusal.Invalid("This is not the code that the server printed to its log at this start.");
            }

            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<TrainingHubDb>();
            await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
            var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
            var admin = new User { UserName = email.Trim(), Email = email.Trim(), DisplayName = displayName.Trim() };
            var result = await users.CreateAsync(admin, password);
            if (result.Succeeded)
            {
                result = await users.AddToRoleAsync(admin, RoleNames.Admin);
            }

            if (!result.Succeeded)
            {
                return AccountRefusals.From(result);
            }

            await transaction.CommitAsync(cancellation);
            _code = null;
            await audit.WriteAsync(AuditKinds.RoleGiven, null, admin.Id, RoleNames.Admin);
            return null;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private static bool Same(string expected, string given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(given));

    [LoggerMessage(EventId = 1401, Level = LogLevel.Warning, Message = "There is no admin yet: open /account/setup and enter the code {Code}")]
    private partial void LogCode(string code);
}

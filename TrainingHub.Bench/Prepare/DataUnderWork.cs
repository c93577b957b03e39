using System.Collections.Immutable;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TrainingHub.Core;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Data;
using TrainingHub.Web.Demo;
using TrainingHub.Web.Journal;
using TrainingHub.Web.Projection;
using TrainingHub.Web.Server;
using TrainingHub.Web.Sessions;
using TrainingHub.Web.Telemetry;
using TrainingHub.Web.Tokens;

namespace TrainingHub.Bench.Prepare;

/// <summary>A data directory that no server uses now, filled by the server's own services: no port, no pages, and nobody has a password.</summary>
internal sealed class DataUnderWork : IAsyncDisposable
{
    /// <summary>Tokens say that this issued them; a server on the directory has to say so too, whatever its address.</summary>
    public const string IssuerSetting = "--Server:PublicUrl=http://localhost";

    /// <summary>Longer than any run.</summary>
    private static readonly TimeSpan TokensLast = TimeSpan.FromHours(12);

    private readonly WebApplication _app;

    private DataUnderWork(WebApplication app) => _app = app;

    public ISessions Sessions => _app.Services.GetRequiredService<ISessions>();

    /// <param name="time">The clock of everything in it; the machine's by default.</param>
    /// <param name="settings">As on the server's command line.</param>
    /// <exception cref="StartupRefusedException">The directory cannot be used.</exception>
    public static async Task<DataUnderWork> OpenAsync(string dataDirectory, TimeProvider? time = null, params string[] settings)
    {
        var demo = new DemoOptions(false);
        var builder = ServerSlice.CreateBuilder([$"--Data:Directory={dataDirectory}", IssuerSetting, "--Logging:LogLevel:Default=Warning", .. settings]);
        builder.Services.AddSingleton(demo);
        builder.Services.AddServer();
        builder.Services.AddData(await builder.Configuration.OpenDataAsync(demo));
        builder.Services.AddAccounts(demo);
        builder.Services.AddTokens();
        builder.Services.AddJournal();
        builder.Services.AddProjection();
        builder.Services.AddSessions();
        builder.Services.AddTelemetry(builder.Configuration);
        if (time is not null)
        {
            builder.Services.AddSingleton(time);
        }

        var app = builder.Build();
        await app.PrepareDataAsync();
        return new DataUnderWork(app);
    }

    /// <summary>New users of one role, each with a token.</summary>
    public async Task<ImmutableArray<Person>> AddPeopleAsync(string name, string role, int count, CancellationToken cancellationToken = default)
    {
        // Not one by one through Identity: thousands of commits would take minutes.
        var users = Enumerable.Range(0, count).Select(index => NewUser($"{name} {index}")).ToList();
        await using (var db = await _app.Services.GetRequiredService<IDbContextFactory<TrainingHubDb>>().CreateDbContextAsync(cancellationToken))
        {
            db.Users.AddRange(users);
            db.UserRoles.AddRange(users.Select(user => new IdentityUserRole<string> { UserId = user.Id, RoleId = role }));
            await db.SaveChangesAsync(cancellationToken);
        }

        var tokens = _app.Services.GetRequiredService<AccessTokens>();
        var people = ImmutableArray.CreateBuilder<Person>(count);
        foreach (var user in users)
        {
            var token = await tokens.IssueAsync(user.Id, TokensLast);
            people.Add(new Person(user.Id, token ?? throw new InvalidOperationException("This user gets no token.")));
        }

        return people.DrainToImmutable();
    }

    /// <summary>The sign-in cookie of a user for the pages, <c>name=value</c>, as the server makes it: its keys are in the directory.</summary>
    public async Task<string> CookieOfAsync(string userId)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var signIn = scope.ServiceProvider.GetRequiredService<SignInManager<User>>();
        var user = await signIn.UserManager.FindByIdAsync(userId) ?? throw new InvalidOperationException("There is no such user.");
        var options = scope.ServiceProvider.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
        var ticket = new AuthenticationTicket(await signIn.CreateUserPrincipalAsync(user), IdentityConstants.ApplicationScheme);
        ticket.Properties.IssuedUtc = TimeProvider.System.GetUtcNow();
        ticket.Properties.ExpiresUtc = ticket.Properties.IssuedUtc + TokensLast;
        return $"{options.Cookie.Name}={options.TicketDataFormat.Protect(ticket)}";
    }

    /// <summary>A session of its trainer, scheduled.</summary>
    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public async Task AddSessionAsync(NewSession session, CancellationToken cancellationToken = default)
    {
        var trainer = new Caller(session.TrainerId, session.TrainerName, Roles.Trainer);
        var reply = await Sessions.CreateAsync(trainer, session, cancellationToken);
        if (!reply.Ok)
        {
            throw new InvalidOperationException(reply.Refusal!.Message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Files that this process has open would keep a disk from being taken away.
        using (var db = _app.Services.GetRequiredService<IDbContextFactory<TrainingHubDb>>().CreateDbContext())
        {
            SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
        }

        await _app.DisposeAsync();
    }

    private static User NewUser(string name)
    {
        var user = new User { DisplayName = name, EmailConfirmed = true, SecurityStamp = Guid.NewGuid().ToString() };
        user.UserName = user.Email = $"{Ids.New().ToLowerInvariant()}@example.org";
        user.NormalizedUserName = user.NormalizedEmail = user.UserName.ToUpperInvariant();
        return user;
    }
}

using System.Net.Http.Headers;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TrainingHub.Core;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Data;
using TrainingHub.Web.Tokens;

namespace TrainingHub.Tests.Web;

/// <summary>The whole server on a free port of its own with a data directory of its own: a class fixture, or <see cref="StartAsync"/>.</summary>
public sealed class WebApp : IAsyncLifetime, IAsyncDisposable
{
    public const string Password = "a long enough password";

    private readonly bool _ownsDirectory;
    private readonly int _port;
    private readonly Factory _factory;

    public WebApp() : this(null)
    {
    }

    private WebApp(Action<IWebHostBuilder>? configure, string? dataDirectory = null, int port = 0)
    {
        _port = port;
        _ownsDirectory = dataDirectory is null;
        DataDirectory = dataDirectory ?? Directory.CreateTempSubdirectory("traininghub-").FullName;
        _factory = new Factory(DataDirectory, configure);
    }

    public string DataDirectory { get; }

    /// <summary>Where the server listens: <c>http://127.0.0.1:PORT/</c>.</summary>
    public Uri Address { get; private set; } = null!;

    public IServiceProvider Services => _factory.Services;

    /// <param name="configure">Settings (<c>web.UseSetting</c>) or services (<c>web.ConfigureTestServices</c>) that the test needs otherwise.</param>
    /// <param name="dataDirectory">A folder that outlives this server, for tests of a restart.</param>
    /// <param name="port">Where another one listened, for tests of a restart; 0 for a free one.</param>
    public static async Task<WebApp> StartAsync(Action<IWebHostBuilder>? configure = null, string? dataDirectory = null, int port = 0)
    {
        var app = new WebApp(configure, dataDirectory, port);
        await app.InitializeAsync();
        return app;
    }

    public async Task InitializeAsync()
    {
        if (_ownsDirectory)
        {
            await FirstStart.CopyToAsync(DataDirectory);
        }

        _factory.UseKestrel(_port);
        _factory.StartServer();
        var addresses = Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Address = new Uri(addresses.First());
    }

    public async Task DisposeAsync()
    {
        await _factory.DisposeAsync();
        // The program lets go of its services on a thread of its own, of the folder last.
        (await TrainingHub.Web.Data.DataDirectory.OpenAsync(new DataFiles(DataDirectory), TimeProvider.System)).Dispose();
        if (_ownsDirectory)
        {
            Directory.Delete(DataDirectory, recursive: true);
        }
    }

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    /// <summary>A client that nobody is signed in with; it keeps cookies and follows no redirect.</summary>
    public HttpClient CreateClient() => new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };

    /// <summary>A client that sends this access token.</summary>
    public HttpClient CreateClient(string token)
    {
        var client = CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>A client that this user is signed in with by cookie, as on the pages.</summary>
    public async Task<HttpClient> CreateClientAsync(User user)
    {
        var cookies = new System.Net.CookieContainer();
        var (name, value) = await CookieForAsync(user);
        cookies.Add(new System.Net.Cookie(name, value, "/", Address.Host));
        return new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = Address };
    }

    /// <summary>The sign-in cookie of this user, for a browser.</summary>
    public async Task<(string Name, string Value)> CookieForAsync(User user)
    {
        await using var scope = Services.CreateAsyncScope();
        var signIn = scope.ServiceProvider.GetRequiredService<SignInManager<User>>();
        var options = scope.ServiceProvider.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
        // As the store has them now: what the test holds may be older.
        var current = await signIn.UserManager.FindByIdAsync(user.Id) ?? user;
        var ticket = new AuthenticationTicket(await signIn.CreateUserPrincipalAsync(current), IdentityConstants.ApplicationScheme);
        ticket.Properties.IssuedUtc = Services.GetRequiredService<TimeProvider>().GetUtcNow();
        ticket.Properties.BeginSignIn(ticket.Properties.IssuedUtc.Value);
        ticket.Properties.ExpiresUtc = ticket.Properties.IssuedUtc + TimeSpan.FromHours(1);
        return (options.Cookie.Name!, options.TicketDataFormat.Protect(ticket));
    }

    /// <summary>A user with <see cref="Password"/>, an e-mail of their own and these roles.</summary>
    public Task<User> CreateUserAsync(string name, params string[] roles) => CreateUserAsync(new User { DisplayName = name }, roles);

    /// <summary>An admin of their own, as who asks.</summary>
    public async Task<Caller> CreateAdminAsync()
    {
        var admin = await CreateUserAsync("Alma", RoleNames.Admin);
        return new Caller(admin.Id, admin.DisplayName, Roles.Admin);
    }

    public async Task<User> CreateUserAsync(User user, params string[] roles)
    {
        await using var scope = Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        user.UserName = user.Email = $"{Ids.New()}@example.org";
        Demand(await users.CreateAsync(user, Password));
        Demand(await users.AddToRolesAsync(user, roles));
        return user;
    }

    /// <summary>A real access token of this user.</summary>
    public async Task<string> TokenForAsync(User user, TimeSpan? lifetime = null) =>
        await Services.GetRequiredService<AccessTokens>().IssueAsync(user.Id, lifetime)
            ?? throw new InvalidOperationException("This user gets no token.");

    private static void Demand(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException(result.ToString());
        }
    }

    // What a first start makes (schemas, keys) is the same each time and takes most of it, so it is made once: the tests' servers begin with copies, but for those that say where their data is.
    private static class FirstStart
    {
        private static readonly Lazy<Task<string>> _made = new(MakeAsync);

        public static async Task CopyToAsync(string directory)
        {
            var from = await _made.Value;
            foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(file => file != new DataFiles(from).Lock))
            {
                var to = Path.Combine(directory, Path.GetRelativePath(from, file));
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                File.Copy(file, to);
            }
        }

        private static async Task<string> MakeAsync()
        {
            var directory = Directory.CreateTempSubdirectory("traininghub-").FullName;
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(directory, recursive: true);
            await using (await StartAsync(dataDirectory: directory))
            {
            }

            return directory;
        }
    }

    private sealed class Factory(string dataDirectory, Action<IWebHostBuilder>? configure) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseContentRoot(AppContext.BaseDirectory);
            builder.UseSetting("Data:Directory", dataDirectory);
            builder.UseSetting("Logging:LogLevel:Default", "Warning");
            // What makes a stolen hash dear makes a thousand users of tests dear too.
            builder.ConfigureTestServices(services => services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1000));
            configure?.Invoke(builder);
        }
    }
}

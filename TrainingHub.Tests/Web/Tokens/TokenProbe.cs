using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using OpenIddict.Abstractions;
using TrainingHub.Web.Tokens;

namespace TrainingHub.Tests.Web.Tokens;

/// <summary>A server with one page more, <see cref="Path"/>, that asks for a token as the hub and the API do, and says whom it sees.</summary>
public sealed class TokenProbe : IAsyncLifetime
{
    public const string Path = "/probe";

    public WebApp App { get; private set; } = null!;

    public async Task InitializeAsync() =>
        App = await WebApp.StartAsync(web => web.ConfigureTestServices(services => services.AddSingleton<IStartupFilter, Page>()));

    public Task DisposeAsync() => App.DisposeAsync();

    /// <summary>The <c>sub</c>, <c>name</c> and roles that an endpoint sees behind this token; throws where it is refused.</summary>
    public async Task<string> WhoAsync(string token)
    {
        using var client = App.CreateClient(token);
        return await client.GetStringAsync(new Uri(Path, UriKind.Relative));
    }

    public async Task<int> StatusAsync(string token)
    {
        using var client = App.CreateClient(token);
        using var response = await client.GetAsync(new Uri(Path, UriKind.Relative));
        return (int)response.StatusCode;
    }

    private sealed class Page : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Map(Path, branch => branch
                .UseRouting()
                .UseAuthentication()
                .UseAuthorization()
                .UseEndpoints(routes => routes.MapGet("/", Describe).RequireAuthorization(TokenAuth.Policy)));
            next(app);
        };

        private static string Describe(HttpContext context) =>
            $"{context.User.GetClaim("sub")} {context.User.GetClaim("name")} [{string.Join(",", context.User.GetClaims("role").Order())}]";
    }
}

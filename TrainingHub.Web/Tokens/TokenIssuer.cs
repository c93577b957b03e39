using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TrainingHub.Web.Data;
using TrainingHub.Web.Server;

namespace TrainingHub.Web.Tokens;

/// <summary>
/// Who tokens say issued them: <c>Server:PublicUrl</c>, or the first address of the first start, stored with the data,
/// so that a token stays valid on another host name and when the port changes.
/// </summary>
public sealed class TokenIssuer(IOptions<ServerOptions> options, IServer server, IDbContextFactory<TrainingHubDb> contexts)
{
    private const string SettingName = "token-issuer";

    /// <summary>Known once the server listens.</summary>
    public Uri Resolve()
    {
        if (options.Value.PublicUrl is { Length: > 0 } configured)
        {
            return new Uri(configured);
        }

        using var db = contexts.CreateDbContext();
        if (db.Settings.Find(SettingName) is { } stored)
        {
            return new Uri(stored.Value);
        }

        var issuer = FirstAddress();
        db.Settings.Add(new ServerSetting { Name = SettingName, Value = issuer.AbsoluteUri });
        db.SaveChanges();
        return issuer;
    }

    private Uri FirstAddress()
    {
        var binding = server.Features.Get<IServerAddressesFeature>()?.Addresses.Select(BindingAddress.Parse).FirstOrDefault();
        if (binding is null or { Port: 0 })
        {
            // Stored once and for all, so never guessed.
            throw new InvalidOperationException("A token was asked for before the server listens: its issuer is not known yet.");
        }

        var host = binding.Host is "+" or "*" or "[::]" or "0.0.0.0" ? "localhost" : binding.Host;
        return new UriBuilder(binding.Scheme, host, binding.Port).Uri;
    }
}

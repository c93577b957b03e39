using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Components;

namespace TrainingHub.Web.Security;

/// <summary>
/// The content security policy of the pages. Scripts come from here, as files; the one that stands in a page, the import map, is known by its hash (a nonce would change
/// from page to page, and a page that is patched into the last one keeps the last one's policy). Styles may stand in a page, because MudBlazor writes them there.
/// </summary>
internal sealed class PagePolicy
{
    /// <summary>Of everything that is no page: it loads nothing and nobody frames it.</summary>
    public const string NotAPage = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    // A sign-in form may end at the app that asked for it: browsers hold the redirects that follow a form to form-action too.
    private const string FormTargets = "'self' http://127.0.0.1:* traininghub:";

    private const string Rest =
        "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
        + "object-src 'none'; base-uri 'self'; frame-ancestors 'none'; form-action " + FormTargets;

    private readonly ConcurrentDictionary<ImportMapDefinition, string> _byImportMap = [];
    private readonly string _withoutImportMap = Policy("'self'");

    /// <summary>The policy of a page of components.</summary>
    public string Of(Endpoint endpoint) => endpoint.Metadata.GetMetadata<ImportMapDefinition>() is { } map
        ? _byImportMap.GetOrAdd(map, static map => Policy($"'self' '{Hash(map)}'"))
        : _withoutImportMap;

    /// <summary>The policy of a page whose scripts carry this nonce.</summary>
    public static string WithNonce(string nonce) => Policy($"'self' 'nonce-{nonce}'");

    private static string Policy(string scripts) => $"default-src 'none'; script-src {scripts}; {Rest}";

    // A browser hashes the text as its parser has it, which knows no carriage returns.
    private static string Hash(ImportMapDefinition map)
        => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(map.ToString().ReplaceLineEndings("\n"))))}";
}

using Microsoft.Extensions.Options;

namespace TrainingHub.Web.Server;

/// <summary>Addresses of this server that are handed on: under <c>Server:PublicUrl</c> where the operator has said who this is, and else where the one who asks reached it.</summary>
public sealed class PublicAddress(IOptions<ServerOptions> server)
{
    /// <param name="path">Without a slash before it.</param>
    /// <param name="reached">The root under which the one who asks reached the server.</param>
    public string Of(string path, string reached) => new Uri(new Uri((server.Value.PublicUrl is { Length: > 0 } address ? address : reached).TrimEnd('/') + "/"), path).ToString();

    /// <inheritdoc cref="Of(string, string)"/>
    public string Of(string path, HttpRequest request) => Of(path, $"{request.Scheme}://{request.Host}{request.PathBase}");
}

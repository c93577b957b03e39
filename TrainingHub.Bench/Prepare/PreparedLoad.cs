using System.Collections.Immutable;
using System.Text.Json;

namespace TrainingHub.Bench.Prepare;

/// <summary>What a load needs to know of a data directory, as a file of JSON. It holds secrets, and is its owner's alone.</summary>
internal sealed record PreparedLoad(ImmutableArray<PreparedSession> Sessions)
{
    public async Task WriteAsync(string path, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var file = new FileStream(path, options);
        await JsonSerializer.SerializeAsync(file, this, JsonSerializerOptions.Web, cancellationToken);
    }

    /// <exception cref="JsonException">The file is none that was prepared.</exception>
    public static async Task<PreparedLoad> ReadAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        return await JsonSerializer.DeserializeAsync<PreparedLoad>(file, JsonSerializerOptions.Web, cancellationToken) ?? throw new JsonException("The file holds nothing.");
    }
}

/// <param name="Trainer">The trainer's token.</param>
/// <param name="Observer">The first observer's token: other loads know one a session.</param>
/// <param name="TrainerCookie">The trainer's sign-in on the pages, <c>name=value</c>.</param>
/// <param name="Observers">All observers' tokens.</param>
internal sealed record PreparedSession(string SessionId, string Trainer, string Observer, ImmutableArray<string> Observers, ImmutableArray<PreparedPlayer> Players, string TrainerCookie);

internal sealed record PreparedPlayer(string PlayerId, string Token);

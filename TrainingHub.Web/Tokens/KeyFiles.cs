using System.Globalization;
using System.Security.Cryptography;

namespace TrainingHub.Web.Tokens;

/// <summary>A key of the token server on disk.</summary>
/// <param name="From">From when on it is the one that is used; its file's name says so.</param>
internal sealed record KeyFile(string Path, DateTimeOffset From);

/// <summary>The files of one kind of key, <c>NAME-20260501T093000Z.EXT</c>, of mode 0600 in the data's <c>keys/</c>; one made before keys were changed is called <c>NAME.EXT</c>.</summary>
internal sealed class KeyFiles(string folder, string name, string extension, Func<string> make)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const string Stamp = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>All there are, oldest first.</summary>
    public List<KeyFile> List()
    {
        var undated = Path.Combine(folder, name + extension);
        if (File.Exists(undated))
        {
            File.Move(undated, PathOf(new DateTimeOffset(File.GetLastWriteTimeUtc(undated), TimeSpan.Zero)));
        }

        return [.. Directory.GetFiles(folder, $"{name}-*{extension}").Select(Read).OfType<KeyFile>().OrderBy(key => key.From)];
    }

    /// <summary>Makes one that is to be used from then on.</summary>
    public void Make(DateTimeOffset from)
    {
        // Written aside and moved, so that a crash leaves a whole key or none.
        var path = PathOf(from);
        var fresh = path + ".new";
        File.WriteAllText(fresh, make());
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(fresh, OwnerOnly);
        }

        File.Move(fresh, path, overwrite: true);
    }

    public static string Signing()
    {
        using var fresh = RSA.Create(2048);
        return fresh.ExportRSAPrivateKeyPem();
    }

    public static string Encryption() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    private string PathOf(DateTimeOffset from) => Path.Combine(folder, $"{name}-{from.UtcDateTime.ToString(Stamp, CultureInfo.InvariantCulture)}{extension}");

    private KeyFile? Read(string path) =>
        DateTimeOffset.TryParseExact(Path.GetFileNameWithoutExtension(path)[(name.Length + 1)..], Stamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var from)
            ? new KeyFile(path, from)
            : null;
}

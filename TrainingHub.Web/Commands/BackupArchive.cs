using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Commands;

/// <summary>A backup's contents, its first entry. A zip's own checksums are too weak to vouch for keys and health data.</summary>
/// <param name="At">When the backup was begun: all that was acknowledged before is in it.</param>
internal sealed record BackupContents(int Format, DateTimeOffset At, IReadOnlyList<BackupEntry> Entries);

/// <param name="Name"><c>traininghub.db</c>, <c>journal.db</c> or <c>keys/…</c>.</param>
/// <param name="Sha256">In hexadecimal digits.</param>
internal sealed record BackupEntry(string Name, long Bytes, string Sha256);

/// <summary>The file that a backup is: a zip of the data directory's files, with a list of them.</summary>
internal static class BackupArchive
{
    public const string Database = "traininghub.db", Journal = "journal.db", Keys = "keys";

    private const int Format = 1;
    private const string ContentsName = "backup.json";

    /// <summary>Files that are made are their owner's alone.</summary>
    public static FileStreamOptions New { get; } = OperatingSystem.IsWindows()
        ? new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write }
        : new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };

    /// <param name="files">Each entry's name, and the file that it is made from.</param>
    public static async Task WriteAsync(string archive, DateTimeOffset at, IReadOnlyList<(string Name, string Source)> files, CancellationToken cancellation)
    {
        var entries = new List<BackupEntry>();
        foreach (var (name, source) in files)
        {
            await using var content = File.OpenRead(source);
            entries.Add(new BackupEntry(name, content.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellation))));
        }

        await using var file = new FileStream(archive, New);
        await using (var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellation))
        {
            await using (var contents = await zip.CreateEntry(ContentsName).OpenAsync(cancellation))
            {
                await JsonSerializer.SerializeAsync(contents, new BackupContents(Format, at, entries), JsonSerializerOptions.Web, cancellation);
            }

            foreach (var (name, source) in files)
            {
                await zip.CreateEntryFromFileAsync(source, name, CompressionLevel.Fastest, cancellation);
            }
        }

        file.Flush(flushToDisk: true);
    }

    /// <summary>Unpacks into a folder, and looks whether all is as it was written.</summary>
    /// <exception cref="StartupRefusedException">It is not a backup, or not whole.</exception>
    public static async Task<BackupContents> UnpackAsync(string archive, string folder, CancellationToken cancellation)
    {
        try
        {
            await using var zip = await ZipFile.OpenReadAsync(archive, cancellation);
            var contents = await ReadContentsAsync(zip, archive, cancellation);
            DataDirectory.CreateFolder(Path.Combine(folder, Keys));
            foreach (var entry in contents.Entries)
            {
                await UnpackAsync(zip, entry, Path.Combine(folder, entry.Name), archive, cancellation);
            }

            return contents;
        }
        catch (Exception error) when (error is InvalidDataException or JsonException)
        {
            throw new StartupRefusedException($"'{archive}' is not a backup of TrainingHub, or it is damaged ({error.Message.TrimEnd('.')}); nothing was changed.", error);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new StartupRefusedException($"There is no file '{archive}'; nothing was changed.", error);
        }
    }

    private static async Task<BackupContents> ReadContentsAsync(ZipArchive zip, string archive, CancellationToken cancellation)
    {
        await using var listed = await Entry(zip, ContentsName).OpenAsync(cancellation);
        var contents = await JsonSerializer.DeserializeAsync<BackupContents>(listed, JsonSerializerOptions.Web, cancellation) ?? throw new InvalidDataException("its list is empty");
        if (contents.Format > Format)
        {
            throw new StartupRefusedException($"'{archive}' was made by a newer version of TrainingHub; restore it with that one. Nothing was changed.");
        }

        return contents.Entries.All(entry => IsKnown(entry.Name)) && new[] { Database, Journal }.All(name => contents.Entries.Any(entry => entry.Name == name))
            ? contents
            : throw new InvalidDataException("it lists other files than a backup has");
    }

    // Nothing is unpacked outside its place, whatever the list says.
    private static bool IsKnown(string name)
        => name is Database or Journal || (name.StartsWith(Keys + "/", StringComparison.Ordinal) && name[(Keys.Length + 1)..] is { Length: > 0 } key && key == Path.GetFileName(key) && key is not ("." or ".."));

    private static async Task UnpackAsync(ZipArchive zip, BackupEntry entry, string target, string archive, CancellationToken cancellation)
    {
        await using (var source = await Entry(zip, entry.Name).OpenAsync(cancellation))
        await using (var copy = new FileStream(target, New))
        {
            await source.CopyToAsync(copy, cancellation);
            copy.Flush(flushToDisk: true);
        }

        await using var written = File.OpenRead(target);
        if (written.Length != entry.Bytes || Convert.ToHexStringLower(await SHA256.HashDataAsync(written, cancellation)) != entry.Sha256)
        {
            throw new StartupRefusedException($"'{archive}' is damaged: its {entry.Name} is not what was backed up; nothing was changed.");
        }
    }

    private static ZipArchiveEntry Entry(ZipArchive zip, string name) => zip.GetEntry(name) ?? throw new InvalidDataException($"it has no {name}");
}

using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace TrainingHub.Tests.Web.Commands;

/// <summary>What `restore` does not take: it says why, and everything is as it was.</summary>
public sealed class RefusedBackupTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("traininghub-backup-");

    private string Archive => Path.Combine(_folder.FullName, "club.backup");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("damaged")]
    [InlineData("cut short")]
    [InlineData("text")]
    [InlineData("missing")]
    [InlineData("escaping")]
    public async Task What_is_no_whole_backup_is_refused_and_nothing_is_changed(string fault)
    {
        string data;
        await using (var app = await WebApp.StartAsync(dataDirectory: _folder.CreateSubdirectory("data").FullName))
        {
            data = app.DataDirectory;
            await Ops.MustAsync(data, "backup", Archive);
        }

        Spoil(fault);
        var before = Contents(data);

        Assert.Contains("nothing was changed", await Ops.RefusedAsync(data, "restore", Archive), StringComparison.Ordinal);

        Assert.Equal(before, Contents(data));
        Assert.DoesNotContain(_folder.GetFileSystemInfos(), entry => entry.Name == "escaped");
    }

    [Theory]
    [InlineData("traininghub.db", "INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_Later', '99.0.0')")]
    [InlineData("journal.db", "PRAGMA user_version = 99")]
    public async Task A_backup_of_a_newer_version_is_refused_before_anything_is_changed(string file, string newer)
    {
        string data;
        await using (var app = await WebApp.StartAsync(dataDirectory: _folder.CreateSubdirectory("data").FullName))
        {
            data = app.DataDirectory;
        }

        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(data, file)};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var change = new SqliteCommand(newer, connection);
            await change.ExecuteNonQueryAsync();
        }

        await Ops.MustAsync(data, "backup", Archive);
        var before = Contents(data);

        Assert.Contains("by a newer version", await Ops.RefusedAsync(data, "restore", Archive), StringComparison.Ordinal);

        Assert.Equal(before, Contents(data));
    }

    private void Spoil(string fault)
    {
        switch (fault)
        {
            case "damaged":
                Rewrite("journal.db", bytes => bytes[^1] ^= 1);
                break;
            case "cut short":
                using (var file = File.OpenWrite(Archive))
                {
                    file.SetLength(file.Length / 2);
                }

                break;
            case "text":
                File.WriteAllText(Archive, "not a backup");
                break;
            case "missing":
                File.Delete(Archive);
                break;
            case "escaping":
                using (var zip = ZipFile.Open(Archive, ZipArchiveMode.Update))
                {
                    var list = zip.GetEntry("backup.json")!;
                    using var content = list.Open();
                    var text = Regex.Replace(JsonDocument.Parse(content).RootElement.GetRawText(), "keys/[^\"]+", "keys/../../escaped");
                    content.SetLength(0);
                    content.Write(System.Text.Encoding.UTF8.GetBytes(text));
                }

                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(fault));
        }
    }

    private void Rewrite(string name, Action<byte[]> change)
    {
        using var zip = ZipFile.Open(Archive, ZipArchiveMode.Update);
        using var content = zip.GetEntry(name)!.Open();
        var bytes = new byte[content.Length];
        content.ReadExactly(bytes);
        change(bytes);
        content.Position = 0;
        content.Write(bytes);
    }

    private static Dictionary<string, string> Contents(string folder)
        => Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).ToDictionary(file => file, file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))));
}

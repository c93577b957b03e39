using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Privacy;

/// <summary>
/// <c>erased.txt</c>: the SHA-256 of the id of everybody who was erased, a line each, which tells nothing of a random id. No backup holds it and no restore replaces it: who comes back with a backup is erased again.
/// </summary>
internal sealed class ErasedPeople(DataDirectory data, IDbContextFactory<TrainingHubDb> contexts)
{
    /// <summary>On disk when this returns.</summary>
    public void Add(string userId)
    {
        if (!Read().Contains(HashOf(userId)))
        {
            using var file = new FileStream(data.Files.Erased, FileMode.Append, FileAccess.Write);
            file.Write(Encoding.ASCII.GetBytes(HashOf(userId) + "\n"));
            file.Flush(flushToDisk: true);
        }
    }

    /// <summary>Who has an account again.</summary>
    public async Task<List<string>> BackAsync(CancellationToken cancellationToken)
    {
        var erased = Read();
        if (erased.Count == 0)
        {
            return [];
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var userIds = await db.Users.Select(user => user.Id).ToListAsync(cancellationToken);
        return userIds.FindAll(userId => erased.Contains(HashOf(userId)));
    }

    private static string HashOf(string userId) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(userId)));

    private HashSet<string> Read() => File.Exists(data.Files.Erased) ? [.. File.ReadAllLines(data.Files.Erased)] : [];
}

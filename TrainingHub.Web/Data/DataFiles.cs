namespace TrainingHub.Web.Data;

/// <summary>What lies where in a data directory; it touches nothing.</summary>
/// <param name="Path">The folder's full path.</param>
public sealed record DataFiles(string Path)
{
    /// <summary>Accounts, teams, workouts, the projection of sessions, tokens.</summary>
    public string Database => In("traininghub.db");

    /// <summary>The events of all sessions.</summary>
    public string Journal => In("journal.db");

    /// <summary>Folder of the keys that sign tokens and protect cookies.</summary>
    public string Keys => In("keys");

    /// <summary>Who was erased, unrecognisably.</summary>
    public string Erased => In("erased.txt");

    /// <summary>Held by the process that the folder belongs to.</summary>
    public string Lock => In("traininghub.lock");

    /// <summary>Where the settings say: <c>Data:Directory</c>, or <c>data</c>, or the demo's own.</summary>
    public static DataFiles From(IConfiguration configuration, bool demo = false)
        => new(System.IO.Path.GetFullPath(configuration["Data:Directory"] ?? (demo ? "data/demo" : "data")));

    public string In(string name) => System.IO.Path.Combine(Path, name);
}

namespace TrainingHub.Web.Data;

/// <summary>
/// The one folder that the server writes to (<c>Data:Directory</c>, default <c>data</c> under the working directory, mode 0700),
/// held by this process alone for as long as this object lives.
/// </summary>
public sealed class DataDirectory : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // Two seconds in all: a service manager starts the next process when the last one has barely gone.
    private const int Tries = 20;

    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(100);

    private readonly FileStream _lock;

    private DataDirectory(string path, FileStream heldLock)
    {
        Path = path;
        _lock = heldLock;
    }

    /// <summary>The folder's full path.</summary>
    public string Path { get; }

    /// <summary>Accounts, teams, workouts, the projection of sessions, tokens.</summary>
    public string Database => System.IO.Path.Combine(Path, "traininghub.db");

    /// <summary>The events of all sessions.</summary>
    public string Journal => System.IO.Path.Combine(Path, "journal.db");

    /// <summary>Folder of the keys that sign tokens and protect cookies.</summary>
    public string Keys => System.IO.Path.Combine(Path, "keys");

    /// <summary>Creates what is missing and takes the folder for this process; where another holds it, waits a moment for one that is just ending.</summary>
    /// <exception cref="StartupRefusedException">The folder cannot be written to, or another process holds it.</exception>
    public static async Task<DataDirectory> OpenAsync(string directory, TimeProvider time)
    {
        var path = System.IO.Path.GetFullPath(directory);
        try
        {
            CreateFolder(path);
            CreateFolder(System.IO.Path.Combine(path, "keys"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StartupRefusedException($"The data directory '{path}' cannot be written to: {error.Message}", error);
        }

        return new DataDirectory(path, await HoldAsync(path, time));
    }

    public void Dispose() => _lock.Dispose();

    private static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerOnly);
        }
    }

    private static async Task<FileStream> HoldAsync(string path, TimeProvider time)
    {
        var file = System.IO.Path.Combine(path, "traininghub.lock");
        for (var tries = 1; ; tries++)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (UnauthorizedAccessException error)
            {
                throw new StartupRefusedException($"The data directory '{path}' cannot be written to: {error.Message}", error);
            }
            catch (IOException error) when (!File.Exists(file))
            {
                throw new StartupRefusedException($"The data directory '{path}' cannot be written to: {error.Message}", error);
            }
            catch (IOException error) when (tries == Tries)
            {
                throw new StartupRefusedException(
                    $"The data directory '{path}' is in use by another TrainingHub process; stop that one or set Data:Directory to another folder.", error);
            }
            catch (IOException)
            {
                await Task.Delay(BetweenTries, time);
            }
        }
    }
}

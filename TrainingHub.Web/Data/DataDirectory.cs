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

    private DataDirectory(DataFiles files, FileStream heldLock)
    {
        Files = files;
        _lock = heldLock;
    }

    public DataFiles Files { get; }

    /// <summary>The folder's full path.</summary>
    public string Path => Files.Path;

    /// <inheritdoc cref="DataFiles.Database"/>
    public string Database => Files.Database;

    /// <inheritdoc cref="DataFiles.Journal"/>
    public string Journal => Files.Journal;

    /// <inheritdoc cref="DataFiles.Keys"/>
    public string Keys => Files.Keys;

    /// <summary>
    /// Creates what is missing and takes the folder for this process; where another holds it, waits a moment for one that is just ending.
    /// A restore that was cut short is completed first.
    /// </summary>
    /// <exception cref="StartupRefusedException">The folder cannot be written to, or another process holds it.</exception>
    public static async Task<DataDirectory> OpenAsync(DataFiles files, TimeProvider time)
    {
        FileStream? held = null;
        try
        {
            CreateFolder(files.Path);
            held = await HoldAsync(files, time);
            RestoredData.Complete(files);
            CreateFolder(files.Keys);
            return new DataDirectory(files, held);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            held?.Dispose();
            throw new StartupRefusedException($"The data directory '{files.Path}' cannot be written to: {error.Message}", error);
        }
    }

    public void Dispose() => _lock.Dispose();

    /// <summary>A folder that is its owner's alone.</summary>
    public static void CreateFolder(string path)
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

    private static async Task<FileStream> HoldAsync(DataFiles files, TimeProvider time)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return new FileStream(files.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException error) when (IsHeldByAnother(error) && tries == Tries)
            {
                throw new StartupRefusedException(
                    $"The data directory '{files.Path}' is in use by another TrainingHub process; stop that one or set Data:Directory to another folder.", error);
            }
            catch (IOException error) when (IsHeldByAnother(error))
            {
                await Task.Delay(BetweenTries, time);
            }
        }
    }

    // What the operating systems say of a file that is locked; a disk that can only be read, or is full, is something else.
    private static bool IsHeldByAnother(IOException error)
    {
        const int WouldBlockOnLinux = 11, WouldBlockOnMac = 35, SharingViolationOnWindows = unchecked((int)0x80070020);
        return error.HResult is WouldBlockOnLinux or WouldBlockOnMac or SharingViolationOnWindows;
    }
}

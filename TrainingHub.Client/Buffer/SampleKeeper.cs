using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace TrainingHub.Client;

/// <summary>Writes what comes and goes to a <see cref="SampleFile"/> behind the back of who hands it over, who never waits for a disk. Safe from any thread.</summary>
internal sealed partial class SampleKeeper : IAsyncDisposable
{
    // So many lines more than twice what waits, and the file is written anew.
    private const int Slack = 1000;

    private readonly SampleFile _file;
    private readonly Func<IReadOnlyCollection<WaitingSample>> _waiting;
    private readonly Action _faultChanged;
    private readonly ILogger _log;
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly Lock _gate = new();
    private readonly Task _writing;
    private List<WaitingSample> _came = [];
    private List<long> _done = [];
    private bool _anew = true;

    /// <param name="waiting">All that waits now; called on the keeper's own thread.</param>
    public SampleKeeper(string path, Func<IReadOnlyCollection<WaitingSample>> waiting, Action faultChanged, ILogger log)
    {
        (_file, _waiting, _faultChanged, _log) = (new SampleFile(path), waiting, faultChanged, log);
        _wake.Writer.TryWrite(true);
        _writing = Task.Run(WriteAllAsync);
    }

    /// <summary>Why the file takes nothing; null when it does.</summary>
    public string? Fault { get; private set; }

    public void Came(WaitingSample sample)
    {
        lock (_gate)
        {
            _came.Add(sample);
        }

        _wake.Writer.TryWrite(true);
    }

    public void Done(IEnumerable<WaitingSample> samples)
    {
        lock (_gate)
        {
            _done.AddRange(samples.Select(sample => sample.Number));
        }

        _wake.Writer.TryWrite(true);
    }

    /// <summary>Returns when what was handed over is on the disk.</summary>
    public async ValueTask DisposeAsync()
    {
        _wake.Writer.TryComplete();
        await _writing;
        Write();
        _file.Dispose();
    }

    private async Task WriteAllAsync()
    {
        await foreach (var _ in _wake.Reader.ReadAllAsync())
        {
            Write();
        }
    }

    private void Write()
    {
        List<WaitingSample> came;
        List<long> done;
        lock (_gate)
        {
            (came, _came, done, _done) = (_came, [], _done, []);
        }

        var fault = Fault;
        try
        {
            // What came meanwhile may be written twice, under the same number: that is one sample.
            if (_anew || _file.Lines + came.Count > 2 * _waiting().Count + Slack)
            {
                _file.Rewrite(_waiting());
            }
            else if (came.Count + done.Count > 0)
            {
                _file.Append(came, done);
            }

            (_anew, Fault) = (false, null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Half a line may stand in it; next time it is written whole.
            (_anew, Fault) = (true, error.Message);
        }

        if (fault != Fault)
        {
            LogFault(Fault ?? "none");
            _faultChanged();
        }
    }

    [LoggerMessage(EventId = 4013, Level = LogLevel.Warning, Message = "The file of waiting samples has another fault now: {Fault}")]
    private partial void LogFault(string fault);
}

using System.Diagnostics.Metrics;
using TrainingHub.Web.Dashboard;
using TrainingHub.Web.Telemetry;

namespace TrainingHub.Web.Admin;

/// <summary>What the server's instruments say, the same that <c>/metrics</c> shows; looks again every second, and only while someone looks at it.</summary>
public sealed partial class FiguresPanel(Meter meter, TimeProvider time) : IAsyncDisposable
{
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    private const long LowDisk = 1L << 30;

    private static readonly TimeSpan _period = TimeSpan.FromSeconds(1);

    private readonly Queue<Reading> _readings = new();
    private MeterReader? _reader;
    private BoardClock? _clock;
    private ServerFigures? _figures;

    private long Connections => new[] { RoleWords.Trainer, RoleWords.Observer, RoleWords.Player, RoleWords.None }.Sum(As);

    private bool IsFull => _figures?.Free < LowDisk;

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _reader = new MeterReader(meter);
            _readings.Enqueue(_reader.Read(time.GetTimestamp()));
            _clock = new BoardClock(time, _period, InvokeAsync, _ => Look(_reader), DispatchExceptionAsync);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_clock is not null)
        {
            await _clock.DisposeAsync();
        }

        _reader?.Dispose();
    }

    private void Look(MeterReader reader)
    {
        var last = reader.Read(time.GetTimestamp());
        while (_readings.Count > 1 && time.GetElapsedTime(_readings.Peek().At, last.At) > Window)
        {
            _readings.Dequeue();
        }

        var first = _readings.Peek();
        _readings.Enqueue(last);
        _figures = new ServerFigures(first, last, time.GetElapsedTime(first.At, last.At));
        StateHasChanged();
    }

    private long As(string role) => _figures?.ConnectedAs(role) ?? 0;

    private static string Rate(double? perSecond) => perSecond is { } rate ? rate < 10 ? $"{rate:0.#}" : $"{rate:0}" : "–";

    private static string Milliseconds(double? seconds) => seconds is { } known ? $"{known * 1000:0} ms" : "–";

    private static string Sessions(double batches) => Math.Ceiling(batches) is var sessions && sessions <= 1 ? "1 session a commit (p50)" : $"{sessions:0} sessions a commit (p50)";

    private static string Size(long? bytes) => bytes switch
    {
        null => "–",
        < 1 << 20 => $"{bytes / 1024.0:0} KiB",
        < 1 << 30 => $"{bytes / (double)(1 << 20):0.0} MiB",
        _ => $"{bytes / (double)(1 << 30):0.0} GiB",
    };
}

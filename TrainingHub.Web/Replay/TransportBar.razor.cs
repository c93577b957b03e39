using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace TrainingHub.Web.Replay;

public sealed partial class TransportBar
{
    /// <summary>How far an arrow key goes.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    // A mark that playing just passed is not the one before: pressing again must get further back.
    private static readonly TimeSpan _passed = TimeSpan.FromSeconds(2);

    private (bool Playing, int Speed, int Jumps, TimeSpan Length, object? Marks, object? Before, object? After) _shown;

    [Parameter, EditorRequired]
    public required Playback Playback { get; set; }

    /// <summary>In order of time.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<ReplayMark> Marks { get; set; }

    /// <summary>Play, or pause.</summary>
    [Parameter]
    public EventCallback OnPlay { get; set; }

    [Parameter]
    public EventCallback<int> OnSpeed { get; set; }

    [Parameter]
    public EventCallback<DateTimeOffset> OnSeek { get; set; }

    /// <summary>Forward, or (negative) back.</summary>
    [Parameter]
    public EventCallback<TimeSpan> OnSkip { get; set; }

    private ReplayMark? Before => Marks.LastOrDefault(mark => mark.At < Playback.Position - (Playback.IsPlaying ? _passed : TimeSpan.Zero));

    private ReplayMark? After => Marks.FirstOrDefault(mark => mark.At > Playback.Position);

    // A tick of the clock is the browser's.
    protected override bool ShouldRender() => _shown != Shown;

    private (bool, int, int, TimeSpan, object?, object?, object?) Shown
        => (Playback.IsPlaying, Playback.Speed, Playback.Jumps, Playback.Length, Marks, Before, After);

    private static string Milliseconds(DateTimeOffset at) => at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    private Task SeekAsync(ChangeEventArgs change)
        => double.TryParse((string?)change.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && double.IsFinite(seconds)
            ? OnSeek.InvokeAsync(Playback.From + TimeSpan.FromSeconds(Math.Clamp(seconds, 0, Playback.Length.TotalSeconds)))
            : Task.CompletedTask;

    private Task GoAsync(ReplayMark? mark) => mark is null ? Task.CompletedTask : OnSeek.InvokeAsync(mark.At);
}

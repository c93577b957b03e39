using System.Globalization;

namespace TrainingHub.Web.Replay;

/// <summary>Figures of a replay as people read them.</summary>
public static class ReplayText
{
    /// <summary><c>1:19</c>, or <c>1:02:05</c> from an hour on; as in <c>wwwroot/js/server-time.js</c>.</summary>
    public static string Clock(TimeSpan time)
        => time.ToString(time < TimeSpan.FromHours(1) ? @"m\:ss" : time < TimeSpan.FromDays(1) ? @"h\:mm\:ss" : @"d\.hh\:mm\:ss", CultureInfo.InvariantCulture);

    /// <summary>A place on the scrubber, in %.</summary>
    public static string Place(TimeSpan at, TimeSpan length)
        => length > TimeSpan.Zero ? (Math.Clamp(at / length, 0, 1) * 100).ToString("0.###", CultureInfo.InvariantCulture) : "0";
}

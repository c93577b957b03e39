using TrainingHub.Web.Play;

namespace TrainingHub.Web.Workouts;

/// <summary>A profile in words, for who does not see it.</summary>
public static class ProfileText
{
    /// <summary><c>Profile: about 38 min, 12 sets; zone 2 for 8:00, zone 4 for 16:00</c>.</summary>
    public static string Of(PlanTotals totals)
    {
        var zones = totals.InZones.Select((time, index) => (Time: time, Zone: index + 1)).Where(zone => zone.Time > TimeSpan.Zero)
            .Select(zone => $"zone {zone.Zone} for {PlayText.Clock(zone.Time)}").ToList();
        return $"Profile: {(totals.IsEstimate ? "about " : "")}{StepText.Minutes(totals.Duration)}"
            + (totals.Sets > 0 ? $", {totals.Sets} sets" : "")
            + (zones is [] ? "" : "; " + string.Join(", ", zones));
    }
}

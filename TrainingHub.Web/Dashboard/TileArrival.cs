using TrainingHub.Core.Sessions;

namespace TrainingHub.Web.Dashboard;

/// <summary>What is missing of a player's samples, or came late.</summary>
/// <param name="Share">Of the expected ones, %: <c>97 %</c>.</param>
/// <param name="Gap">The longest time without one: <c>0:24</c>; null where there is none.</param>
/// <param name="Late">How many came late.</param>
public sealed record TileArrival(string Share, string? Gap, int Late)
{
    /// <summary>Up to the player's last sample: that none comes now is trouble, and is told as that.</summary>
    /// <returns>Null where all is well.</returns>
    public static TileArrival? Of(PlayerState player, SessionState session)
    {
        if (player.Arrival is not { } arrival || (arrival.Gaps.IsEmpty && arrival.Backfilled == 0 && !session.HasEnded))
        {
            return null;
        }

        var arrived = Completeness.Of(player, session, arrival.Last);
        return arrived is { Missing: 0, Backfilled: 0 }
            ? null
            : new TileArrival(ArrivalText.Share(arrived), ArrivalText.Longest(arrived) is [var longest, ..] ? ArrivalText.Length(longest) : null, arrived.Backfilled);
    }
}

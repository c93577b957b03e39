namespace TrainingHub.Web.Dashboard;

/// <summary>What a recording knows of the time before the moment that it shows, where a live board would remember it.</summary>
/// <param name="Jump">Another number: nothing that the browser knew holds any more, see <see cref="TileFeed"/>.</param>
/// <param name="TroubleOf">Of a player: since when they are in trouble.</param>
/// <param name="LineOf">Of a player: the heart rates that the browser is to draw and does not know, oldest first.</param>
public sealed record BoardPast(int Jump, Func<string, TroubleMemory> TroubleOf, Func<string, IEnumerable<(DateTimeOffset At, double HeartRate)>> LineOf);

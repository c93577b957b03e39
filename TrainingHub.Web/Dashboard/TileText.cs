using System.Globalization;
using TrainingHub.Core.Players;

namespace TrainingHub.Web.Dashboard;

/// <summary>A tile's values as people read them, the same in grid, list and focus.</summary>
public static class TileText
{
    private static readonly string[] _zones = ["Z0", "Z1", "Z2", "Z3", "Z4", "Z5"];
    private static readonly string[] _calm = ["tile zone-0", "tile zone-1", "tile zone-2", "tile zone-3", "tile zone-4", "tile zone-5"];
    private static readonly string[] _troubled = [.. _calm.Select(name => $"{name} troubled")];

    public static string Class(TileView tile) => (tile.Zone, tile.Trouble) switch
    {
        ({ } zone, null) => _calm[zone],
        ({ } zone, _) => _troubled[zone],
        (null, null) => "tile zone-none",
        _ => "tile zone-none troubled",
    };

    public static string HeartRate(TileView tile) => tile switch
    {
        { HeartRate: { } bpm } => Whole(bpm),
        { HeartRateHidden: true, Zone: not null } => Zone(tile),
        _ => "–",
    };

    public static string HeartRateUnit(TileView tile) => tile switch
    {
        { HeartRate: not null } => "bpm",
        { HeartRateHidden: false } => "",
        { Zone: null } => "not shared",
        _ => "zone only",
    };

    public static string Zone(TileView tile) => tile.Zone is { } zone ? _zones[zone] : "–";

    public static string Percent(TileView tile) => tile.Percent is { } percent ? $"{Whole(percent)} %" : "";

    /// <summary><c>bpm|zone|percent|distance|watts|rpm|W/kg|pace</c>, each as a tile says it, empty ones at the end left out. Read by <c>wwwroot/js/tiles.js</c>.</summary>
    public static string Numbers(TileView tile, Units units) => string.Create(
        CultureInfo.InvariantCulture,
        $"{HeartRate(tile)}|{Zone(tile)}|{Percent(tile)}|{tile.Distance}|{tile.Power}|{tile.Cadence}|{(tile.PowerPerKg is { } perKg ? OneDecimal(perKg, units) : "")}|{(tile.Pace is { } pace ? units.Pace(pace) : "")}").TrimEnd('|');

    public static string OneDecimal(double value, Units units) => value.ToString("0.0", units.Format);

    public static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Of(TroubleKind trouble) => trouble switch
    {
        TroubleKind.AboveCeiling => "Above ceiling",
        TroubleKind.SignalLost => "Signal lost",
        TroubleKind.OverTarget => "Over target",
        _ => "Under target",
    };
}

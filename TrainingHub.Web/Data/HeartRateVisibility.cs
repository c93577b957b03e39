namespace TrainingHub.Web.Data;

/// <summary>What observers may see of a player's heart rate.</summary>
public enum HeartRateVisibility
{
    /// <summary>Beats a minute.</summary>
    Number,

    /// <summary>The zone alone.</summary>
    Zone,

    /// <summary>Nothing.</summary>
    Hidden,
}

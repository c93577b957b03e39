namespace TrainingHub.Web.Play;

/// <summary>In which unit a viewer reads and enters loads. The one place where they are converted: everything behind the pages is in kg.</summary>
/// <param name="Label">On the stepper.</param>
/// <param name="KgPerUnit">kg; a pound is 0.45359237 kg by definition (International Yard and Pound Agreement, 1959).</param>
/// <param name="Step">What one press of a stepper adds, in the unit.</param>
/// <param name="Max">The most that is accepted, in the unit.</param>
public sealed record LoadUnit(string Label, double KgPerUnit, double Step, double Max)
{
    public static LoadUnit Kilograms { get; } = new("kg", 1, 2.5, 1000);

    public static LoadUnit Pounds { get; } = new("lb", 0.45359237, 5, 2200);

    /// <summary>To the tenth: what was entered in the unit comes back as it was.</summary>
    public double FromKg(double kg) => KgPerUnit == 1 ? kg : Math.Round(kg / KgPerUnit, 1);

    /// <summary>kg, to the gram.</summary>
    public double ToKg(double value) => KgPerUnit == 1 ? value : Math.Round(value * KgPerUnit, 3);

    /// <summary><c>62.5 kg</c>.</summary>
    public string Text(double kg) => $"{PlayText.Number(FromKg(kg))} {Label}";
}

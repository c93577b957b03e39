using Microsoft.Extensions.Options;

namespace TrainingHub.Web.Privacy;

/// <summary>Section <c>Data</c>, as far as it says how long something is kept.</summary>
public sealed class RetentionOptions
{
    /// <summary>So many days after its end a session is removed with all that it holds: 1 … 36 500. Unset (the default) or 0: sessions are kept.</summary>
    public int? Retention { get; set; }
}

internal sealed class ValidateRetentionOptions : IValidateOptions<RetentionOptions>
{
    private const int Longest = 36_500;

    public ValidateOptionsResult Validate(string? name, RetentionOptions options) => options.Retention is null or (>= 0 and <= Longest)
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail($"Data:Retention was {options.Retention}; it must be a number of days from 1 to {Longest}, or 0 to keep sessions for good.");
}

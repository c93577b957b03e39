using Microsoft.Extensions.Options;

namespace TrainingHub.Web.Scheduling;

/// <summary>Section <c>Scheduling</c>.</summary>
public sealed class SchedulingOptions
{
    /// <summary>How many days before its time an occurrence of a series becomes a session, with the roster and thresholds of that day; 1 to 90, 14 by default.</summary>
    public int MakeAheadDays { get; set; } = 14;

    /// <summary>Series of one trainer that go on; 1 to 1000, 50 by default.</summary>
    public int SeriesPerTrainer { get; set; } = 50;

    internal sealed class Validator : IValidateOptions<SchedulingOptions>
    {
        public ValidateOptionsResult Validate(string? name, SchedulingOptions options)
            => options.MakeAheadDays is < 1 or > 90 ? ValidateOptionsResult.Fail($"Scheduling:MakeAheadDays is {options.MakeAheadDays}; it must be from 1 to 90.")
                : options.SeriesPerTrainer is < 1 or > 1000 ? ValidateOptionsResult.Fail($"Scheduling:SeriesPerTrainer is {options.SeriesPerTrainer}; it must be from 1 to 1000.")
                : ValidateOptionsResult.Success;
    }
}

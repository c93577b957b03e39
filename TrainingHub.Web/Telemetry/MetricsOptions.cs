using Microsoft.Extensions.Options;

namespace TrainingHub.Web.Telemetry;

/// <summary>Section <c>Metrics</c>.</summary>
public sealed class MetricsOptions
{
    public const int ShortestToken = 20;

    /// <summary>Who sends it as bearer token may read <c>/metrics</c>, and nothing else; at least 20 characters. Without one only admins may.</summary>
    public string? Token { get; set; }
}

internal sealed class ValidateMetricsOptions : IValidateOptions<MetricsOptions>
{
    public ValidateOptionsResult Validate(string? name, MetricsOptions options) => options.Token is { Length: < MetricsOptions.ShortestToken }
        ? ValidateOptionsResult.Fail($"Metrics:Token has {options.Token.Length} characters; it must have at least {MetricsOptions.ShortestToken}, or be left out.")
        : ValidateOptionsResult.Success;
}

namespace TrainingHub.Web.Accounts;

/// <summary>What the browser made of a request for a passkey, as the form carries it: one of the two.</summary>
public sealed class PasskeyResult
{
    public string? CredentialJson { get; set; }

    public string? Error { get; set; }
}

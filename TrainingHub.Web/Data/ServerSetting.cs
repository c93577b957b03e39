using System.ComponentModel.DataAnnotations;

namespace TrainingHub.Web.Data;

/// <summary>Something the server decided once and must remember with its data, such as the tokens' issuer.</summary>
public sealed class ServerSetting
{
    [Key, MaxLength(64)]
    public required string Name { get; init; }

    [MaxLength(2000)]
    public required string Value { get; set; }
}

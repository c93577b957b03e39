namespace TrainingHub.Web.Data;

/// <summary>The names of the roles, as they stand in tokens, in cookies and in the database.</summary>
public static class RoleNames
{
    public const string Admin = "admin";
    public const string Trainer = "trainer";
    public const string Player = "player";
    public const string Observer = "observer";

    public static IReadOnlyList<string> All { get; } = [Admin, Trainer, Player, Observer];
}

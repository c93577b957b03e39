namespace TrainingHub.Web.Accounts;

/// <summary>The ids of the users whom the demo's one-click buttons sign in; registered by the demo alone.</summary>
public sealed record DemoUsers(string TrainerId, string PlayerId, string ObserverId, string AdminId);

namespace TrainingHub.Bench.Prepare;

/// <param name="Id">The user id.</param>
/// <param name="Token">A real access token.</param>
internal sealed record Person(string Id, string Token);

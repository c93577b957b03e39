namespace TrainingHub.Bench.Fuzz;

/// <summary>Whom the fuzzer is, and at whom it aims.</summary>
/// <param name="Server">Where it listens.</param>
/// <param name="OwnSession">The fuzzer's own session: its people have every right in it, so some of what is nearly right is accepted.</param>
/// <param name="Trainer">Token of its trainer.</param>
/// <param name="Player">Token of one of its players.</param>
/// <param name="PlayerId">That player's id.</param>
/// <param name="OtherSession">Nothing that the fuzzer sends may change it.</param>
/// <param name="OtherPlayer">The id of one of its players.</param>
/// <param name="OtherTrainer">Token of its trainer, with which nothing is sent; it is read before and after.</param>
internal sealed record FuzzTargets(Uri Server, string OwnSession, string Trainer, string Player, string PlayerId, string OtherSession, string OtherPlayer, string OtherTrainer);

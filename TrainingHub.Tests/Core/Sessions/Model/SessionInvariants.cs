using TrainingHub.Core.Sessions;

namespace TrainingHub.Tests.Core.Sessions.Model;

/// <summary>What holds of every state, however it came about.</summary>
internal static class SessionInvariants
{
    public static void Check(SessionState state)
    {
        Assert.Equal(state.Status == SessionStatus.Active, state.RunningSince is not null);
        Assert.Equal(state.Status == SessionStatus.Paused, state.PausedAt is not null);
        Assert.Equal(state.HasEnded, state.EndTime is not null);
        Assert.True(state.ActiveBefore >= TimeSpan.Zero);
        Assert.True(state.IsLive || state.Status == SessionStatus.Completed ? state.StartTime is not null : state.Status != SessionStatus.Scheduled || state.StartTime is null);
        Assert.Equal(state.TotalPlayers, state.Players.Count);
        Assert.Equal(state.ActivePlayers, state.Players.Values.Count(player => player.Status == PlayerStatus.Active));
        Assert.True(state.ActivePlayers + state.CompletedPlayers <= state.TotalPlayers);
        Assert.Equal(state.Roster.Select(player => player.Order), state.Roster.Select(player => player.Order).Distinct());
        foreach (var message in state.Messages.Sent)
        {
            Assert.All(message.Waiting.Concat(message.Acknowledged.Keys), playerId => Assert.Contains(playerId, message.To));
            Assert.DoesNotContain(message.Waiting, message.Acknowledged.ContainsKey);
        }

        Assert.True(state.Messages.Hands.Keys.All(state.Players.ContainsKey) && (!state.HasEnded || state.Messages.Hands.IsEmpty), "A hand is up of one who is not there.");
        foreach (var player in state.Players.Values)
        {
            Check(state, player);
        }
    }

    private static void Check(SessionState state, PlayerState player)
    {
        Assert.True(Legal(state.Status, player.Status), $"A player is {player.Status} in a session that is {state.Status}.");
        Assert.Equal(player.Status == PlayerStatus.Dropped, player.Before is not null);
        Assert.True(player.LostAt is null || !player.Connected, "A player is there and lost.");
        Assert.True(!player.Connected || player.JoinedAt is not null, "A player is there who never came.");
        Assert.True(!player.Connected || player.Status != PlayerStatus.Dropped || state.HasEnded, "A player is there and dropped.");
        Assert.True(!player.PausedWithSession || (player.Before ?? player.Status) == PlayerStatus.Paused || state.HasEnded, "A player is paused with the session and is not.");
    }

    private static bool Legal(SessionStatus session, PlayerStatus player) => session switch
    {
        SessionStatus.Scheduled => player is PlayerStatus.Waiting or PlayerStatus.Dropped,
        SessionStatus.Active => true,
        SessionStatus.Paused => player is not PlayerStatus.Active,
        _ => player is PlayerStatus.Waiting or PlayerStatus.Completed or PlayerStatus.Dropped,
    };
}

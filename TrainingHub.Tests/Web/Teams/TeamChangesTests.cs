using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Audit;
using TrainingHub.Web.Data;
using TrainingHub.Web.Teams;

namespace TrainingHub.Tests.Web.Teams;

public sealed class TeamChangesTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task A_number_is_worn_once_in_a_team_and_may_be_swapped_at_a_stroke()
    {
        var stage = await TeamStage.OpenAsync(app);
        var (mia, ida) = (await stage.AddAsync("Mia", 7), await stage.AddAsync("Ida", 8));

        var refused = await stage.Changes.NumberAsync(stage.Caller, stage.TeamId, ida.Id, 7, CancellationToken.None);
        Assert.Equal((RefusalCode.Conflict, true), (refused!.Code, refused.Message.Contains("number 7", StringComparison.Ordinal)));
        Assert.Null(await stage.Changes.ReplaceAsync(stage.Caller, stage.TeamId, [new TeamPlace(mia.Id, 8), new TeamPlace(ida.Id, 7)], CancellationToken.None));
        Assert.Equal([("Ida", 7), ("Mia", 8)], (await stage.RosterAsync()).Players.Select(player => (player.Name, player.Number!.Value)));
        Assert.Contains("999", (await stage.Changes.NumberAsync(stage.Caller, stage.TeamId, ida.Id, 1000, CancellationToken.None))!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_are_trimmed_differ_within_a_trainer_and_are_not_empty()
    {
        var stage = await TeamStage.OpenAsync(app);

        Assert.Contains("already", (await stage.Changes.FoundAsync(stage.Caller, " First ", CancellationToken.None)).Refusal!.Message, StringComparison.Ordinal);
        Assert.Contains("1 to 200", (await stage.Changes.RenameAsync(stage.Caller, stage.TeamId, "  ", CancellationToken.None))!.Message, StringComparison.Ordinal);
        Assert.Null(await stage.Changes.RenameAsync(stage.Caller, stage.TeamId, "First", CancellationToken.None));
        Assert.NotNull((await (await TeamStage.OpenAsync(app)).RosterAsync()).Name);
    }

    [Fact]
    public async Task Only_players_come_into_a_team_and_each_coming_and_going_is_in_the_audit()
    {
        var stage = await TeamStage.OpenAsync(app);
        var observer = await app.CreateUserAsync("Olga", RoleNames.Observer);
        Assert.Contains("not a player", (await stage.Changes.AddAsync(stage.Caller, stage.TeamId, observer.Id, null, CancellationToken.None))!.Message, StringComparison.Ordinal);

        var player = await stage.AddAsync("Mia");
        Assert.Null(await stage.Changes.RemoveAsync(stage.Caller, stage.TeamId, player.Id, CancellationToken.None));

        Assert.Equal((1, 1), (await stage.AuditedAsync(AuditKinds.PlayerAddedToTeam, player.Id), await stage.AuditedAsync(AuditKinds.PlayerTakenFromTeam, player.Id)));
        Assert.Empty((await stage.RosterAsync()).Players);
    }

    [Fact]
    public async Task Thresholds_hold_from_their_day_and_taking_one_back_brings_the_one_before()
    {
        var stage = await TeamStage.OpenAsync(app);
        var player = await stage.AddAsync("Mia", 7, new Thresholds(HeartRateMaxBpm: 190, FtpWatts: 250));
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        Assert.Null(await stage.History.PutAsync(stage.Caller, player.Id, new DatedThresholds(today.AddDays(-1), new Thresholds(FtpWatts: 260)), CancellationToken.None));
        Assert.Null(await stage.History.PutAsync(stage.Caller, player.Id, new DatedThresholds(today.AddDays(30), new Thresholds(FtpWatts: 270)), CancellationToken.None));

        Assert.Equal((260, null), (Now(await stage.RosterAsync())?.FtpWatts, Now(await stage.RosterAsync())?.HeartRateMaxBpm));
        Assert.Equal([270d, 260, 250], (await stage.History.OfAsync(stage.Caller, player.Id, CancellationToken.None)).Rows.Select(row => row.Values.FtpWatts!.Value));
        Assert.Null(await stage.History.RemoveAsync(stage.Caller, player.Id, today.AddDays(-1), CancellationToken.None));
        Assert.Equal(250, Now(await stage.RosterAsync())?.FtpWatts);
        Assert.Equal(4, await stage.AuditedAsync(AuditKinds.ThresholdsChanged, player.Id));

        static Thresholds? Now(TeamRoster team) => team.Players.Single().Now?.Values;
    }

    [Fact]
    public async Task Implausible_thresholds_and_days_are_refused_with_their_name()
    {
        var stage = await TeamStage.OpenAsync(app);
        var player = await stage.AddAsync("Mia");
        async Task<string> Refused(DateOnly day, Thresholds values) => (await stage.History.PutAsync(stage.Caller, player.Id, new DatedThresholds(day, values), CancellationToken.None))!.Message;

        Assert.Contains("heartRateRest", await Refused(new DateOnly(2026, 1, 1), new Thresholds(HeartRateMaxBpm: 110, HeartRateRestBpm: 111)), StringComparison.Ordinal);
        Assert.Contains("validFrom", await Refused(new DateOnly(1999, 1, 1), new Thresholds(FtpWatts: 250)), StringComparison.Ordinal);
        Assert.Contains("validFrom", await Refused(new DateOnly(9000, 1, 1), new Thresholds(FtpWatts: 250)), StringComparison.Ordinal);
        Assert.Contains("at least one", await Refused(new DateOnly(2026, 1, 1), Thresholds.Unknown), StringComparison.Ordinal);
    }
}

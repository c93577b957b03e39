using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Data;
using TrainingHub.Web.Teams;

namespace TrainingHub.Tests.Web.Teams;

/// <summary>A trainer with a team of their own, on a server that other tests use too.</summary>
internal sealed class TeamStage
{
    private readonly WebApp _app;

    private TeamStage(WebApp app) => _app = app;

    public User Trainer { get; private set; } = null!;

    public Caller Caller { get; private set; } = Caller.System;

    public string TeamId { get; private set; } = "";

    public TeamChanges Changes => _app.Services.GetRequiredService<TeamChanges>();

    public TeamReading Reading => _app.Services.GetRequiredService<TeamReading>();

    public ThresholdHistory History => _app.Services.GetRequiredService<ThresholdHistory>();

    public TeamFiles Files => _app.Services.GetRequiredService<TeamFiles>();

    public static async Task<TeamStage> OpenAsync(WebApp app)
    {
        var trainer = await app.CreateUserAsync("Toni Trainer", RoleNames.Trainer);
        var stage = new TeamStage(app) { Trainer = trainer, Caller = new Caller(trainer.Id, trainer.DisplayName, Roles.Trainer) };
        stage.TeamId = (await stage.Changes.FoundAsync(stage.Caller, "First", CancellationToken.None)).TeamId!;
        return stage;
    }

    /// <summary>A player on the team, with thresholds from 2026-01-01 on.</summary>
    public async Task<User> AddAsync(string name, int? number = null, Thresholds? thresholds = null)
    {
        var player = await _app.CreateUserAsync(name, RoleNames.Player);
        Assert.Null(await Changes.AddAsync(Caller, TeamId, player.Id, number, CancellationToken.None));
        if (thresholds is not null)
        {
            Assert.Null(await History.PutAsync(Caller, player.Id, new DatedThresholds(new DateOnly(2026, 1, 1), thresholds), CancellationToken.None));
        }

        return player;
    }

    public async Task<TeamRoster> RosterAsync() => (await Reading.FindAsync(Caller, TeamId, CancellationToken.None))!;

    public async Task<int> AuditedAsync(string kind, string playerId)
    {
        await using var db = await _app.Services.GetRequiredService<IDbContextFactory<TrainingHubDb>>().CreateDbContextAsync();
        return await db.AuditEntries.CountAsync(entry => entry.Kind == kind && db.AuditPeople.Any(person => person.UserId == playerId && person.Ref == entry.SubjectRef));
    }
}

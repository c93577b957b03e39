using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using TrainingHub.Core.Journal;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Accounts;

/// <summary>All that the accounts' tables hold of a person, for themselves.</summary>
public sealed class PersonalData(UserManager<User> users, TrainingHubDb db)
{
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>An object to be written as JSON.</summary>
    public async Task<object> OfAsync(User user, CancellationToken cancellation) => new
    {
        user.Id,
        Name = user.DisplayName,
        user.Email,
        user.PhoneNumber,
        Roles = await users.GetRolesAsync(user),
        HeartRateForObservers = user.HeartRateForObservers.ToString(),
        HeartRateForTeam = user.HeartRateForTeam?.ToString(),
        user.Language,
        user.Formats,
        Weights = user.Weights?.ToString(),
        Distances = user.Distances?.ToString(),
        Consents = await db.Consents.Where(consent => consent.UserId == user.Id).OrderBy(consent => consent.Id)
            .Select(consent => new { consent.Kind, consent.TextVersion, consent.At, consent.Given })
            .ToListAsync(cancellation),
        Thresholds = await db.Thresholds.Where(row => row.UserId == user.Id).OrderBy(row => row.ValidFrom).ToListAsync(cancellation),
        Teams = await db.TeamMembers.Where(member => member.PlayerId == user.Id)
            .Join(db.Teams, member => member.TeamId, team => team.Id, (member, team) => new { team.Name, member.ShirtNumber })
            .ToListAsync(cancellation),
        LedTeams = await db.Teams.Where(team => team.TrainerId == user.Id).OrderBy(team => team.Name)
            .Select(team => new { team.Name, Players = team.Members.Count })
            .ToListAsync(cancellation),
        Workouts = (await db.Workouts.AsNoTracking().Where(row => row.TrainerId == user.Id).OrderBy(row => row.Name).ToListAsync(cancellation))
            .Select(row => new { row.Name, row.Tags, row.IsTemplate, row.IsShared, row.ChangedAt, Plan = JsonSerializer.SerializeToElement(row.Written(), JournalJson.Options) }),
        Sessions = await db.Sessions.Where(session => session.People.Any(person => person.UserId == user.Id))
            .Select(session => new { session.Id, session.WorkoutName, session.StartTime, session.Status })
            .ToListAsync(cancellation),
        Devices = await db.DeviceGrants.Where(grant => grant.UserId == user.Id).OrderBy(grant => grant.AllowedAt)
            .Select(grant => new { grant.Name, grant.FromAddress, grant.Program, grant.AllowedAt, grant.LastUsedAt })
            .ToListAsync(cancellation),
        CalendarAddressMadeAt = await db.CalendarFeeds.Where(feed => feed.UserId == user.Id).Select(feed => (DateTimeOffset?)feed.MadeAt).SingleOrDefaultAsync(cancellation),
        Series = await db.Series.Where(series => series.TrainerId == user.Id || series.PlayerIds.Contains(user.Id) || series.ObserverIds.Contains(user.Id)).OrderBy(series => series.CreatedAt)
            .Select(series => new { series.Id, IsYours = series.TrainerId == user.Id, series.WorkoutId, series.StartsOn, series.At, series.ZoneId, Days = series.Days.ToString(), series.Until, series.Count })
            .ToListAsync(cancellation),
        Passkeys = (await users.GetPasskeysAsync(user)).Select(passkey => passkey.Name),
    };
}

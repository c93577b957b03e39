using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Scheduling;

/// <summary>Who is planned elsewhere at the same time: told while a session is planned, and no reason to refuse it.</summary>
public sealed class Conflicts(IDbContextFactory<TrainingHubDb> contexts)
{
    /// <summary>What a session without a length that is known beforehand is taken to last.</summary>
    public static readonly TimeSpan UnknownLength = TimeSpan.FromHours(1);

    private static readonly TimeSpan _longest = TimeSpan.FromHours(24);

    /// <summary>The sessions that overlap, and who of these is in both.</summary>
    /// <param name="at">When the session that is planned begins.</param>
    /// <param name="length">How long it takes; zero: not known.</param>
    /// <param name="exceptSessionId">The session itself, where it is there already.</param>
    /// <param name="exceptSeriesId">The series that is planned anew: its own sessions are no conflict with it.</param>
    public async Task<ImmutableArray<Conflict>> FindAsync(
        string trainerId, IReadOnlyCollection<string> playerIds, DateTimeOffset at, TimeSpan length, string? exceptSessionId, CancellationToken cancellationToken, string? exceptSeriesId = null)
    {
        var end = at + (length > TimeSpan.Zero ? length : UnknownLength);
        var (earliest, latest) = (at - _longest, end);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var near = await db.Sessions.AsNoTracking().Where(SessionRow.IsNotOver)
            .Where(session => session.Id != exceptSessionId && (session.StartTime ?? session.ScheduledAt) > earliest && (session.StartTime ?? session.ScheduledAt) < latest)
            .Where(session => exceptSeriesId == null || !db.SeriesOccurrences.Any(occurrence => occurrence.SeriesId == exceptSeriesId && occurrence.SessionId == session.Id))
            .Where(session => session.TrainerId == trainerId || session.People.Any(person => person.Role == RoleNames.Player && !person.Removed && playerIds.Contains(person.UserId)))
            .Select(session => new
            {
                session.WorkoutName,
                session.TrainerId,
                session.TrainerName,
                session.PlannedSeconds,
                At = (session.StartTime ?? session.ScheduledAt)!.Value,
                Players = session.People.Where(person => person.Role == RoleNames.Player && !person.Removed && playerIds.Contains(person.UserId))
                    .Join(db.Users, person => person.UserId, user => user.Id, (_, user) => user.DisplayName).ToList(),
            })
            .ToListAsync(cancellationToken);
        return
        [
            .. from other in near
               let otherEnd = other.At + (other.PlannedSeconds > 0 ? TimeSpan.FromSeconds(other.PlannedSeconds) : UnknownLength)
               where other.At < end && at < otherEnd
               orderby other.At
               select new Conflict(other.WorkoutName, other.TrainerName, other.At, other.TrainerId == trainerId, [.. other.Players.Order(StringComparer.CurrentCulture)]),
        ];
    }
}

/// <summary>A session at the same time.</summary>
/// <param name="At">When it begins.</param>
/// <param name="IsTrainers">The trainer trains it too.</param>
/// <param name="Players">The names of players who are in both.</param>
public sealed record Conflict(string WorkoutName, string TrainerName, DateTimeOffset At, bool IsTrainers, ImmutableArray<string> Players)
{
    private const int Named = 5;

    /// <summary>Who it is about: <c>You, Mia Berg and 3 more</c>.</summary>
    public string Who
    {
        get
        {
            List<string> all = [.. IsTrainers ? ["You"] : Array.Empty<string>(), .. Players];
            var names = all.Count > Named + 1 ? [.. all.Take(Named), $"{all.Count - Named} more"] : all;
            return names.Count == 1 ? names[0] : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";
        }
    }

    public string Verb => IsTrainers || Players.Length > 1 ? "are" : "is";
}

using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Data;
using TrainingHub.Web.Wire;

namespace TrainingHub.Web.Api;

/// <summary>What a caller asks of the list; each as it came, null where it did not.</summary>
/// <param name="Status">One of the session's states, or several with commas between.</param>
/// <param name="From">Sessions whose time (start, else plan, else making) is this or later.</param>
/// <param name="To">Sessions whose time is before this.</param>
/// <param name="After">The `next` of an earlier answer.</param>
internal sealed record SessionListQuery(string? Status, string? From, string? To, string? After);

/// <summary>Lists sessions, newest first, out of the projection.</summary>
internal sealed class SessionList(IDbContextFactory<TrainingHubDb> contexts)
{
    private const int PageLength = 50;

    /// <summary>Answers <c>{ items, next? }</c>, or a refusal.</summary>
    public async Task<WireValue> ReadAsync(Caller caller, SessionListQuery query, CancellationToken cancellationToken)
    {
        var fields = new Fields(new WireObject().Known("from", query.From).Known("to", query.To));
        var (from, to) = (fields.OptionalInstant("from"), fields.OptionalInstant("to"));
        var statuses = query.Status?.Split(',') ?? [];
        if ((fields.Fault ?? StatusFault(statuses)) is { } fault)
        {
            return Ack.Of(Refusal.Invalid(fault));
        }

        var start = Position.Parse(query.After);
        if (query.After is not null && start is null)
        {
            return Ack.Of(Refusal.Invalid("after was not the next of an earlier answer; it must be one, or left out."));
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await Page(db, caller, statuses, from, to, start).ToListAsync(cancellationToken);
        return Answer(rows);
    }

    private static IQueryable<Listed> Page(TrainingHubDb db, Caller caller, string[] statuses, DateTimeOffset? from, DateTimeOffset? to, Position? start)
    {
        var sessions = db.Sessions.AsNoTracking().Where(VisibleSessions.To(caller));
        if (statuses.Length > 0)
        {
            sessions = sessions.Where(session => statuses.Contains(session.Status));
        }

        if (from is not null)
        {
            sessions = sessions.Where(session => (session.StartTime ?? session.ScheduledAt ?? session.CreatedAt) >= from);
        }

        if (to is not null)
        {
            sessions = sessions.Where(session => (session.StartTime ?? session.ScheduledAt ?? session.CreatedAt) < to);
        }

        if (start is { CreatedAt: var createdAt, Id: var id })
        {
#pragma warning disable CA1309 // It runs in the database, which compares bytes; the ordinal overload has no translation.
            sessions = sessions.Where(session => session.CreatedAt < createdAt || (session.CreatedAt == createdAt && string.Compare(session.Id, id) < 0));
#pragma warning restore CA1309
        }

        return sessions.OrderByDescending(session => session.CreatedAt).ThenByDescending(session => session.Id)
            .Take(PageLength + 1)
            .Select(session => new Listed(session, session.People.Count(person => person.Role == RoleNames.Player && !person.Removed)));
    }

    private static string? StatusFault(string[] statuses)
    {
        var allowed = Enum.GetValues<SessionStatus>().Select(WireWords.Of).ToList();
        return statuses.FirstOrDefault(status => !allowed.Contains(status)) is { } other
            ? $"status was {WireValue.Of(other)}; it must be one or more, with commas between, of {string.Join(", ", allowed)}."
            : null;
    }

    private static WireValue Answer(List<Listed> rows)
    {
        var items = rows.Take(PageLength).Select(Item).ToArray();
        var answer = new WireObject(2) { { "items", WireValue.Of(items) } };
        return rows.Count > PageLength ? answer.With("next", Position.Of(rows[PageLength - 1].Session).ToString()) : answer;
    }

    private static WireValue Item(Listed listed)
    {
        var session = listed.Session;
        return new WireObject(16)
        {
            { "sessionId", session.Id },
            { "workoutId", session.WorkoutId },
            { "workoutName", session.WorkoutName },
            { "workoutType", session.WorkoutType },
            { "status", session.Status },
        }
            .Known("scheduledAt", session.ScheduledAt)
            .Known("startTime", session.StartTime)
            .Known("endTime", session.EndTime)
            .With("createdAt", session.CreatedAt)
            .With("trainerId", session.TrainerId)
            .With("trainerName", session.TrainerName)
            .Known("teamName", session.TeamName)
            .With("shareWithTeam", session.ShareWithTeam)
            .With("totalPlayers", listed.Players);
    }

    private sealed record Listed(SessionRow Session, int Players);

    /// <summary>The last session of a page.</summary>
    private sealed record Position(DateTimeOffset CreatedAt, string Id)
    {
        public static Position Of(SessionRow session) => new(session.CreatedAt, session.Id);

        public static Position? Parse(string? text)
        {
            if (text is null || !Base64Url.IsValid(text))
            {
                return null;
            }

            var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split(' ', 2);
            return parts is [var at, var id] && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
                && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
                ? new Position(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), id)
                : null;
        }

        public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{CreatedAt.ToUnixTimeMilliseconds()} {Id}")));
    }
}

using System.IO.Compression;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TrainingHub.Core.Journal;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Data;
using TrainingHub.Web.Journal;

namespace TrainingHub.Web.Privacy;

/// <summary>
/// All that is kept of a person, for themselves, as a zip: <c>account.json</c>, and of each session that they are part of <c>sessions/ID.jsonl</c>, their own events as the journal holds them,
/// and <c>audit.json</c>, what the audit has of them. Of others it tells the trainer's name, the ids of who acted on the person and the words that they gave for it; what the person did to others is not in it.
/// </summary>
public sealed class PersonalArchive(PersonalData accounts, TrainingHubDb db, ISessionJournal journal)
{
    private const string ReadMe = """
        What TrainingHub keeps of you.

        account.json          your account, thresholds, teams, workouts, devices, what you agreed to, and the list of your sessions
        audit.json            what the audit has of you: what you did, and what was done to your account
        sets.json             the sets that you completed, from which the last time's weight is offered to you
        sessions/ID.jsonl     your own events of a session, one JSON object a line, as its journal holds them:
                              what you were in it, when you came and went, each sample of your devices, your progress.
                              The format is described in docs/journal.md of TrainingHub; durations are hh:mm:ss, times are in UTC.

        """;

    /// <summary>Writes it as it is read; at no time more than a part of it is in memory.</summary>
    /// <exception cref="JournalDamagedException">A session cannot be read; the archive is not whole.</exception>
    public async Task WriteAsync(Stream target, User user, CancellationToken cancellation)
    {
        await using var zip = await ZipArchive.CreateAsync(target, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellation);
        await AddAsync(zip, "README.txt", async entry => await entry.WriteAsync(System.Text.Encoding.UTF8.GetBytes(ReadMe), cancellation), cancellation);
        var account = await accounts.OfAsync(user, cancellation);
        await AddAsync(zip, "account.json", entry => JsonSerializer.SerializeAsync(entry, account, PersonalData.Json, cancellation), cancellation);
        await AddAsync(zip, "audit.json", entry => JsonSerializer.SerializeAsync(entry, AuditOf(user.Id), PersonalData.Json, cancellation), cancellation);
        await AddAsync(zip, "sets.json", entry => JsonSerializer.SerializeAsync(entry, SetsOf(user.Id), PersonalData.Json, cancellation), cancellation);
        var sessionIds = await db.Sessions
            .Where(session => session.TrainerId == user.Id || session.People.Any(person => person.UserId == user.Id))
            .OrderBy(session => session.CreatedAt).Select(session => session.Id).ToListAsync(cancellation);
        foreach (var sessionId in sessionIds)
        {
            await AddAsync(zip, $"sessions/{sessionId}.jsonl", entry => WriteEventsAsync(entry, sessionId, user.Id, cancellation), cancellation);
        }
    }

    private IAsyncEnumerable<object> AuditOf(string userId)
    {
        var number = db.AuditPeople.Where(person => person.UserId == userId).Select(person => (long?)person.Ref);
        return db.AuditEntries.AsNoTracking().Where(entry => number.Contains(entry.ActorRef) || number.Contains(entry.SubjectRef)).OrderBy(entry => entry.Id)
            .Select(entry => new { entry.At, entry.Kind, ByYou = number.Contains(entry.ActorRef), entry.SessionId, entry.Detail })
            .AsAsyncEnumerable();
    }

    private IAsyncEnumerable<object> SetsOf(string userId)
        => db.LoggedSets.AsNoTracking().Where(set => set.PlayerId == userId).OrderBy(set => set.At)
            .Select(set => new { set.SessionId, set.ExerciseId, Exercise = set.ExerciseKey, set.SetNumber, set.At, set.Reps, set.WeightKg, set.Seconds, set.Errors, set.Rpe })
            .AsAsyncEnumerable();

    private static async Task AddAsync(ZipArchive zip, string name, Func<Stream, Task> write, CancellationToken cancellation)
    {
        await using var entry = await zip.CreateEntry(name).OpenAsync(cancellation);
        await write(entry);
    }

    private async Task WriteEventsAsync(Stream entry, string sessionId, string userId, CancellationToken cancellation)
    {
        await using var events = OwnAsync(sessionId, userId, cancellation).GetAsyncEnumerator(cancellation);
        if (await events.MoveNextAsync())
        {
            var lines = PipeWriter.Create(entry, new StreamPipeWriterOptions(leaveOpen: true));
            await JournalLines.WriteAsync(lines, events, cancellation);
            await lines.CompleteAsync();
        }
    }

    private async IAsyncEnumerable<JournalledEvent> OwnAsync(string sessionId, string userId, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var entry in journal.ReadAsync(sessionId, 0, cancellation))
        {
            if (entry.Event is SessionEvent.Created created)
            {
                yield return entry with { Event = created with { Session = Own(created.Session, userId) } };
            }
            else if (entry.Event is SessionEvent.MessageSent sent)
            {
                if (sent.Concerns(userId))
                {
                    yield return entry with { Event = sent with { To = [userId] } };
                }
            }
            else if (entry.Event.Concerns(userId))
            {
                yield return entry;
            }
        }
    }

    private static NewSession Own(NewSession session, string userId) => session with
    {
        Players = [.. session.Players.Where(player => player.PlayerId == userId)],
        Observers = session.Observers.IsDefault ? [] : [.. session.Observers.Where(observer => observer.UserId == userId)],
    };
}

using Microsoft.EntityFrameworkCore;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Audit;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Projection;

/// <summary>What the audit says of a session, read from its events as its row is: in the same transaction, each event once, and caught up with at a start.</summary>
internal static class SessionAudit
{
    /// <param name="row">As it was before the news; null where there was none.</param>
    public static async Task AddAsync(TrainingHubDb db, RowNews news, SessionRow? row, CancellationToken cancellation)
    {
        var fresh = news.Events.Where(entry => entry.Seq > (row?.Seq ?? 0) && KindOf(entry.Event) is not null).ToList();
        if (fresh is [])
        {
            return;
        }

        // A row that is made anew, after a restore, is told what the audit knows already.
        var known = await db.AuditEntries.Where(entry => entry.SessionId == news.SessionId && entry.SessionSeq != null).Select(entry => entry.SessionSeq!.Value).ToHashSetAsync(cancellation);
        var trainerId = row?.TrainerId ?? fresh.Select(entry => entry.Event).OfType<SessionEvent.Created>().FirstOrDefault()?.Session.TrainerId;
        foreach (var (seq, @event) in fresh.Where(entry => !known.Contains(entry.Seq)))
        {
            db.AuditEntries.Add(new AuditEntry
            {
                At = @event.At,
                Kind = KindOf(@event)!,
                ActorRef = await AuditPeople.RefAsync(db, ActorOf(@event, trainerId), cancellation),
                SubjectRef = await AuditPeople.RefAsync(db, @event.Subject, cancellation),
                SessionId = news.SessionId,
                SessionSeq = seq,
                Detail = @event is SessionEvent.Cancelled { By: null } ? "stale" : null,
            });
        }
    }

    private static string? KindOf(SessionEvent @event) => @event switch
    {
        SessionEvent.Created => AuditKinds.SessionCreated,
        SessionEvent.Started => AuditKinds.SessionStarted,
        SessionEvent.Ended => AuditKinds.SessionEnded,
        SessionEvent.Cancelled => AuditKinds.SessionCancelled,
        SessionEvent.PlayerKicked => AuditKinds.PlayerRemoved,
        SessionEvent.PlayerReadmitted => AuditKinds.PlayerReadmitted,
        SessionEvent.PlayerAdded => AuditKinds.PlayerAdded,
        SessionEvent.PlayerMoved => AuditKinds.PlayerMoved,
        SessionEvent.Rescheduled => AuditKinds.SessionRescheduled,
        SessionEvent.AdmissionChosen => AuditKinds.AdmissionChosen,
        _ => null,
    };

    // Only its own trainer may start and end a session (Permissions), so the event need not say who it was.
    private static string? ActorOf(SessionEvent @event, string? trainerId) => @event switch
    {
        SessionEvent.Cancelled cancelled => cancelled.By,
        SessionEvent.PlayerKicked kicked => kicked.By,
        SessionEvent.PlayerReadmitted readmitted => readmitted.By,
        SessionEvent.PlayerAdded added => added.By,
        SessionEvent.PlayerMoved moved => moved.By,
        _ => trainerId,
    };
}

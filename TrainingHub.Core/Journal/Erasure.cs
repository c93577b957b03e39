using System.Diagnostics;
using System.Text.RegularExpressions;
using TrainingHub.Core.Metrics;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Core.Journal;

/// <summary>
/// Takes a person out of one session's events: id, name, shirt, thresholds, every measured value, their devices, and free text about them. What happened, when and in which order stays,
/// event for event, as done by someone who was there. Pure; the events that come of it fold like those before.
/// </summary>
/// <param name="userId">The person.</param>
/// <param name="pseudonym">Takes the id's place in this session and in no other: a fresh random, so that sessions cannot be put together again.</param>
/// <param name="session">What the session was made of; null where that is not known.</param>
/// <param name="addedAs">What the person was called where they came onto the roster later; null where they did not.</param>
public sealed class Erasure(string userId, string pseudonym, NewSession? session, string? addedAs = null)
{
    public const string FormerPlayer = "A former player", FormerTrainer = "A former trainer", FormerObserver = "A former observer";

    private const string Extra = "extra"; // an exercise or interval that is not in the plan: its name was free text

    private readonly Regex _person = WordsFor(userId, session, addedAs);

    /// <returns>The same object where it does not tell of the person.</returns>
    public SessionEvent Of(SessionEvent @event) => @event switch
    {
        SessionEvent.Created created => Of(created),
        SessionEvent.Started or SessionEvent.Paused or SessionEvent.Resumed or SessionEvent.Ended => @event,
        SessionEvent.Cancelled cancelled => Same(cancelled, cancelled with
        {
            Reason = cancelled.Reason is { } reason && ((cancelled.By is { } author && Is(author)) || Tells(reason)) ? null : cancelled.Reason,
            By = cancelled.By is { } by ? Id(by) : null,
        }),
        SessionEvent.PlayerJoined joined => Is(joined.PlayerId) ? joined with { PlayerId = pseudonym } : joined,
        SessionEvent.PlayerConnectionLost lost => Is(lost.PlayerId) ? lost with { PlayerId = pseudonym } : lost,
        SessionEvent.PlayerLeft left => Is(left.PlayerId) ? left with { PlayerId = pseudonym } : left,
        SessionEvent.PlayerKicked kicked => Same(kicked, kicked with { PlayerId = Id(kicked.PlayerId), Reason = Text(kicked.Reason, kicked.PlayerId, kicked.By), By = Id(kicked.By) }),
        SessionEvent.PlayerReadmitted readmitted => Same(readmitted, readmitted with { PlayerId = Id(readmitted.PlayerId), By = Id(readmitted.By) }),
        SessionEvent.MetricsReported reported => Is(reported.PlayerId)
            ? reported with { PlayerId = pseudonym, DeviceId = null, Timestamp = null, Offset = null, Values = MetricValues.Empty }
            : reported,
        SessionEvent.MetricsBackfilled backfilled => Is(backfilled.PlayerId)
            ? backfilled with { PlayerId = pseudonym, Offset = null, Samples = [new LateSample(null, backfilled.At, MetricValues.Empty)] }
            : backfilled,
        SessionEvent.ExerciseReported reported => Same(reported, reported with { Progress = Of(reported.Progress, reported.By), By = Id(reported.By) }),
        SessionEvent.IntervalReported reported => Same(reported, reported with { Progress = Of(reported.Progress, reported.By), By = Id(reported.By) }),
        SessionEvent.PlayerStatusSet set => Same(set, set with { PlayerId = Id(set.PlayerId), Reason = Text(set.Reason, set.PlayerId, set.By), By = Id(set.By) }),
        SessionEvent.SharingChosen chosen => Is(chosen.PlayerId) ? chosen with { PlayerId = pseudonym } : chosen,
        SessionEvent.MessageSent sent => Same(sent, Of(sent)),
        SessionEvent.MessageAcknowledged acknowledged => Same(acknowledged, acknowledged with { MessageId = MessageId(acknowledged.MessageId), PlayerId = Id(acknowledged.PlayerId) }),
        SessionEvent.HandRaised raised => Is(raised.PlayerId) ? raised with { PlayerId = pseudonym } : raised,
        SessionEvent.HandLowered lowered => Same(lowered, lowered with { PlayerId = Id(lowered.PlayerId), By = Id(lowered.By) }),
        SessionEvent.EffortRated rated => Same(rated, rated with { PlayerId = Id(rated.PlayerId), Rpe = Is(rated.PlayerId) ? null : rated.Rpe, By = Id(rated.By) }),
        SessionEvent.PlayerAdded added => Same(added, added with { Player = Of(added.Player), By = Id(added.By) }),
        SessionEvent.PlayerMoved moved => Same(moved, moved with { PlayerId = Id(moved.PlayerId), ToSessionId = Is(moved.PlayerId) ? null : moved.ToSessionId, By = Id(moved.By) }),
        SessionEvent.PlayerAnswered answered => Same(answered, answered with { PlayerId = Id(answered.PlayerId), By = Id(answered.By) }),
        SessionEvent.Rescheduled or SessionEvent.AdmissionChosen => @event,
        _ => throw new UnreachableException($"No rule erases {@event.GetType().Name}."),
    };

    // Their id, and what they are called in this session; as whole words only.
    private static Regex WordsFor(string userId, NewSession? session, string? addedAs)
    {
        string[] names = session is null
            ? []
            :
            [
                .. session.TrainerId == userId ? [session.TrainerName] : Array.Empty<string>(),
                .. session.Players.Where(player => player.PlayerId == userId).Select(player => player.Name),
                .. session.Observers.IsDefault ? [] : session.Observers.Where(observer => observer.UserId == userId).Select(observer => observer.Name),
            ];
        var words = names.Append(addedAs).OfType<string>().Prepend(userId).Where(name => !string.IsNullOrWhiteSpace(name)).Select(Regex.Escape);
        return new Regex($@"(?<!\w)({string.Join('|', words)})(?!\w)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    }

    private static SessionEvent Same(SessionEvent before, SessionEvent after) => after == before ? before : after;

    private bool Is(string id) => id == userId;

    private string Id(string id) => Is(id) ? pseudonym : id;

    private bool Tells(string text) => _person.IsMatch(text);

    // What was written about the person, or by them, goes; what someone else wrote about another stays unless it names them.
    private string? Text(string? text, string about, string by) => text is null || Is(about) || Is(by) || Tells(text) ? null : text;

    private string Unnamed(string text) => _person.Replace(text, "…");

    private SessionEvent.Created Of(SessionEvent.Created created)
    {
        var before = created.Session;
        var observers = before.Observers.IsDefault ? [] : before.Observers;
        if (!Is(before.TrainerId) && !before.Players.Any(player => Is(player.PlayerId)) && !observers.Any(observer => Is(observer.UserId)))
        {
            return created;
        }

        return created with
        {
            Session = before with
            {
                TrainerId = Id(before.TrainerId),
                TrainerName = Is(before.TrainerId) ? FormerTrainer : before.TrainerName,
                TeamName = before.TeamName is { } team ? Unnamed(team) : null,
                Workout = before.Workout with { Name = Unnamed(before.Workout.Name) },
                Players = [.. before.Players.Select(Of)],
                Observers = [.. observers.Select(observer => Is(observer.UserId) ? new SessionObserver(pseudonym, FormerObserver) : observer)],
            },
        };
    }

    // What they wrote, what was written to them alone, and what names them; a word to many that does not name them stays.
    private SessionEvent.MessageSent Of(SessionEvent.MessageSent sent) => sent with
    {
        MessageId = MessageId(sent.MessageId),
        To = sent.To.Any(Is) ? [.. sent.To.Select(Id)] : sent.To,
        Text = Is(sent.By) || sent.To.All(Is) || Tells(sent.Text) ? "" : sent.Text,
        By = Id(sent.By),
    };

    // The sender chose it, so it may say anything; message and acknowledgement must still name the same.
    private string MessageId(string messageId) => _person.Replace(messageId, pseudonym);

    private RosterPlayer Of(RosterPlayer player) => Is(player.PlayerId)
        ? player with { PlayerId = pseudonym, Name = FormerPlayer, Number = null, Thresholds = Thresholds.Unknown }
        : player;

    private ExerciseProgress Of(ExerciseProgress progress, string by)
    {
        var planned = session?.Workout.Exercises.FirstOrDefault(exercise => exercise.ExerciseId == progress.ExerciseId);
        var insteadOf = session?.Workout.Exercises.FirstOrDefault(exercise => exercise.ExerciseId == progress.InsteadOf)?.ExerciseId;
        if (!Is(progress.PlayerId))
        {
            progress = progress.InsteadOf is { } other && insteadOf is null && (Is(by) || Tells(other)) ? progress with { InsteadOf = Extra } : progress;
            return planned is null && (Is(by) || Tells(progress.ExerciseName) || Tells(progress.ExerciseId))
                ? progress with { ExerciseId = Extra, ExerciseName = Extra }
                : progress;
        }

        return progress with
        {
            PlayerId = pseudonym,
            ExerciseId = planned?.ExerciseId ?? Extra,
            ExerciseName = planned?.Name ?? Extra,
            Reps = null,
            Weight = null,
            Duration = null,
            RestTime = null,
            Timestamp = null,
            Rpe = null,
            InsteadOf = progress.InsteadOf is null ? null : insteadOf ?? Extra,
            Errors = null,
        };
    }

    private IntervalProgress Of(IntervalProgress progress, string by)
    {
        var planned = session?.Workout.Intervals.FirstOrDefault(interval => interval.IntervalId == progress.IntervalId);
        if (!Is(progress.PlayerId))
        {
            return planned is null && (Is(by) || Tells(progress.IntervalName) || Tells(progress.IntervalId))
                ? progress with { IntervalId = Extra, IntervalName = Extra }
                : progress;
        }

        return progress with
        {
            PlayerId = pseudonym,
            IntervalId = planned?.IntervalId ?? Extra,
            IntervalName = planned?.Name ?? Extra,
            TargetHeartRate = null,
            TargetPower = null,
            TargetPace = null,
            Timestamp = null,
        };
    }
}

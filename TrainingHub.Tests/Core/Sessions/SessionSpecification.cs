using System.Collections.Immutable;
using System.Text;
using TrainingHub.Core.Journal;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Tests.Core.Sessions;

/// <summary>Given events, when a command, then events or a refusal: the rules of a session, without anything around them.</summary>
internal sealed class SessionSpecification
{
    private Decision _decision;

    private SessionSpecification(SessionState state) => (State, GivenSeq) = (state, state.Seq);

    /// <summary>Where it stood before the first <see cref="When"/>.</summary>
    public long GivenSeq { get; }

    /// <summary>Of the last command.</summary>
    public Refusal? Refusal => _decision.Refusal;

    /// <summary>After the given events, and after those that were decided.</summary>
    public SessionState State { get; private set; }

    /// <summary>An hour after <see cref="Examples.T0"/>; moves with <see cref="Later"/>.</summary>
    public DateTimeOffset Now { get; private set; } = Examples.T0.AddHours(1);

    public PlayerState Ada => State.Players["ada"];

    /// <summary>The example session was created, and then this happened, a minute after each other.</summary>
    public static SessionSpecification Given(params ImmutableArray<SessionEvent> events) => new(Session.Fold(
        Session.Empty(SessionLimits.Default),
        [Examples.Created, .. events.Select((@event, index) => @event with { At = Examples.T0.AddMinutes(index + 1) })]));

    public SessionSpecification Later(TimeSpan time)
    {
        Now += time;
        return this;
    }

    public SessionSpecification When(Caller caller, SessionCommand command, string? lastConnectionOf = null)
    {
        _decision = Session.Decide(State, command, new Asked(caller, Now, LastConnectionOf: lastConnectionOf));
        State = Session.Fold(State, _decision.Events);
        return this;
    }

    public SessionSpecification Then(params ImmutableArray<SessionEvent> events)
    {
        Assert.Null(_decision.Refusal);
        Assert.Equal(Json([.. events.Select(@event => @event with { At = Now })]), Json(_decision.Events));
        return this;
    }

    public SessionSpecification ThenNothing() => Then();

    public Refusal ThenRefused(RefusalCode code, string? naming = null)
    {
        Assert.Empty(_decision.Events);
        Assert.Equal(code, _decision.Refusal?.Code);
        Assert.Contains(naming ?? "", _decision.Refusal!.Message, StringComparison.Ordinal);
        return _decision.Refusal;
    }

    private static string Json(ImmutableArray<SessionEvent> events) => Encoding.UTF8.GetString(JournalJson.Write(events));
}

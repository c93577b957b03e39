using TrainingHub.Core.Sessions;

namespace TrainingHub.Web.Wire;

/// <summary>What every call answers (`protocol.md` §2.1).</summary>
public static class Ack
{
    public static WireValue Of(SessionReply reply) => reply switch
    {
        { Refusal: { } refusal } => Of(refusal),
        { Backfill: { } backfill } => Accepted(reply.Seq).With("stored", backfill.Stored).With("duplicates", backfill.Duplicates)
            .With("rejected", WireValue.Of(backfill.Rejected.Select(Rejected).ToArray())),
        _ => Accepted(reply.Seq),
    };

    /// <summary>What `training:session:join` answers.</summary>
    public static WireValue Of(SessionWatch watch, DateTimeOffset now) => Accepted(watch.Initial.State.Seq)
        .Known("session", watch.Resumed ? WireValue.Null : SessionShape.Session(watch.Initial, now))
        .With("resumed", watch.Resumed)
        .With("epoch", watch.Epoch)
        .With("serverTime", now);

    public static WireObject Accepted(long seq) => new() { { "ok", true }, { "seq", seq } };

    public static WireValue Of(Refusal refusal) => new WireObject(2) { { "ok", false }, { "error", Error(refusal) } };

    /// <summary>The code of an answer that is a refusal; else null.</summary>
    public static string? CodeOf(WireValue answer) => answer["error"]["code"] is { Kind: WireKind.Text } code ? code.Text : null;

    /// <summary>Whole milliseconds after which the call would be taken, rounded up.</summary>
    public static double Milliseconds(TimeSpan wait) => Math.Ceiling(wait.TotalMilliseconds);

    private static WireValue Rejected(RejectedSample rejected) => new WireObject(2) { { "index", rejected.Index }, { "message", rejected.Message } };

    private static WireValue Error(Refusal refusal)
        => new WireObject(3) { { "code", refusal.WireCode }, { "message", refusal.Message } }
            .Known("retryAfterMs", refusal.RetryAfter is { } wait ? Milliseconds(wait) : default(double?));
}

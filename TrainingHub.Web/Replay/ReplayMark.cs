namespace TrainingHub.Web.Replay;

/// <summary>How a mark looks on the scrubber.</summary>
public enum ReplayMarkKind { Session, Set, Loss }

/// <summary>A moment of a recording that people look for.</summary>
/// <param name="Text">What happened, to whom: <c>Ada Berg completed Squat 2/3</c>.</param>
public sealed record ReplayMark(DateTimeOffset At, ReplayMarkKind Kind, string Text);

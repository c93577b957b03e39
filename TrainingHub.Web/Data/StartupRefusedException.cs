namespace TrainingHub.Web.Data;

/// <summary>The server cannot start, and the operator can do something about it. <c>Program</c> prints the message, one sentence, on standard error and exits with 1.</summary>
public sealed class StartupRefusedException(string message, Exception? cause = null) : Exception(message, cause);

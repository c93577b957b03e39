using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Server;

/// <summary>What the operator is told where the server cannot start and they can do something about it.</summary>
public static class StartupRefusal
{
    /// <summary>One sentence, or null where the error is a fault of ours.</summary>
    public static string? SentenceFor(Exception error) => error switch
    {
        StartupRefusedException refused => refused.Message,
        OptionsValidationException wrong => string.Join(' ', wrong.Failures),
        IOException { InnerException: AddressInUseException } inUse =>
            $"{inUse.Message.TrimEnd('.')}; stop what listens there, or choose another address with --urls.",
        _ => null,
    };
}

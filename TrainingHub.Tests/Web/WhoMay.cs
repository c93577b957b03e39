using TrainingHub.Tests.Web.Hubs;
using TrainingHub.Web.Data;

namespace TrainingHub.Tests.Web;

/// <summary>
/// Who may do what: one table, for the hub and for the API. Rows are the calls of `protocol.md` §2.2 and §3, about <c>this player</c> where they are about one;
/// columns are the callers. Every caller has joined in their own role where they can.
/// </summary>
public static class WhoMay
{
    public const string SessionsTrainer = "session's trainer", AnotherTrainer = "another trainer", ThisPlayer = "this player", AnotherPlayer = "another player",
        Observer = "observer", Admin = "admin", NoToken = "no token", Expired = "expired token", OtherKey = "other key";

    private const string Ok = "ok", Forbidden = "forbidden", NotFound = "not_found", Refused = "401";

    public static readonly string[] Callers = [SessionsTrainer, AnotherTrainer, ThisPlayer, AnotherPlayer, Observer, Admin];

    public static readonly string[] WithoutAuthority = [NoToken, Expired, OtherKey];

    // call, then the verdicts in the order of Callers
    private static readonly string[][] Hub =
    [
        ["join as trainer", Ok, NotFound, Forbidden, Forbidden, Forbidden, Ok],
        ["join as player", Forbidden, NotFound, Ok, Ok, Forbidden, Forbidden],
        ["join as this player", Forbidden, NotFound, Ok, Forbidden, Forbidden, Forbidden],
        ["join as observer", Ok, NotFound, Forbidden, Forbidden, Ok, Ok],
        ["leave", Ok, NotFound, Ok, Ok, Ok, Ok],
        ["start", Ok, NotFound, Forbidden, Forbidden, Forbidden, Forbidden],
        ["pause", Ok, NotFound, Forbidden, Forbidden, Forbidden, Forbidden],
        ["resume", Ok, NotFound, Forbidden, Forbidden, Forbidden, Forbidden],
        ["end", Ok, NotFound, Forbidden, Forbidden, Forbidden, Forbidden],
        ["force end", Forbidden, NotFound, Forbidden, Forbidden, Forbidden, Ok],
        ["kick", Ok, NotFound, Forbidden, Forbidden, Forbidden, Ok],
        ["readmit", Ok, NotFound, Forbidden, Forbidden, Forbidden, Ok],
        ["metrics", Forbidden, NotFound, Ok, Forbidden, Forbidden, Forbidden],
        ["exercise progress", Ok, NotFound, Ok, Forbidden, Forbidden, Ok],
        ["interval progress", Ok, NotFound, Ok, Forbidden, Forbidden, Ok],
        ["status", Ok, NotFound, Ok, Forbidden, Forbidden, Ok],
    ];

    private static readonly string[][] Api =
    [
        ["list", Ok, "unlisted", Ok, Ok, Ok, Ok],
        ["get", Ok, NotFound, Ok, Ok, Ok, Ok],
        ["events", Ok, NotFound, Forbidden, Forbidden, Forbidden, Ok],
        ["create", Ok, Ok, Forbidden, Forbidden, Forbidden, Forbidden],
        .. Hub.Where(row => row[0] is "start" or "pause" or "resume" or "end" or "force end" or "kick" or "readmit"),
    ];

    /// <summary>call, caller, expected verdict.</summary>
    public static TheoryData<string, string, string> OverHub => Cells(Hub);

    /// <summary>call, caller, expected verdict.</summary>
    public static TheoryData<string, string, string> OverApi => Cells(Api);

    public static User UserOf(HubStage stage, string caller) => caller switch
    {
        AnotherTrainer => stage.OtherTrainer,
        ThisPlayer => stage.Player,
        AnotherPlayer => stage.OtherPlayer,
        Observer => stage.Observer,
        Admin => stage.Admin,
        _ => stage.Trainer,
    };

    public static async Task<string?> TokenAsync(HubStage stage, string caller) => caller switch
    {
        NoToken => null,
        Expired => await stage.App.TokenForAsync(stage.Trainer, TimeSpan.FromMinutes(-10)),
        OtherKey => await ForgedTokens.SignedWithAnotherKeyAsync(stage.App, stage.Trainer),
        _ => await stage.App.TokenForAsync(UserOf(stage, caller)),
    };

    private static TheoryData<string, string, string> Cells(string[][] table)
    {
        var cells = new TheoryData<string, string, string>();
        foreach (var row in table)
        {
            for (var i = 0; i < Callers.Length; i++)
            {
                cells.Add(row[0], Callers[i], row[i + 1]);
            }

            foreach (var caller in WithoutAuthority)
            {
                cells.Add(row[0], caller, Refused);
            }
        }

        return cells;
    }
}

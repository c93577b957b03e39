using TrainingHub.Core.Metrics;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Tests.Web.Hubs;
using TrainingHub.Web.Data;

namespace TrainingHub.Tests.Web;

/// <summary>
/// Who may do what over the hub and the API: a cell for each call of `protocol.md` §2.2 and §3, about <c>this player</c> where it is about one, and each caller, who has joined in their
/// own role where they can. The cells are made of the product's own table (<see cref="Permissions"/>); the table below was written by hand from the contract, and <see cref="WhoMayTests"/> holds the two together.
/// </summary>
public static class WhoMay
{
    public const string SessionsTrainer = "session's trainer", AnotherTrainer = "another trainer", ThisPlayer = "this player", AnotherPlayer = "another player",
        Observer = "observer", Admin = "admin", NoToken = "no token", Expired = "expired token", OtherKey = "other key";

    private const string Ok = "ok", Forbidden = "forbidden", NotFound = "not_found", Refused = "401";

    public static readonly string[] Callers = [SessionsTrainer, AnotherTrainer, ThisPlayer, AnotherPlayer, Observer, Admin];

    public static readonly string[] WithoutAuthority = [NoToken, Expired, OtherKey];

    /// <summary>By the contract: call, then the verdicts in the order of <see cref="Callers"/>.</summary>
    public static readonly string[][] Hub =
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
        ["cancel", Ok, NotFound, Forbidden, Forbidden, Forbidden, Forbidden],
        ["reschedule", Ok, NotFound, Forbidden, Forbidden, Forbidden, Forbidden],
        ["admission", Ok, NotFound, Forbidden, Forbidden, Forbidden, Forbidden],
        ["answer", Ok, NotFound, Ok, Forbidden, Forbidden, Ok],
        ["kick", Ok, NotFound, Forbidden, Forbidden, Forbidden, Ok],
        ["readmit", Ok, NotFound, Forbidden, Forbidden, Forbidden, Ok],
        ["metrics", Forbidden, NotFound, Ok, Forbidden, Forbidden, Forbidden],
        ["backfill", Forbidden, NotFound, Ok, Forbidden, Forbidden, Forbidden],
        ["exercise progress", Ok, NotFound, Ok, Forbidden, Forbidden, Ok],
        ["interval progress", Ok, NotFound, Ok, Forbidden, Forbidden, Ok],
        ["status", Ok, NotFound, Ok, Forbidden, Forbidden, Ok],
        ["hand up", Forbidden, NotFound, Ok, Forbidden, Forbidden, Forbidden],
        ["hand down", Ok, NotFound, Ok, Forbidden, Forbidden, Ok],
        ["effort", Ok, NotFound, Ok, Forbidden, Forbidden, Ok],
        ["send a message", Ok, NotFound, Forbidden, Forbidden, Forbidden, Ok],
        ["acknowledge a message", Forbidden, NotFound, Ok, Ok, Forbidden, Forbidden],
    ];

    /// <summary>The calls of the hub, as the commands that they are.</summary>
    public static readonly Dictionary<string, SessionCommand> Commands = new()
    {
        ["join as trainer"] = new SessionCommand.Join(JoinRole.Trainer),
        ["join as player"] = new SessionCommand.Join(JoinRole.Player),
        ["join as this player"] = new SessionCommand.Join(JoinRole.Player, ThisPlayer),
        ["join as observer"] = new SessionCommand.Join(JoinRole.Observer),
        ["leave"] = new SessionCommand.Leave(),
        ["start"] = new SessionCommand.Start(),
        ["pause"] = new SessionCommand.Pause(),
        ["resume"] = new SessionCommand.Resume(),
        ["end"] = new SessionCommand.End(),
        ["force end"] = new SessionCommand.ForceEnd(null),
        ["cancel"] = new SessionCommand.Cancel(null),
        ["reschedule"] = new SessionCommand.Reschedule(null),
        ["admission"] = new SessionCommand.ChooseAdmission(Admission.Players),
        ["answer"] = new SessionCommand.AnswerInvitation(ThisPlayer, PlayerAnswer.Coming),
        ["kick"] = new SessionCommand.Kick(ThisPlayer, null),
        ["readmit"] = new SessionCommand.Readmit(ThisPlayer),
        ["metrics"] = new SessionCommand.ReportMetrics(ThisPlayer, null, null, new MetricValues.Builder().Build()),
        ["backfill"] = new SessionCommand.Backfill(ThisPlayer, []),
        ["exercise progress"] = new SessionCommand.ReportExercise(new ExerciseProgress(ThisPlayer, "", "", 1, 1, false, null, null, null, null, default)),
        ["interval progress"] = new SessionCommand.ReportInterval(new IntervalProgress(ThisPlayer, "", "", 1, 1, 1, default, false, null, null, null, default)),
        ["status"] = new SessionCommand.SetStatus(ThisPlayer, PlayerStatus.Paused, null),
        ["hand up"] = new SessionCommand.SetHand(ThisPlayer, true),
        ["hand down"] = new SessionCommand.SetHand(ThisPlayer, false),
        ["effort"] = new SessionCommand.RateEffort(ThisPlayer, 7),
        ["send a message"] = new SessionCommand.SendMessage("m", default, default, ""),
        ["acknowledge a message"] = new SessionCommand.AcknowledgeMessage("m"),
    };

    /// <summary>What only the API has: who they are is read from their accounts at that door.</summary>
    public static readonly Dictionary<string, SessionCommand> OnlyOverApi = new()
    {
        ["add player"] = new SessionCommand.AddPlayer(new RosterPlayer(ThisPlayer, ThisPlayer, null, Thresholds.Unknown)),
        ["move"] = new SessionCommand.MovePlayer(ThisPlayer, "elsewhere"),
    };

    public static readonly string[][] Api =
    [
        ["list", Ok, "unlisted", Ok, Ok, Ok, Ok],
        ["get", Ok, NotFound, Ok, Ok, Ok, Ok],
        ["events", Ok, NotFound, Forbidden, Forbidden, Forbidden, Ok],
        ["create", Ok, Ok, Forbidden, Forbidden, Forbidden, Forbidden],
        ["add player", Ok, NotFound, Forbidden, Forbidden, Forbidden, Ok],
        ["move", Ok, NotFound, Forbidden, Forbidden, Forbidden, Ok],
        ["join code", Ok, NotFound, Forbidden, Forbidden, Ok, Ok],
        ["new join code", Ok, NotFound, Forbidden, Forbidden, Forbidden, Forbidden],
        .. Hub.Where(row => row[0] is "cancel" or "reschedule" or "admission" or "answer" or "start" or "pause" or "resume" or "end" or "force end" or "kick" or "readmit"
            or "hand up" or "hand down" or "effort" or "send a message" or "acknowledge a message"),
    ];

    /// <summary>By the contract: of the library, about a workout of the session's trainer that is their own alone, or shared.</summary>
    public static readonly string[][] Library =
    [
        ["list workouts", Ok, "unlisted", Forbidden, Forbidden, Forbidden, Forbidden],
        ["list shared workouts", Ok, Ok, Forbidden, Forbidden, Forbidden, Forbidden],
        ["make workout", Ok, Ok, Forbidden, Forbidden, Forbidden, Forbidden],
        ["import workout", Ok, Ok, Forbidden, Forbidden, Forbidden, Forbidden],
        ["get workout", Ok, NotFound, Forbidden, Forbidden, Forbidden, Forbidden],
        ["get shared workout", Ok, Ok, Forbidden, Forbidden, Forbidden, Forbidden],
        ["export workout", Ok, NotFound, Forbidden, Forbidden, Forbidden, Forbidden],
        ["export shared workout", Ok, Ok, Forbidden, Forbidden, Forbidden, Forbidden],
        ["replace workout", Ok, NotFound, Forbidden, Forbidden, Forbidden, Forbidden],
        ["replace shared workout", Ok, Forbidden, Forbidden, Forbidden, Forbidden, Forbidden],
        ["delete workout", Ok, NotFound, Forbidden, Forbidden, Forbidden, Forbidden],
        ["delete shared workout", Ok, Forbidden, Forbidden, Forbidden, Forbidden, Forbidden],
    ];

    /// <summary>call, caller, expected verdict.</summary>
    public static TheoryData<string, string, string> OverLibrary => Cells(Library.Select(row => row[0]));

    /// <summary>call, caller, expected verdict.</summary>
    public static TheoryData<string, string, string> OverHub => Cells(Commands.Keys);

    /// <summary>call, caller, expected verdict.</summary>
    public static TheoryData<string, string, string> OverApi => Cells(["list", "get", "events", "create", "join code", "new join code", .. OnlyOverApi.Keys, .. Commands.Where(call => IsOverApi(call.Value)).Select(call => call.Key)]);

    /// <summary>What the product's table says of a call by a caller.</summary>
    public static string Expected(string call, string caller)
    {
        var roles = RolesOf(caller);
        var seen = RelationOf(caller, aboutThisPlayer: false);
        return call switch
        {
            "list" => (seen & Permissions.Allowed(SessionRead.View)) != 0 ? Ok : "unlisted",
            "get" => (seen & Permissions.Allowed(SessionRead.View)) != 0 ? Ok : NotFound,
            "events" => (seen & Permissions.Allowed(SessionRead.View)) == 0 ? NotFound : (seen & Permissions.Allowed(SessionRead.Events)) != 0 ? Ok : Forbidden,
            "create" => (roles & Permissions.Allowed(ServerAction.PlanSessions)) != 0 ? Ok : Forbidden,
            "join code" => (seen & Permissions.Allowed(SessionRead.View)) == 0 ? NotFound : (seen & Permissions.Allowed(SessionRead.JoinCode)) != 0 ? Ok : Forbidden,
            "new join code" => (seen & Permissions.Allowed(SessionRead.View)) == 0 ? NotFound : (seen & Permissions.Allowed(Commands["admission"])) != 0 ? Ok : Forbidden,
            "add player" or "move" => (seen & Permissions.Allowed(SessionRead.View)) == 0 ? NotFound : (seen & Permissions.Allowed(OnlyOverApi[call])) != 0 ? Ok : Forbidden,
            _ when call.EndsWith("workout", StringComparison.Ordinal) || call.EndsWith("workouts", StringComparison.Ordinal) => ExpectedOfLibrary(call, caller, roles),
            _ => RelationOf(caller, Commands[call].Target is not null) is var relation && relation == Relation.None ? NotFound
                : (relation & Permissions.Allowed(Commands[call])) != 0 ? Ok : Forbidden,
        };
    }

    private static string ExpectedOfLibrary(string call, string caller, Roles roles)
    {
        var (owns, shared) = (caller == SessionsTrainer, call.Contains("shared", StringComparison.Ordinal));
        return (roles & Permissions.Allowed(ServerAction.PlanSessions)) == 0 ? Forbidden
            : owns || call is "make workout" or "import workout" ? Ok
            : !shared ? call.StartsWith("list", StringComparison.Ordinal) ? "unlisted" : NotFound
            : call.StartsWith("replace", StringComparison.Ordinal) || call.StartsWith("delete", StringComparison.Ordinal) ? Forbidden
            : Ok;
    }

    public static Roles RolesOf(string caller) => caller switch
    {
        SessionsTrainer or AnotherTrainer => Roles.Trainer,
        ThisPlayer or AnotherPlayer => Roles.Player,
        Observer => Roles.Observer,
        Admin => Roles.Admin,
        _ => Roles.None,
    };

    /// <summary>What a caller is to the stage's session, and to the call where it is about this player.</summary>
    public static Relation RelationOf(string caller, bool aboutThisPlayer) => caller switch
    {
        SessionsTrainer => Relation.Trainer,
        ThisPlayer => Relation.Self,
        AnotherPlayer => aboutThisPlayer ? Relation.OtherPlayer : Relation.Self,
        Observer => Relation.Observer,
        Admin => Relation.Admin,
        _ => Relation.None,
    };

    private static bool IsOverApi(SessionCommand command)
        => command is SessionCommand.Start or SessionCommand.Pause or SessionCommand.Resume or SessionCommand.End or SessionCommand.ForceEnd or SessionCommand.Kick or SessionCommand.Readmit
            or SessionCommand.SetHand or SessionCommand.RateEffort or SessionCommand.SendMessage or SessionCommand.AcknowledgeMessage
            or SessionCommand.Cancel or SessionCommand.Reschedule or SessionCommand.ChooseAdmission or SessionCommand.AnswerInvitation;

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

    private static TheoryData<string, string, string> Cells(IEnumerable<string> calls)
    {
        var cells = new TheoryData<string, string, string>();
        foreach (var call in calls)
        {
            foreach (var caller in Callers)
            {
                cells.Add(call, caller, Expected(call, caller));
            }

            foreach (var caller in WithoutAuthority)
            {
                cells.Add(call, caller, Refused);
            }
        }

        return cells;
    }
}

using TrainingHub.Core.Sessions;
using TrainingHub.Tests.Core.Sessions;
using TrainingHub.Web.Data;
using static TrainingHub.Tests.Core.Sessions.SessionSpecification;

namespace TrainingHub.Tests.Security;

/// <summary>The lists' query sees what the table of permissions sees: for every mix of roles, in every place that one can have in a session.</summary>
public sealed class VisibleSessionsTests
{
    private static readonly Roles[] _everyMix = [.. Enumerable.Range(0, 16).Select(bits => (Roles)bits)];

    [Fact]
    public void Every_mix_of_roles_in_every_place()
    {
        var state = Given(Happened.Kicked("ben")).State;
        var row = RowOf(state);
        foreach (var userId in new[] { "trainer", "ada", "ben", "olga", "somebody" })
        {
            foreach (var roles in _everyMix)
            {
                var caller = new Caller(userId, "", roles);
                Assert.Equal(
                    (userId, roles, Permissions.ViewOf(caller, state) is not null),
                    (userId, roles, VisibleSessions.To(caller).Compile()(row)));
            }
        }
    }

    [Fact]
    public void A_list_of_one_relation_has_no_session_of_another()
    {
        var row = RowOf(Given().State);
        var both = new Caller("ada", "", Roles.Player | Roles.Trainer);

        Assert.True(VisibleSessions.To(both, Relation.Self).Compile()(row));
        Assert.False(VisibleSessions.To(both, Relation.Staff).Compile()(row));
    }

    private static SessionRow RowOf(SessionState state)
    {
        var row = new SessionRow
        {
            Id = state.SessionId, WorkoutId = "", WorkoutName = "", WorkoutType = "", TrainerId = state.TrainerId, TrainerName = "", Status = "", CreatedAt = state.CreatedAt,
        };
        row.People.AddRange(state.Players.Keys.Select(id => Person(state, id, RoleNames.Player, removed: false)));
        row.People.AddRange(state.Removed.Keys.Select(id => Person(state, id, RoleNames.Player, removed: true)));
        row.People.AddRange(state.Observers.Select(observer => Person(state, observer.UserId, RoleNames.Observer, removed: false)));
        return row;
    }

    private static SessionPersonRow Person(SessionState state, string userId, string role, bool removed)
        => new() { SessionId = state.SessionId, UserId = userId, Role = role, Removed = removed };
}

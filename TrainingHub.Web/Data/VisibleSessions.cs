using System.Linq.Expressions;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Web.Data;

/// <summary>The table of permissions as a query: which rows somebody may see, without a state to ask for each.</summary>
public static class VisibleSessions
{
    /// <param name="relations">Only those to which the caller is one of these; all that may view a session by default.</param>
    public static Expression<Func<SessionRow, bool>> To(Caller caller, Relation relations = Relation.Anyone)
    {
        var may = Permissions.Possible(caller.Roles) & Permissions.Allowed(SessionRead.View) & relations;
        var (trains, plays, observes) = (may.HasFlag(Relation.Trainer), may.HasFlag(Relation.Self), may.HasFlag(Relation.Observer));
        return may.HasFlag(Relation.Admin)
            ? session => true
            : session => (trains && session.TrainerId == caller.UserId)
                || session.People.Any(person => person.UserId == caller.UserId
                    && ((plays && person.Role == RoleNames.Player && !person.Removed) || (observes && person.Role == RoleNames.Observer)));
    }
}

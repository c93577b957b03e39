using Microsoft.Extensions.DependencyInjection;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Traces;
using TrainingHub.Tests.Web.Hubs;

namespace TrainingHub.Tests.Web.Sessions;

/// <summary>The past of a session by every kind of caller, out of the table of permissions.</summary>
public sealed class TracesWhoMayTests(HubStage stage) : IClassFixture<HubStage>
{
    public static TheoryData<string> Callers => [.. WhoMay.Callers];

    [Theory]
    [MemberData(nameof(Callers))]
    public async Task The_past_is_read_by_whom_the_table_says(string caller)
    {
        var user = WhoMay.UserOf(stage, caller);
        var sessionId = await stage.NewSessionAsync();

        var reply = await stage.App.Services.GetRequiredService<ISessions>()
            .TracesAsync(new Caller(user.Id, user.DisplayName, WhoMay.RolesOf(caller)), sessionId, new TraceRequest(), CancellationToken.None);

        var may = (WhoMay.RelationOf(caller, aboutThisPlayer: false) & Permissions.Allowed(SessionRead.Traces)) != 0;
        Assert.Equal(may ? null : RefusalCode.NotFound, reply.Refusal?.Code);
        Assert.Equal(may, reply.Traces is not null);
    }
}

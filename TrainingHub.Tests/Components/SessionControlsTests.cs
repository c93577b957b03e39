using Bunit;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Dashboard;

namespace TrainingHub.Tests.Components;

public sealed class SessionControlsTests : BunitContext
{
    [Theory]
    [InlineData(SessionStatus.Scheduled, "Start")]
    [InlineData(SessionStatus.Active, "Pause", "End")]
    [InlineData(SessionStatus.Paused, "Resume", "End")]
    [InlineData(SessionStatus.Completed)]
    [InlineData(SessionStatus.Cancelled)]
    public void The_trainer_has_just_what_the_status_allows(SessionStatus status, params string[] expected)
        => Assert.Equal(expected, Buttons(status, mayRun: true, mayForceEnd: false));

    [Theory]
    [InlineData(SessionStatus.Scheduled, "Force end")]
    [InlineData(SessionStatus.Active, "Force end")]
    [InlineData(SessionStatus.Paused, "Force end")]
    [InlineData(SessionStatus.Completed)]
    [InlineData(SessionStatus.Cancelled)]
    public void An_admin_who_is_not_the_trainer_can_only_force_the_end(SessionStatus status, params string[] expected)
        => Assert.Equal(expected, Buttons(status, mayRun: false, mayForceEnd: true));

    [Theory]
    [InlineData(SessionStatus.Scheduled)]
    [InlineData(SessionStatus.Active)]
    public void Nobody_else_has_any(SessionStatus status)
        => Assert.Empty(Buttons(status, mayRun: false, mayForceEnd: false));

    [Fact]
    public void A_press_asks_for_the_command()
    {
        SessionCommand? asked = null;
        var controls = Render<SessionControls>(parameters => parameters
            .Add(controls => controls.Status, SessionStatus.Active)
            .Add(controls => controls.MayRun, true)
            .Add(controls => controls.OnCommand, (SessionCommand command) => asked = command));

        controls.Find("[aria-keyshortcuts=Space]").Click();

        Assert.Equal(new SessionCommand.Pause(), asked);
    }

    private IEnumerable<string> Buttons(SessionStatus status, bool mayRun, bool mayForceEnd) => Render<SessionControls>(parameters => parameters
        .Add(controls => controls.Status, status)
        .Add(controls => controls.MayRun, mayRun)
        .Add(controls => controls.MayForceEnd, mayForceEnd)).FindAll("button").Select(button => button.TextContent);
}

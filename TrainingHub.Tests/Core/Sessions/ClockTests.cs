using TrainingHub.Core.Sessions;
using static TrainingHub.Tests.Core.Sessions.SessionSpecification;

namespace TrainingHub.Tests.Core.Sessions;

/// <summary>`duration` is active time, pauses left out.</summary>
public sealed class ClockTests
{
    [Fact]
    public void A_pause_stops_the_clock_and_a_resume_lets_it_go_on()
    {
        var session = Given();
        Assert.Equal(TimeSpan.Zero, session.State.Duration(session.Now));

        session.When(Examples.Trainer, new SessionCommand.Start()).Later(TimeSpan.FromMinutes(10));
        Assert.Equal(TimeSpan.FromMinutes(10), session.State.Duration(session.Now));

        session.When(Examples.Trainer, new SessionCommand.Pause()).Later(TimeSpan.FromMinutes(5));
        Assert.Equal(TimeSpan.FromMinutes(10), session.State.Duration(session.Now));
        Assert.Equal(session.Now.AddMinutes(-5), session.State.PausedAt);

        session.When(Examples.Trainer, new SessionCommand.Resume()).Later(TimeSpan.FromMinutes(2));
        Assert.Equal(TimeSpan.FromMinutes(12), session.State.Duration(session.Now));
        Assert.Null(session.State.PausedAt);

        session.When(Examples.Trainer, new SessionCommand.End()).Later(TimeSpan.FromHours(3));
        Assert.Equal(TimeSpan.FromMinutes(12), session.State.Duration(session.Now));
    }

    [Fact]
    public void A_session_that_ends_in_a_pause_counts_the_pause_as_nothing()
    {
        var session = Given().When(Examples.Trainer, new SessionCommand.Start()).Later(TimeSpan.FromMinutes(1))
            .When(Examples.Trainer, new SessionCommand.Pause()).Later(TimeSpan.FromMinutes(1))
            .When(Examples.Trainer, new SessionCommand.End());
        Assert.Equal(TimeSpan.FromMinutes(1), session.State.Duration(session.Now));
    }

    [Fact]
    public void Time_that_the_server_was_down_in_an_active_session_counts()
    {
        var session = Given(Happened.Joined("ada")).When(Examples.Trainer, new SessionCommand.Start()).Later(TimeSpan.FromMinutes(7))
            .When(Caller.System, new SessionCommand.LoseConnection("ada")).Then(Happened.Lost("ada"));
        Assert.Equal(TimeSpan.FromMinutes(7), session.State.Duration(session.Now));
    }

    [Fact]
    public void A_clock_that_is_set_back_never_makes_it_negative()
    {
        var session = Given().When(Examples.Trainer, new SessionCommand.Start()).Later(TimeSpan.FromMinutes(-30));
        Assert.Equal(TimeSpan.Zero, session.State.Duration(session.Now));
        session.When(Examples.Trainer, new SessionCommand.Pause());
        Assert.Equal(TimeSpan.Zero, session.State.Duration(session.Now));
    }
}

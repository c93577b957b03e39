using TrainingHub.Core.Sessions;
using TrainingHub.Tests.Core.Sessions;

namespace TrainingHub.Tests.Core.Metrics;

/// <summary>30 live samples a minute and 5 at once, for each player (`protocol.md` §2.5).</summary>
public sealed class MetricsLimitTests
{
    private readonly Sender _ada = new(Examples.Ada);

    [Fact]
    public void The_sixth_of_a_burst_is_refused_with_the_time_after_which_it_is_taken()
    {
        Assert.All(Enumerable.Range(0, 5), _ => Assert.Null(_ada.SendAt(0)));

        var refusal = _ada.SendAt(0);
        Assert.Equal((RefusalCode.RateLimited, TimeSpan.FromSeconds(2)), (refusal?.Code, refusal?.RetryAfter));

        Assert.Equal(RefusalCode.RateLimited, _ada.SendAt(1.999)?.Code);
        Assert.Null(_ada.SendAt(2));
        Assert.Equal(RefusalCode.RateLimited, _ada.SendAt(2)?.Code);
    }

    [Fact]
    public void After_a_rest_of_ten_seconds_five_are_taken_at_once_again_and_not_more()
    {
        Assert.All(Enumerable.Range(0, 5), _ => Assert.Null(_ada.SendAt(0)));
        Assert.All(Enumerable.Range(0, 5), _ => Assert.Null(_ada.SendAt(10)));
        Assert.NotNull(_ada.SendAt(10));
    }

    [Fact]
    public void A_sender_at_2_s_with_150_ms_of_jitter_loses_none_of_10_000()
    {
        var random = new Random(20260701);
        var refused = Enumerable.Range(0, 10_000).Count(i => _ada.SendAt((2 * i) + (random.NextDouble() * 0.3) - 0.15) is not null);
        Assert.Equal(0, refused);
    }

    [Fact]
    public void Nor_does_one_whose_every_second_sample_is_late_and_every_other_early()
    {
        var refused = Enumerable.Range(0, 10_000).Count(i => _ada.SendAt((2 * i) + (i % 2 == 0 ? 0.15 : -0.15)) is not null);
        Assert.Equal(0, refused);
    }

    [Fact]
    public void Who_sends_each_second_gets_a_sample_each_two_seconds_in()
    {
        var taken = Enumerable.Range(0, 1000).Count(i => _ada.SendAt(i) is null);
        Assert.InRange(taken, 500, 505);
    }

    [Fact]
    public void A_clock_that_was_set_back_locks_nobody_out()
    {
        Assert.All(Enumerable.Range(0, 5), _ => Assert.Null(_ada.SendAt(86_400)));
        Assert.All(Enumerable.Range(0, 5), _ => Assert.Null(_ada.SendAt(0)));
        Assert.Equal(TimeSpan.FromSeconds(2), _ada.SendAt(0)?.RetryAfter);
    }

    [Fact]
    public void Nobody_can_use_up_anothers_allowance()
    {
        var state = Session.Fold(SessionSpecification.Given().State, Enumerable.Repeat(Examples.Sampled(Examples.Ada), 5));
        Assert.Equal(RefusalCode.RateLimited, Session.Decide(state, Examples.Sample(Examples.Ada), new Asked(Examples.Ada, Examples.T0)).Refusal?.Code);
        Assert.Null(Session.Decide(state, Examples.Sample(Examples.Ben), new Asked(Examples.Ben, Examples.T0)).Refusal);
    }

    /// <summary>Sends through the rules themselves, at simulated times.</summary>
    private sealed class Sender(Caller player)
    {
        private SessionState _state = SessionSpecification.Given().State;

        public Refusal? SendAt(double seconds)
        {
            var decision = Session.Decide(_state, Examples.Sample(player), new Asked(player, Examples.T0.AddSeconds(seconds)));
            _state = Session.Fold(_state, decision.Events);
            return decision.Refusal;
        }
    }
}

using TrainingHub.Core.Sessions;
using static TrainingHub.Tests.Core.Sessions.SessionSpecification;

namespace TrainingHub.Tests.Core.Sessions;

/// <summary>A trainer's words to players: sent once, shown until they are acknowledged, heard by nobody else.</summary>
public sealed class MessageTests
{
    private static readonly SessionCommand ToAll = new SessionCommand.SendMessage("m1", default, MessagePriority.Urgent, " Stop \n");

    [Fact]
    public void A_message_to_all_is_to_everybody_on_the_roster_then()
        => Given().When(Examples.Trainer, ToAll).Then(new SessionEvent.MessageSent("m1", ["ada", "ben"], MessagePriority.Urgent, "Stop", "trainer") { At = default });

    [Fact]
    public void One_to_some_is_to_each_of_them_once()
        => Given().When(Examples.Trainer, new SessionCommand.SendMessage("m1", ["ben", "ben"], MessagePriority.Low, "Well done"))
            .Then(new SessionEvent.MessageSent("m1", ["ben"], MessagePriority.Low, "Well done", "trainer") { At = default });

    [Fact]
    public void Sent_again_with_the_same_id_it_is_ok_and_changes_nothing_and_somebody_elses_id_is_taken()
    {
        var session = Given(Happened.Messaged("m1"));
        session.When(Examples.Trainer, ToAll).ThenNothing();
        session.When(Examples.Admin, ToAll).ThenRefused(RefusalCode.Conflict, "messageId");
        Given(Happened.Started, Happened.Messaged("m1"), Happened.Ended).When(Examples.Trainer, ToAll).ThenNothing();
    }

    [Theory]
    [InlineData("", "ada", "Drink", "messageId")]
    [InlineData("m1", "nobody", "Drink", "playerIds")]
    [InlineData("m1", null, "Drink", "playerIds")]
    [InlineData("m1", "ada", "", "text")]
    [InlineData("m1", "ada", " \n ", "text")]
    public void What_is_wrong_with_a_message_is_named(string id, string? to, string text, string property)
        => Given().When(Examples.Trainer, new SessionCommand.SendMessage(id, to is null ? [] : [to], MessagePriority.Normal, text)).ThenRefused(RefusalCode.Invalid, property);

    [Fact]
    public void Five_hundred_characters_are_taken_and_one_more_is_not()
    {
        Assert.Null(Given().When(Examples.Trainer, new SessionCommand.SendMessage("m1", default, MessagePriority.Normal, new string('x', 500))).Refusal);
        Given().When(Examples.Trainer, new SessionCommand.SendMessage("m1", default, MessagePriority.Normal, new string('x', 501))).ThenRefused(RefusalCode.Invalid, "text was 501");
    }

    [Fact]
    public void After_the_end_nothing_more_is_sent()
        => Given(Happened.Started, Happened.Ended).When(Examples.Trainer, ToAll).ThenRefused(RefusalCode.Conflict, "completed");

    [Fact]
    public void Ten_at_once_are_taken_and_then_one_each_two_seconds_of_each_sender()
    {
        var session = Given();
        for (var i = 0; i < 10; i++)
        {
            Assert.Null(session.When(Examples.Trainer, Message(i)).Refusal);
        }

        var refusal = session.When(Examples.Trainer, Message(10)).ThenRefused(RefusalCode.RateLimited, "messages");
        Assert.Equal(TimeSpan.FromSeconds(2), refusal.RetryAfter);
        Assert.Null(session.When(Examples.Admin, Message(11)).Refusal);
        Assert.Null(session.Later(refusal.RetryAfter!.Value).When(Examples.Trainer, Message(12)).Refusal);
    }

    [Fact]
    public void It_waits_for_each_until_they_acknowledge_it_and_a_repeat_changes_nothing()
    {
        var session = Given(Happened.Messaged("m1"));
        session.When(Examples.Ada, new SessionCommand.AcknowledgeMessage("m1")).Then(new SessionEvent.MessageAcknowledged("m1", "ada") { At = default });
        session.When(Examples.Ada, new SessionCommand.AcknowledgeMessage("m1")).ThenNothing();
        Assert.Empty(session.State.Messages.WaitingFor("ada"));
        Assert.Equal("m1", Assert.Single(session.State.Messages.WaitingFor("ben")).MessageId);
        Assert.Equal(["ada"], session.State.Messages.Find("m1")!.Acknowledged.Keys);
    }

    [Fact]
    public void Only_a_message_to_oneself_can_be_acknowledged()
    {
        var session = Given().When(Examples.Trainer, new SessionCommand.SendMessage("m1", ["ben"], MessagePriority.Low, "Well done"));
        session.When(Examples.Ada, new SessionCommand.AcknowledgeMessage("m1")).ThenRefused(RefusalCode.Invalid, "messageId");
        session.When(Examples.Ada, new SessionCommand.AcknowledgeMessage("m2")).ThenRefused(RefusalCode.Invalid, "messageId");
    }

    [Fact]
    public void What_was_sent_before_the_end_can_be_acknowledged_for_a_day_after_it()
    {
        var session = Given(Happened.Started, Happened.Messaged("m1"), Happened.Ended);
        Assert.Null(session.When(Examples.Ada, new SessionCommand.AcknowledgeMessage("m1")).Refusal);
        session.Later(TimeSpan.FromHours(25)).When(Examples.Ben, new SessionCommand.AcknowledgeMessage("m1")).ThenRefused(RefusalCode.Conflict, "24 hours");
    }

    [Fact]
    public void More_than_twenty_never_wait_for_one_player_the_oldest_gives_way()
    {
        var session = Given([.. Enumerable.Range(0, 25).Select(i => Happened.Messaged($"m{i}")), Happened.Acknowledged("m24", "ben")]);
        Assert.Equal(Enumerable.Range(5, 20).Select(i => $"m{i}"), session.State.Messages.WaitingFor("ada").Select(message => message.MessageId));
        Assert.Equal(19, session.State.Messages.WaitingFor("ben").Count());
        Assert.Equal(25, session.State.Messages.Sent.Length);
    }

    [Fact]
    public void A_session_keeps_the_newest_messages_and_older_ones_only_while_they_wait()
    {
        var events = Enumerable.Range(0, 300).SelectMany(i => new[] { Happened.Messaged($"m{i}"), Happened.Acknowledged($"m{i}", "ada"), i == 3 ? Happened.Raised("ada") : Happened.Acknowledged($"m{i}", "ben") });
        var kept = Given([.. events]).State.Messages.Sent.Select(message => message.MessageId).ToList();
        Assert.Equal(SessionMessages.Kept + 1, kept.Count);
        Assert.Equal(("m3", "m100", "m299"), (kept[0], kept[1], kept[^1]));
    }

    [Fact]
    public void Staff_hear_all_a_player_what_is_to_them_and_observers_nothing()
    {
        var state = Given(Happened.Joined("ada"), Happened.Started).State;
        SessionEvent toBen = new SessionEvent.MessageSent("m1", ["ben"], MessagePriority.Low, "Well done", "trainer") { At = default };
        foreach (var (happened, ada) in new[]
        {
            (toBen, false), (Happened.Messaged("m2"), true), (Happened.Acknowledged("m2", "ben"), false), (Happened.Acknowledged("m2", "ada"), true),
            (Happened.Raised("ben"), false), (Happened.Raised("ada"), true), (new SessionEvent.EffortRated("ben", 7, "ben") { At = default }, false),
        })
        {
            // Even where a session shares and both agreed: what is between staff and a player is not the team's.
            var shares = state with { ShareWithTeam = true, Players = state.Players.SetItem("ben", state.Players["ben"] with { Profile = state.Players["ben"].Profile with { TeamSees = TrainingHub.Core.Players.HeartRateVisibility.Number } }) };
            Assert.True(Audience.Staff.Hears(happened, shares));
            Assert.False(Audience.Observers.Hears(happened, shares));
            Assert.Equal(ada, Audience.Player("ada").Hears(happened, shares));
        }
    }

    [Fact]
    public void A_view_holds_the_messages_that_are_for_its_audience()
    {
        var state = Given(Happened.Messaged("m1"), Happened.Messaged("m2"), Happened.Acknowledged("m1", "ada"), Happened.Raised("ben")).State;
        Assert.Equal(["m1", "m2"], new SessionView(state, Audience.Staff).Messages.Select(message => message.MessageId));
        Assert.Equal(["m2"], new SessionView(state, Audience.Player("ada")).Messages.Select(message => message.MessageId));
        Assert.Empty(new SessionView(state, Audience.Observers).Messages);
        Assert.NotNull(new SessionView(state, Audience.Staff).HandOf("ben"));
        Assert.Null(new SessionView(state, Audience.Player("ada")).HandOf("ben"));
        Assert.Null(new SessionView(state, Audience.Observers).HandOf("ben"));
    }

    private static SessionCommand.SendMessage Message(int number) => new SessionCommand.SendMessage($"m{number}", default, MessagePriority.Normal, "Drink");
}

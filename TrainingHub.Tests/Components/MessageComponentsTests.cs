using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Services;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Dashboard;
using TrainingHub.Web.Messages;

namespace TrainingHub.Tests.Components;

/// <summary>Messages and hands as a player and a trainer see them.</summary>
public sealed class MessageComponentsTests : BunitContext, IAsyncLifetime
{
    public MessageComponentsTests()
    {
        Services.AddMudServices();
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    public Task InitializeAsync() => Task.CompletedTask;

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    [Fact]
    public void The_region_is_there_before_a_message_and_the_message_says_from_whom_and_how_many_more()
    {
        string? acknowledged = null;
        var region = Render<PlayMessages>(page => page.Add(each => each.Messages, []).Add(each => each.From, _ => "Toni").Add(each => each.OnAcknowledge, id => acknowledged = id));
        Assert.Equal("polite", region.Find(".play-messages").GetAttribute("aria-live"));

        region.Render(page => page.Add(each => each.Messages, [Message("m2", MessagePriority.High), Message("m1")]));

        Assert.Equal("Toni · 1 more Drink", region.Find(".play-message p").TextContent.Trim());
        Assert.Equal("alert", region.Find(".play-message").GetAttribute("role"));
        region.Find("button").Click();
        Assert.Equal("m2", acknowledged);
    }

    [Fact]
    public void An_urgent_one_is_a_dialog_of_its_own_that_one_press_acknowledges()
    {
        string? acknowledged = null;
        var urgent = Render<UrgentMessage>(page => page.Add(each => each.Message, Message("m1", MessagePriority.Urgent)).Add(each => each.From, "Toni").Add(each => each.OnAcknowledge, id => acknowledged = id));

        Assert.Equal("Drink", urgent.Find("[role=alertdialog] .text").TextContent);
        urgent.Find("button").Click();

        Assert.Equal("m1", acknowledged);
    }

    [Fact]
    public void A_trainer_sees_how_many_have_seen_it_and_who_has_not()
    {
        var session = Spoken().Tell(new SessionEvent.MessageAcknowledged("m1", "bo") { At = TestSession.Begin });
        var notices = Render<StaffNotices>(page => page.Add(each => each.View, session.Staff));

        Assert.Equal("seen by 1 of 2", notices.Find(".chip").TextContent);
        Assert.Contains("not by Ada Berg", notices.Find("li .seen").TextContent, StringComparison.Ordinal);
        Assert.StartsWith("To all 2", notices.Find("summary").TextContent.Trim(), StringComparison.Ordinal);
        Assert.Empty(Render<StaffNotices>(page => page.Add(each => each.View, new SessionView(new TestSession().State, Audience.Staff))).Markup.Trim());
    }

    [Fact]
    public void A_raised_hand_is_named_lowered_and_comes_to_the_front_of_the_board()
    {
        SessionCommand? command = null;
        var session = new TestSession().Join("ada").Join("bo").Start();
        var board = new LiveBoard(session.Staff, session.Now);
        var order = new BoardOrder();
        Assert.Equal(["ada", "bo"], order.Of(board, session.Now));

        session.Tell(new SessionEvent.HandRaised("bo") { At = session.Now });
        board.Apply(new SessionUpdate(0, session.State.Seq, session.Staff, [new FeedItem.Happened(session.State.Seq, new SessionEvent.HandRaised("bo") { At = session.Now }, session.Staff)]), session.Now);
        var notices = Render<StaffNotices>(page => page.Add(each => each.View, session.Staff).Add(each => each.OnCommand, sent => command = sent));

        Assert.Equal(["bo", "ada"], order.Of(board, session.Now));
        Assert.NotNull(board.Tile("bo")!.HandSince);
        notices.Find("button[aria-label=\"Lower Bo Dahl's hand\"]").Click();
        Assert.Equal(new SessionCommand.SetHand("bo", false), command);
        Assert.Null(new LiveBoard(new SessionView(session.State, Audience.Observers), session.Now).Tile("bo")!.HandSince);
    }

    [Fact]
    public void What_this_trainer_said_last_is_offered_first_and_each_once()
    {
        var session = Spoken("m1", "Faster").Tell(Sent("m2", "Slower")).Tell(Sent("m3", "Faster")).Tell(Sent("m4", "Not mine") with { By = "admin" });

        Assert.Equal(["Faster", "Slower"], MessageText.Quick(session.State, "trainer").Take(2));
        Assert.DoesNotContain("Not mine", MessageText.Quick(session.State, "trainer"));
    }

    [Fact]
    public async Task A_message_is_written_to_those_who_are_chosen_and_to_all_without_naming_them()
    {
        Assert.Equal(("bo", MessagePriority.Urgent, "Stop"), await WriteAsync(dialog =>
        {
            dialog.FindAll(".names input")[0].Change(false);
            dialog.Find("textarea").Input(" Stop ");
            dialog.FindAll(".message-priority input")[^1].Change(true);
        }));
        Assert.Equal((null, MessagePriority.Normal, "Well done!"), await WriteAsync(dialog => dialog.FindAll(".quick button").Single(quick => quick.TextContent == "Well done!").Click()));
    }

    private async Task<(string? To, MessagePriority Priority, string Text)> WriteAsync(Action<IRenderedComponent<MudDialogProvider>> write)
    {
        var session = new TestSession();
        var provider = Render<MudDialogProvider>();
        var parameters = new DialogParameters<MessageDialog> { { dialog => dialog.Players, [.. session.State.Roster] }, { dialog => dialog.Quick, MessageText.Quick(session.State, "trainer") } };
        var shown = await provider.InvokeAsync(() => Services.GetRequiredService<IDialogService>().ShowAsync<MessageDialog>("Message", parameters));
        write(provider);
        provider.FindAll("button").Single(button => button.TextContent.Trim().StartsWith("Send to", StringComparison.Ordinal)).Click();
        var message = Assert.IsType<SessionCommand.SendMessage>((await shown.Result)!.Data);
        return (message.PlayerIds.IsDefault ? null : string.Join(' ', message.PlayerIds), message.Priority, message.Text);
    }

    private static TestSession Spoken(string id = "m1", string text = "Drink") => new TestSession().Tell(Sent(id, text));

    private static SessionEvent.MessageSent Sent(string id, string text) => new(id, ["ada", "bo"], MessagePriority.Normal, text, "trainer") { At = TestSession.Begin };

    private static SentMessage Message(string id, MessagePriority priority = MessagePriority.Normal) => new(id, TestSession.Begin, ["ada"], priority, "Drink", "trainer");
}

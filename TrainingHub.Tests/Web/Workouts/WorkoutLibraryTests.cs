using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TrainingHub.Core.Journal;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Workouts;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Data;
using TrainingHub.Web.Planning;
using TrainingHub.Web.Sessions;
using TrainingHub.Web.Workouts;

namespace TrainingHub.Tests.Web.Workouts;

public sealed class WorkoutLibraryTests(WebApp app) : IClassFixture<WebApp>
{
    private static readonly WorkoutPlan Plan = new(WorkoutType.Conditioning, "For the hill", [new PlanStep.Repeat(4,
    [
        new PlanStep.Interval("Up", TimeSpan.FromMinutes(3), null, Intensity.Hard, new IntervalTarget(TargetKind.HeartRateZone, 4, 4)),
        new PlanStep.Interval("Down", TimeSpan.FromMinutes(2), null, Intensity.Easy, null),
    ])]);

    private static CancellationToken None => CancellationToken.None;

    private WorkoutLibrary Library => app.Services.GetRequiredService<WorkoutLibrary>();

    [Fact]
    public async Task What_is_saved_is_found_again_as_it_was_written()
    {
        var trainer = await TrainerAsync();

        var saved = (await Library.SaveAsync(trainer, null, new WorkoutDraft(" Hills ", Plan, ["Hill", "hill ", "U18"], IsTemplate: true), None)).Workout!;
        var found = (await Library.FindAsync(trainer, saved.Id, None))!;

        Assert.Equal(("Hills", true, true, false, trainer.UserId, trainer.Name), (found.Name, found.IsOwn, found.IsTemplate, found.IsShared, found.OwnerId, found.OwnerName));
        Assert.Equal(["hill", "u18"], found.Tags.ToArray());
        Assert.Equal(Text(Plan), Text(found.Plan));
        Assert.Equal(Text(Plan.ToWorkout(saved.Id, "Hills")), Text(found.Workout));
        Assert.NotNull(found.ChangedAt);
    }

    [Fact]
    public async Task A_row_of_before_there_were_steps_is_read_through_its_flat_workout()
    {
        var trainer = await TrainerAsync();
        var row = new WorkoutRow { Name = "Old", Type = WorkoutType.Hybrid, TrainerId = trainer.UserId, Plan = ExampleWorkouts.All[4] };
        await using (var db = await OpenAsync())
        {
            db.Workouts.Add(row);
            await db.SaveChangesAsync();
        }

        var found = (await Library.FindAsync(trainer, row.Id, None))!;

        Assert.Equal(Text(WorkoutPlan.Of(ExampleWorkouts.All[4])), Text(found.Plan));
        Assert.Equal((row.Id, "Old"), (found.Workout.WorkoutId, found.Workout.Name));
    }

    [Fact]
    public async Task Another_trainers_workout_does_not_exist_until_it_is_shared_and_is_never_changed_by_others()
    {
        var (owner, other) = (await TrainerAsync(), await TrainerAsync());
        var id = (await Library.SaveAsync(owner, null, new WorkoutDraft("Mine", Plan), None)).Workout!.Id;

        Assert.Null(await Library.FindAsync(other, id, None));
        Assert.DoesNotContain(await Library.ListAsync(other, new LibraryFilter(), None), workout => workout.Id == id);
        Assert.Equal(RefusalCode.NotFound, (await Library.SaveAsync(other, id, new WorkoutDraft("Theirs", Plan), None)).Refusal?.Code);
        Assert.Equal(RefusalCode.NotFound, (await Library.CopyAsync(other, id, null, None)).Refusal?.Code);

        Assert.Null(await Library.ShareAsync(owner, id, shared: true, None));
        var seen = (await Library.FindAsync(other, id, None))!;
        Assert.Equal((false, true, owner.Name), (seen.IsOwn, seen.IsShared, seen.OwnerName));
        Assert.Equal(RefusalCode.Forbidden, (await Library.SaveAsync(other, id, new WorkoutDraft("Theirs", Plan), None)).Refusal?.Code);
        Assert.Equal(RefusalCode.Forbidden, (await Library.DeleteAsync(other, id, None))?.Code);
        Assert.Equal(RefusalCode.Forbidden, (await Library.ShareAsync(other, id, shared: false, None))?.Code);

        var copy = (await Library.CopyAsync(other, id, null, None)).Workout!;
        Assert.Equal(("Mine (copy)", true, false, false), (copy.Name, copy.IsOwn, copy.IsShared, copy.IsTemplate));

        Assert.Null(await Library.DeleteAsync(owner, id, None));
        Assert.Null(await Library.FindAsync(owner, id, None));
        Assert.NotNull(await Library.FindAsync(other, copy.Id, None));
    }

    [Fact]
    public async Task A_session_is_made_of_own_shared_and_example_workouts_alike()
    {
        var (owner, other) = (await TrainerAsync(), await TrainerAsync());
        var player = await app.CreateUserAsync("Mia", RoleNames.Player);
        var shared = (await Library.SaveAsync(owner, null, new WorkoutDraft("Shared hills", Plan, IsShared: true), None)).Workout!;
        var planner = app.Services.GetRequiredService<SessionPlanner>();

        foreach (var id in new[] { shared.Id, "example-tabata", (await Library.CopyAsync(other, shared.Id, null, None)).Workout!.Id })
        {
            Assert.Equal(id, (await planner.PlanAsync(other, new SessionPlan(id, [player.Id], []), None)).Session?.Workout.WorkoutId);
        }

        var offer = await app.Services.GetRequiredService<PlanChoices>().ForAsync(other, None);
        Assert.Equal("Shared hills (copy)", offer.Workouts[0].Name);
        Assert.Contains(offer.Workouts, workout => workout.WorkoutId == shared.Id);
        Assert.Contains(offer.Workouts, workout => workout.WorkoutId == "example-tabata");
    }

    [Fact]
    public async Task Words_tag_and_type_find()
    {
        var trainer = await TrainerAsync();
        await Library.SaveAsync(trainer, null, new WorkoutDraft("Hills", Plan, ["u18"]), None);
        await Library.SaveAsync(trainer, null, new WorkoutDraft("Legs", new WorkoutPlan(WorkoutType.Strength, null, [new PlanStep.Exercise("Back squat", 3, 5, 60, null, default)]), [], IsTemplate: true), None);

        Assert.Equal("Hills", await FirstAsync(new LibraryFilter("down hill")));
        Assert.Equal("Legs", await FirstAsync(new LibraryFilter("SQUAT")));
        Assert.Equal("Hills", await FirstAsync(new LibraryFilter(Tag: "U18")));
        Assert.Equal("Legs", await FirstAsync(new LibraryFilter(Type: WorkoutType.Strength)));
        Assert.Equal("Legs", await FirstAsync(new LibraryFilter(TemplatesOnly: true)));
        Assert.Empty(await Library.ListAsync(trainer, new LibraryFilter("no such thing"), None));

        async Task<string> FirstAsync(LibraryFilter filter) => (await Library.ListAsync(trainer, filter, None))[0].Name;
    }

    [Fact]
    public async Task What_cannot_be_run_is_not_saved_and_the_sentence_names_the_step()
    {
        var trainer = await TrainerAsync();
        var bad = Plan with { Steps = [new PlanStep.Interval("Up", TimeSpan.Zero, null, Intensity.Hard, null)] };

        Assert.Equal("Step 1, Up: duration was 0 s; 1 s to 24 h are allowed.", await RefusedAsync(new WorkoutDraft("Hills", bad)));
        Assert.Equal("The name was 0 characters long; it must have 1 to 200.", await RefusedAsync(new WorkoutDraft(" ", Plan)));
        Assert.Equal("There were 11 tags; at most 10 are allowed.", await RefusedAsync(new WorkoutDraft("Hills", Plan, [.. Enumerable.Range(1, 11).Select(number => $"{number}")])));
        Assert.StartsWith("The tag \"xxx", await RefusedAsync(new WorkoutDraft("Hills", Plan, [new string('x', 31)])), StringComparison.Ordinal);

        async Task<string?> RefusedAsync(WorkoutDraft draft) => (await Library.SaveAsync(trainer, null, draft, None)).Refusal?.Message;
    }

    [Fact]
    public async Task Who_saves_over_a_change_that_they_have_not_read_is_told()
    {
        var trainer = await TrainerAsync();
        var first = (await Library.SaveAsync(trainer, null, new WorkoutDraft("Hills", Plan), None)).Workout!;

        Assert.Null((await Library.SaveAsync(trainer, first.Id, new WorkoutDraft("Hills 2", Plan), None, first.ChangedAt)).Refusal);
        Assert.Equal(RefusalCode.Conflict, (await Library.SaveAsync(trainer, first.Id, new WorkoutDraft("Hills 3", Plan), None, first.ChangedAt!.Value.AddSeconds(-1))).Refusal?.Code);
        Assert.Equal("Hills 2", (await Library.FindAsync(trainer, first.Id, None))!.Name);
    }

    [Fact]
    public async Task Who_saves_over_a_sharing_that_they_have_not_read_is_told()
    {
        var trainer = await TrainerAsync();
        var first = (await Library.SaveAsync(trainer, null, new WorkoutDraft("Hills", Plan), None)).Workout!;

        Assert.Null(await Library.ShareAsync(trainer, first.Id, shared: true, None));

        Assert.Equal(RefusalCode.Conflict, (await Library.SaveAsync(trainer, first.Id, new WorkoutDraft("Hills 2", Plan), None, first.ChangedAt)).Refusal?.Code);
        Assert.True((await Library.FindAsync(trainer, first.Id, None))!.IsShared);
    }

    [Theory]
    [InlineData(Roles.Player)]
    [InlineData(Roles.Observer)]
    [InlineData(Roles.Admin)]
    public async Task To_all_but_trainers_there_is_no_library(Roles roles)
    {
        var somebody = new Caller("somebody", "Sam", roles);

        Assert.Equal((roles & Permissions.Allowed(ServerAction.PlanSessions)) == 0, (await Library.ListAsync(somebody, new LibraryFilter(), None)).IsEmpty);
        Assert.Null(await Library.FindAsync(somebody, "example-tabata", None));
        Assert.Equal(RefusalCode.Forbidden, (await Library.SaveAsync(somebody, null, new WorkoutDraft("Hills", Plan), None)).Refusal?.Code);
        Assert.Equal(RefusalCode.Forbidden, (await Library.CopyAsync(somebody, "example-tabata", null, None)).Refusal?.Code);
        Assert.Equal(RefusalCode.Forbidden, (await Library.DeleteAsync(somebody, "example-tabata", None))?.Code);
    }

    [Fact]
    public async Task An_example_is_copied_not_changed()
    {
        var trainer = await TrainerAsync();

        Assert.Equal(RefusalCode.Forbidden, (await Library.SaveAsync(trainer, "example-tabata", new WorkoutDraft("Mine", Plan), None)).Refusal?.Code);
        Assert.Equal(RefusalCode.Forbidden, (await Library.DeleteAsync(trainer, "example-tabata", None))?.Code);
        Assert.Equal("Quick", (await Library.CopyAsync(trainer, "example-tabata", "Quick", None)).Workout?.Name);
    }

    [Fact]
    public async Task What_a_trainer_downloads_of_themselves_has_their_own_workouts_and_no_others()
    {
        var trainer = await app.CreateUserAsync("Toni", RoleNames.Trainer);
        await Library.SaveAsync(new Caller(trainer.Id, trainer.DisplayName, Roles.Trainer), null, new WorkoutDraft("Own hills", Plan, ["mine"]), None);
        await Library.SaveAsync(await TrainerAsync(), null, new WorkoutDraft("Shared hills", Plan, IsShared: true), None);
        await using var scope = app.Services.CreateAsyncScope();

        var account = JsonSerializer.SerializeToElement(await scope.ServiceProvider.GetRequiredService<PersonalData>().OfAsync(trainer, None), PersonalData.Json);

        var workout = Assert.Single(account.GetProperty("workouts").EnumerateArray());
        Assert.Equal(("Own hills", "mine", "For the hill"), (
            workout.GetProperty("name").GetString(), workout.GetProperty("tags")[0].GetString(), workout.GetProperty("plan").GetProperty("description").GetString()));
    }

    private async Task<Caller> TrainerAsync()
    {
        var trainer = await app.CreateUserAsync("Toni", RoleNames.Trainer);
        return new Caller(trainer.Id, trainer.DisplayName, Roles.Trainer);
    }

    private Task<TrainingHubDb> OpenAsync() => app.Services.GetRequiredService<IDbContextFactory<TrainingHubDb>>().CreateDbContextAsync();

    private static string Text<T>(T value) => JsonSerializer.Serialize(value, JournalJson.Options);
}

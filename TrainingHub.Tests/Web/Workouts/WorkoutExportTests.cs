using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Workouts;
using TrainingHub.Web.Data;
using TrainingHub.Web.Workouts;

namespace TrainingHub.Tests.Web.Workouts;

public sealed class WorkoutExportTests(WebApp app) : IClassFixture<WebApp>
{
    private static readonly WorkoutPlan _plan = new(WorkoutType.Conditioning, null,
    [
        new PlanStep.Repeat(4,
        [
            new PlanStep.Interval("Work", TimeSpan.FromMinutes(4), null, Intensity.Hard, new IntervalTarget(TargetKind.PercentOfFtp, 95, 105)),
            new PlanStep.Interval("Easy", TimeSpan.FromMinutes(2), null, Intensity.Easy, new IntervalTarget(TargetKind.PercentOfFtp, 50, 50)),
        ]),
    ]);

    [Theory]
    [InlineData("zwo")]
    [InlineData("fit")]
    public async Task A_trainer_takes_a_workout_home_as_a_file_that_reads_back_as_long_as_it_was(string format)
    {
        var (trainer, id) = await WorkoutAsync("Threshold / 4×4");
        using var browser = await app.CreateClientAsync(trainer);

        using var answer = await browser.GetAsync(new Uri($"workouts/{id}/export?format={format}", UriKind.Relative));
        var name = answer.Content.Headers.ContentDisposition!.FileNameStar!;
        var read = ImportRead.Of(name, await answer.Content.ReadAsByteArrayAsync());

        Assert.Equal($"Threshold - 4-4.{format}", name);
        Assert.Equal(TimeSpan.FromMinutes(24), read.Import!.Draft.Plan.ToWorkout("w", "w").IntervalsDuration);
        Assert.Equal("Threshold / 4×4", read.Import.Draft.Name);
    }

    [Fact]
    public async Task Who_may_not_read_a_workout_gets_no_file_of_it()
    {
        var (owner, id) = await WorkoutAsync("Mine");
        var other = await app.CreateUserAsync("Tara Other", RoleNames.Trainer);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(owner, $"workouts/{id}/export?format=zwo"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(other, $"workouts/{id}/export?format=zwo"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(other, "workouts/example-threshold/export?format=zwo"));
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(await app.CreateUserAsync("Pia", RoleNames.Player), $"workouts/{id}/export?format=zwo"));
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(null, $"workouts/{id}/export?format=zwo"));

        await app.Services.GetRequiredService<WorkoutLibrary>().ShareAsync(CallerOf(owner), id, shared: true, CancellationToken.None);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(other, $"workouts/{id}/export?format=fit"));
    }

    [Fact]
    public async Task Another_format_is_refused_with_the_names_of_those_that_there_are()
    {
        var (owner, id) = await WorkoutAsync("Mine");
        using var browser = await app.CreateClientAsync(owner);
        using var answer = await browser.GetAsync(new Uri($"workouts/{id}/export?format=pdf", UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("There is no format 'pdf'; the formats are zwo and fit.", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public void A_file_without_a_name_of_its_own_is_called_as_the_file_is_and_a_broken_one_says_which_it_was()
    {
        var read = ImportRead.Of("hills.mrc", "[COURSE HEADER]\nMINUTES PERCENT\n[END COURSE HEADER]\n[COURSE DATA]\n0\t60\n10\t60\n[END COURSE DATA]\n"u8.ToArray());
        Assert.Equal("hills", read.Import?.Draft.Name);
        Assert.StartsWith("hills.mrc: ", ImportRead.Of("hills.mrc", "[COURSE HEADER]\nMINUTES PERCENT\n[END COURSE HEADER]\n[COURSE DATA]\n0\tx\n"u8.ToArray()).Fault, StringComparison.Ordinal);
    }

    private async Task<HttpStatusCode> StatusAsync(User? user, string path)
    {
        using var browser = user is null ? app.CreateClient() : await app.CreateClientAsync(user);
        using var answer = await browser.GetAsync(new Uri(path, UriKind.Relative));
        return answer.StatusCode;
    }

    private async Task<(User Trainer, string Id)> WorkoutAsync(string name)
    {
        var trainer = await app.CreateUserAsync("Tom Trainer", RoleNames.Trainer);
        var saved = await app.Services.GetRequiredService<WorkoutLibrary>().SaveAsync(CallerOf(trainer), null, new WorkoutDraft(name, _plan), CancellationToken.None);
        return (trainer, saved.Workout!.Id);
    }

    private static Caller CallerOf(User user) => new(user.Id, user.DisplayName, Roles.Trainer);
}

using TrainingHub.Web.Accounts;
using TrainingHub.Web.Admin;
using TrainingHub.Web.Api;
using TrainingHub.Web.Audit;
using TrainingHub.Web.Calendars;
using TrainingHub.Web.Commands;
using TrainingHub.Web.Data;
using TrainingHub.Web.Demo;
using TrainingHub.Web.Health;
using TrainingHub.Web.Hubs;
using TrainingHub.Web.Joining;
using TrainingHub.Web.Journal;
using TrainingHub.Web.Layout;
using TrainingHub.Web.Mail;
using TrainingHub.Web.Planning;
using TrainingHub.Web.Play;
using TrainingHub.Web.Privacy;
using TrainingHub.Web.Projection;
using TrainingHub.Web.Scheduling;
using TrainingHub.Web.Security;
using TrainingHub.Web.Server;
using TrainingHub.Web.Sessions;
using TrainingHub.Web.Sharing;
using TrainingHub.Web.Teams;
using TrainingHub.Web.Telemetry;
using TrainingHub.Web.Tokens;
using TrainingHub.Web.Viewing;
using TrainingHub.Web.Workouts;

try
{
    if (await CommandLine.RunAsync(args) is { } exitCode)
    {
        return exitCode;
    }

    var demo = DemoOptions.TakeFrom(ref args);
    var builder = ServerSlice.CreateBuilder(args);
    builder.Services.AddSingleton(demo);
    builder.Services.AddServer();
    builder.Services.AddSecurity();
    builder.Services.AddData(await builder.Configuration.OpenDataAsync(demo));
    builder.Services.AddAudit();
    builder.Services.AddMail(builder.Configuration, builder.Environment);
    builder.Services.AddAccounts(demo);
    builder.Services.AddTokens();
    builder.Services.AddJournal();
    builder.Services.AddProjection();
    builder.Services.AddSessions();
    builder.Services.AddPrivacy();
    builder.Services.AddSharing();
    builder.Services.AddTrainingHub();
    builder.Services.AddShutdown();
    builder.Services.AddPlay();
    builder.Services.AddApi();
    builder.Services.AddHealth();
    builder.Services.AddTelemetry(builder.Configuration);
    builder.Services.AddWorkouts();
    builder.Services.AddPlanning();
    builder.Services.AddTeams();
    builder.Services.AddScheduling();
    builder.Services.AddCalendars();
    builder.Services.AddJoining();
    builder.Services.AddAdmin();
    builder.Services.AddPages();
    builder.Services.AddViewing();
    builder.Services.AddDemo(builder.Configuration, demo);

    var app = builder.Build();
    await app.PrepareDataAsync();
    await app.PrepareDemoAsync();

    app.UseShutdown();
    app.UseTrustedProxies();
    app.UsePages();
    app.UseSecurity();
    app.UseApi();
    app.UseTrainingHub();
    app.UseCircuitDoor();
    app.UseAuthentication();
    app.UseViewing();
    app.UseGuestDoor();
    app.UseCircuitCap();
    app.UseAuthorization();
    app.UseRecentSignIn();
    app.UseAntiforgery();
    app.MapAccounts();
    app.MapAudit();
    app.MapWorkouts();
    app.MapTokens();
    app.MapApi();
    app.MapTeamExport();
    app.MapCalendars();
    app.MapHealth();
    app.MapTelemetry();
    app.MapPages();
    await app.RunAsync();
    return 0;
}
catch (Exception error) when (StartupRefusal.SentenceFor(error) is { } sentence)
{
    await Console.Error.WriteLineAsync(sentence);
    return 1;
}

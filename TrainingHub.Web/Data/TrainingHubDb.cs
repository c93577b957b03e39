using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using TrainingHub.Core.Journal;
using TrainingHub.Core.Workouts;

namespace TrainingHub.Web.Data;

/// <summary>Everything in <c>traininghub.db</c>.</summary>
public sealed class TrainingHubDb(DbContextOptions<TrainingHubDb> options) : IdentityDbContext<User>(options)
{
    /// <summary>The version of Identity's tables that brought passkeys.</summary>
    public static Version IdentityVersion => IdentitySchemaVersions.Version3;

    public DbSet<PlayerThresholds> Thresholds => Set<PlayerThresholds>();

    public DbSet<Team> Teams => Set<Team>();

    public DbSet<TeamMember> TeamMembers => Set<TeamMember>();

    public DbSet<WorkoutRow> Workouts => Set<WorkoutRow>();

    public DbSet<SessionRow> Sessions => Set<SessionRow>();

    public DbSet<SessionPersonRow> SessionPeople => Set<SessionPersonRow>();

    public DbSet<LoggedSet> LoggedSets => Set<LoggedSet>();

    public DbSet<Invitation> Invitations => Set<Invitation>();

    public DbSet<Consent> Consents => Set<Consent>();

    public DbSet<SharingChange> SharingChanges => Set<SharingChange>();

    public DbSet<ServerSetting> Settings => Set<ServerSetting>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<AuditPerson> AuditPeople => Set<AuditPerson>();

    public DbSet<DeviceGrant> DeviceGrants => Set<DeviceGrant>();

    public DbSet<EndedSignIn> EndedSignIns => Set<EndedSignIn>();

    public DbSet<JoinCode> JoinCodes => Set<JoinCode>();

    public DbSet<CalendarFeed> CalendarFeeds => Set<CalendarFeed>();

    public DbSet<SessionSeries> Series => Set<SessionSeries>();

    public DbSet<SeriesOccurrence> SeriesOccurrences => Set<SeriesOccurrence>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.UseOpenIddict();

        builder.Entity<User>().Property(user => user.DisplayName).HasMaxLength(200);
        builder.Entity<User>().Property(user => user.HeartRateForObservers).HasConversion<string>().HasMaxLength(10);
        builder.Entity<User>().Property(user => user.HeartRateForTeam).HasConversion<string>().HasMaxLength(10);
        builder.Entity<User>().Property(user => user.Weights).HasConversion<string>().HasMaxLength(10);
        builder.Entity<User>().Property(user => user.Distances).HasConversion<string>().HasMaxLength(10);
        builder.Entity<Consent>().HasOne<User>().WithMany().HasForeignKey(consent => consent.UserId);
        builder.Entity<SharingChange>().HasOne<User>().WithMany().HasForeignKey(change => change.UserId);
        builder.Entity<PlayerThresholds>().HasOne<User>().WithMany().HasForeignKey(row => row.UserId);
        builder.Entity<Invitation>().HasOne<User>().WithMany().HasForeignKey(row => row.UserId);
        builder.Entity<DeviceGrant>().HasOne<User>().WithMany().HasForeignKey(row => row.UserId);
        builder.Entity<TeamMember>().HasOne(member => member.Player).WithMany().HasForeignKey(member => member.PlayerId);
        builder.Entity<Team>().HasMany(team => team.Members).WithOne().HasForeignKey(member => member.TeamId);
        builder.Entity<SessionRow>().HasMany(session => session.People).WithOne().HasForeignKey(person => person.SessionId);
        builder.Entity<LoggedSet>().HasOne<SessionRow>().WithMany().HasForeignKey(set => set.SessionId);
        builder.Entity<SessionRow>().HasIndex(session => new { session.Status, session.ScheduledAt });
        builder.Entity<CalendarFeed>().HasOne<User>().WithMany().HasForeignKey(feed => feed.UserId);
        builder.Entity<SessionSeries>().HasMany(series => series.Occurrences).WithOne().HasForeignKey(occurrence => occurrence.SeriesId);
        builder.Entity<SessionSeries>().Ignore(series => series.Rule);
        builder.Entity<SessionSeries>().Property(series => series.Admits).HasConversion<string>().HasMaxLength(20);
        builder.Entity<SessionRow>().Property(session => session.Admits).HasDefaultValue("roster");
        builder.Entity<WorkoutRow>().Property(workout => workout.Type).HasConversion<string>().HasMaxLength(20);
        builder.Entity<WorkoutRow>().Property(workout => workout.Plan).HasConversion<PlanJson>();
        builder.Entity<WorkoutRow>().Property(workout => workout.Steps).HasConversion<StepsJson>();
        builder.Entity<IdentityRole>().HasData(RoleNames.All.Select(name => new IdentityRole
        {
            Id = name,
            Name = name,
            NormalizedName = name.ToUpperInvariant(),
            ConcurrencyStamp = name,
        }));
    }

    // SQLite cannot order its textual form of a DateTimeOffset.
    private sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(
        instant => instant.ToUnixTimeMilliseconds(),
        milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));

    // Times and targets as in the journal, which keeps the same plans.
    private sealed class PlanJson() : ValueConverter<Workout, string>(
        plan => JsonSerializer.Serialize(plan, JournalJson.Options),
        json => JsonSerializer.Deserialize<Workout>(json, JournalJson.Options)!);

    private sealed class StepsJson() : ValueConverter<WorkoutPlan?, string?>(
        plan => JsonSerializer.Serialize(plan, JournalJson.Options),
        json => json == null ? null : JsonSerializer.Deserialize<WorkoutPlan>(json, JournalJson.Options));
}

using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Teams;

/// <summary>What an import is compared with: the team, and of the people whom the file may mean their accounts and thresholds.</summary>
internal sealed record ImportBase(
    ImmutableArray<TeamPlace> Places,
    ImmutableArray<KnownPlayer> People,
    ImmutableDictionary<string, ImmutableArray<DatedThresholds>> History)
{
    /// <param name="team">With its members.</param>
    public static async Task<ImportBase> ReadAsync(TrainingHubDb db, Team team, CsvFile file, CancellationToken cancellationToken)
    {
        var ids = Cells(file, CsvColumn.PlayerId).Concat(team.Members.Select(member => member.PlayerId)).Distinct().ToList();
        var emails = Cells(file, CsvColumn.Email).Select(KnownPlayer.Normal).Distinct().ToList();
        var names = Cells(file, CsvColumn.Name).Distinct().ToList();
        var people = await db.Players().AsNoTracking()
            .Where(user => ids.Contains(user.Id) || emails.Contains(user.NormalizedEmail!) || names.Contains(user.DisplayName))
            .Select(user => new { user.Id, user.DisplayName, user.NormalizedEmail })
            .ToListAsync(cancellationToken);
        var known = people.Select(person => person.Id).ToList();
        var history = await db.Thresholds.AsNoTracking().Where(row => known.Contains(row.UserId)).ToListAsync(cancellationToken);
        return new ImportBase(
            [.. team.Members.Select(member => new TeamPlace(member.PlayerId, member.ShirtNumber))],
            [.. people.Select(person => new KnownPlayer(person.Id, person.DisplayName, person.NormalizedEmail ?? ""))],
            history.GroupBy(row => row.UserId).ToImmutableDictionary(rows => rows.Key, rows => rows.Select(TeamReading.Dated).ToImmutableArray()));
    }

    private static IEnumerable<string> Cells(CsvFile file, CsvColumn column) => file.Rows.Select(row => row.Cells.GetValueOrDefault(column)).OfType<string>();
}

/// <param name="Email">As <see cref="Normal"/> makes it.</param>
internal sealed record KnownPlayer(string Id, string Name, string Email)
{
    /// <summary>As Identity compares e-mails.</summary>
    public static string Normal(string email) => email.Trim().Normalize().ToUpperInvariant();
}

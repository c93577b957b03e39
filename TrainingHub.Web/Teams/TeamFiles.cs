using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Audit;
using TrainingHub.Web.Data;
using TrainingHub.Web.Security;

namespace TrainingHub.Web.Teams;

/// <param name="Preview">As it is now: after a refusal for a change meanwhile, the new one. Null where there is no such team.</param>
public sealed record ImportOutcome(ImportPreview? Preview, Refusal? Refusal = null);

/// <summary>A team as a file: out, and in with a preview first.</summary>
public sealed class TeamFiles(IDbContextFactory<TrainingHubDb> contexts, AuditLog audit, IOptions<DoorLimits> limits, TimeProvider time)
{
    /// <summary>What the file would do, as things are now.</summary>
    /// <param name="formats">How the viewer writes dates.</param>
    public async Task<ImportOutcome> PreviewAsync(Caller caller, string teamId, CsvFile file, CultureInfo formats, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await FindAsync(db, caller, teamId, cancellationToken) is { } team
            ? new ImportOutcome(ImportPlan.Of(await ImportBase.ReadAsync(db, team, file, cancellationToken), file, formats, time.Today()))
            : new ImportOutcome(null, TeamRules.NoSuchTeam);
    }

    /// <summary>Writes what was previewed, all of it or nothing: not where the team or a player's thresholds have changed since.</summary>
    /// <param name="seen">The preview that the caller has agreed to.</param>
    public async Task<ImportOutcome> ApplyAsync(Caller caller, string teamId, CsvFile file, ImportPreview seen, CultureInfo formats, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await FindAsync(db, caller, teamId, cancellationToken) is not { } team)
        {
            return new ImportOutcome(null, TeamRules.NoSuchTeam);
        }

        var preview = ImportPlan.Of(await ImportBase.ReadAsync(db, team, file, cancellationToken), file, formats, time.Today());
        if (preview.Fault is { } fault)
        {
            return new ImportOutcome(preview, Refusal.Invalid(fault.ToString()));
        }

        if (preview.Fingerprint != seen.Fingerprint)
        {
            return new ImportOutcome(preview, Refusal.Conflict("The team or its players changed since the preview was made; nothing was written. Look at the new preview, and apply again."));
        }

        if (preview.Places.Length > limits.Value.PlayersPerSession)
        {
            return new ImportOutcome(preview, Refusal.Invalid($"The team would have {preview.Places.Length} players; at most {limits.Value.PlayersPerSession} are allowed."));
        }

        await WriteAsync(db, team, preview, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        foreach (var row in preview.Rows.Where(row => row.Verdict == ImportVerdict.Added))
        {
            await audit.WriteAsync(AuditKinds.PlayerAddedToTeam, caller.UserId, row.PlayerId);
        }

        foreach (var (playerId, row) in preview.Thresholds)
        {
            await audit.WriteAsync(AuditKinds.ThresholdsChanged, caller.UserId, playerId, row.ValidFrom.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }

        return new ImportOutcome(preview);
    }

    /// <summary>A team's players with the thresholds that hold today, for a table program of the viewer's country: its separator and decimal sign, and the mark by which Excel knows UTF-8.</summary>
    public static byte[] Export(TeamRoster team, CultureInfo formats)
    {
        var comma = formats.NumberFormat.NumberDecimalSeparator == ",";
        using var bytes = new MemoryStream();
        using (var text = new StreamWriter(bytes, new UTF8Encoding(true)))
        using (var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = comma ? ";" : ",",
            NewLine = "\r\n",
            // A name that begins like a formula would be one where a table program opens the file (OWASP, CSV Injection).
            InjectionOptions = InjectionOptions.Escape,
        }))
        {
            foreach (var (_, name) in CsvColumns.Exported)
            {
                csv.WriteField(name);
            }

            foreach (var player in team.Players)
            {
                csv.NextRecord();
                foreach (var (column, _) in CsvColumns.Exported)
                {
                    csv.WriteField(Cell(player, column, comma));
                }
            }

            csv.NextRecord();
        }

        return bytes.ToArray();
    }

    private static string Cell(TeamPlayer player, CsvColumn column, bool comma) => column switch
    {
        CsvColumn.PlayerId => player.PlayerId,
        CsvColumn.Name => player.Name,
        CsvColumn.Number => player.Number?.ToString(CultureInfo.InvariantCulture) ?? "",
        CsvColumn.ValidFrom => player.Now?.ValidFrom.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "",
        _ => CsvColumns.ThresholdOf(column) is { } threshold && player.Now is { } now && ThresholdRules.ValueOf(now.Values, threshold) is { } value
            ? value.ToString("0.##", CultureInfo.InvariantCulture).Replace('.', comma ? ',' : '.')
            : "",
    };

    private static Task<Team?> FindAsync(TrainingHubDb db, Caller caller, string teamId, CancellationToken cancellationToken)
        => db.TeamsFor(caller, TeamAction.ChangeTeam).Include(team => team.Members).SingleOrDefaultAsync(team => team.Id == teamId, cancellationToken);

    private static async Task WriteAsync(TrainingHubDb db, Team team, ImportPreview preview, CancellationToken cancellationToken)
    {
        var members = team.Members.ToDictionary(member => member.PlayerId);
        foreach (var place in preview.Places)
        {
            if (members.TryGetValue(place.PlayerId, out var member))
            {
                member.ShirtNumber = place.Number;
            }
            else
            {
                team.Members.Add(new TeamMember { TeamId = team.Id, PlayerId = place.PlayerId, ShirtNumber = place.Number });
            }
        }

        foreach (var (playerId, row) in preview.Thresholds)
        {
            if (await db.Thresholds.FindAsync([playerId, row.ValidFrom], cancellationToken) is { } there)
            {
                TeamRules.Fill(there, row.Values);
            }
            else
            {
                db.Thresholds.Add(TeamRules.RowOf(playerId, row));
            }
        }

        await db.SaveChangesAsync(cancellationToken);
    }
}

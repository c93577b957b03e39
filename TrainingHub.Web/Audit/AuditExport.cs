using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Identity;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Audit;

/// <summary><c>GET /admin/audit/export?format=csv|jsonl</c> with the page's filters: all lines that match, newest first, written as they are read.</summary>
internal static class AuditExport
{
    public const string Csv = "csv", JsonLines = "jsonl";

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static void MapAuditExport(this IEndpointRouteBuilder routes) => routes
        .MapGet("/admin/audit/export", ExportAsync)
        .RequireAuthorization(policy => policy.AddAuthenticationSchemes(IdentityConstants.ApplicationScheme).RequireRole(RoleNames.Admin));

    private static async Task<IResult> ExportAsync(
        HttpContext context, AuditReading reading, AuditLog audit, string? format, string? kind, string? person, DateOnly? from, DateOnly? to)
    {
        if (format is not (Csv or JsonLines))
        {
            return Results.Text($"There is no format '{format}'; the formats are {Csv} and {JsonLines}.", statusCode: StatusCodes.Status400BadRequest);
        }

        await audit.WriteAsync(AuditKinds.AuditExported, context.User.ToCaller().UserId, detail: format);
        var lines = reading.AllAsync(new AuditFilter(kind, person, from, to), context.RequestAborted);
        return Results.Stream(
            body => format == Csv ? WriteCsvAsync(body, lines) : WriteJsonLinesAsync(body, lines),
            format == Csv ? "text/csv; charset=utf-8" : "application/x-ndjson",
            $"traininghub-audit.{format}");
    }

    private static async Task WriteJsonLinesAsync(Stream body, IAsyncEnumerable<AuditLine> lines)
    {
        await foreach (var line in lines)
        {
            await JsonSerializer.SerializeAsync(body, line, _json);
            await body.WriteAsync("\n"u8.ToArray());
        }
    }

    private static async Task WriteCsvAsync(Stream body, IAsyncEnumerable<AuditLine> lines)
    {
        await using var text = new StreamWriter(body, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\r\n" };
        await text.WriteLineAsync("id,at,kind,actor,subject,sessionId,detail");
        await foreach (var line in lines)
        {
            await text.WriteLineAsync(string.Join(',', new[]
            {
                line.Id.ToString(CultureInfo.InvariantCulture), line.At.ToString("O", CultureInfo.InvariantCulture), line.Kind, line.Actor, line.Subject, line.SessionId, line.Detail,
            }.Select(Cell)));
        }
    }

    // A name that begins like a formula would be one where a table program opens the file.
    private static string Cell(string? value)
    {
        var safe = value is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + value : value ?? "";
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}

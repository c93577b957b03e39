using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.Extensions;

namespace TrainingHub.Web.Audit;

/// <summary>The audit for admins; a static page, whose address holds the filter.</summary>
public sealed partial class AuditPage
{
    private ImmutableArray<AuditLine> _lines = [];

    [SupplyParameterFromQuery]
    private string? Kind { get; set; }

    [SupplyParameterFromQuery]
    private string? Person { get; set; }

    [SupplyParameterFromQuery(Name = "from")]
    private string? FromText { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    private string? ToText { get; set; }

    [SupplyParameterFromQuery]
    private long? Before { get; set; }

    // An empty field of the form comes as an empty text, which is no date.
    private DateOnly? From => Parse(FromText);

    private DateOnly? To => Parse(ToText);

    protected override async Task OnInitializedAsync()
        => _lines = await Reading.PageAsync(new AuditFilter(Kind, Person, From, To), Before, Http.HttpContext!.RequestAborted);

    private string Address(string path, params (string Name, string Value)[] more)
    {
        var query = new QueryBuilder();
        (string Name, string? Value)[] all = [("kind", Kind), ("person", Person), ("from", Day(From)), ("to", Day(To)), .. more];
        foreach (var (name, value) in all)
        {
            if (value is { Length: > 0 })
            {
                query.Add(name, value);
            }
        }

        return path + query.ToQueryString();
    }

    private static DateOnly? Parse(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Words(string kind) => kind.Replace('_', ' ');
}

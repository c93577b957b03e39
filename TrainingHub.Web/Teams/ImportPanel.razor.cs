using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Web.Teams;

/// <summary>Reads a team's file, shows what it would do, and does it when told to.</summary>
public sealed partial class ImportPanel(TeamFiles files) : IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private CsvFile? _file;
    private ImportPreview? _preview;
    private string? _trouble, _done;
    private bool _busy;

    [Parameter, EditorRequired]
    public required TeamRoster Team { get; set; }

    [Parameter, EditorRequired]
    public required Caller Caller { get; set; }

    [Parameter]
    public EventCallback OnApplied { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    [CascadingParameter]
    public Units? Units { get; set; }

    private Units Shown => Units ?? Core.Players.Units.Metric;

    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
    }

    private async Task ReadAsync(InputFileChangeEventArgs chosen)
    {
        (_file, _preview, _trouble, _done) = (null, null, null, null);
        if (chosen.File.Size > CsvFile.LongestBytes)
        {
            _trouble = L["The file is larger than {0} KB; a team fits in far less.", CsvFile.LongestBytes / 1024];
            return;
        }

        using var bytes = new MemoryStream();
        try
        {
            await using var sent = chosen.File.OpenReadStream(CsvFile.LongestBytes, _closed.Token);
            await sent.CopyToAsync(bytes, _closed.Token);
        }
        catch (IOException)
        {
            _trouble = L["The file could not be read; choose it again."];
            return;
        }

        _file = CsvFile.Read(bytes.ToArray());
        Show(await files.PreviewAsync(Caller, Team.Id, _file, Shown.Format, _closed.Token));
    }

    private async Task ApplyAsync()
    {
        _busy = true;
        try
        {
            var outcome = await files.ApplyAsync(Caller, Team.Id, _file!, _preview!, Shown.Format, _closed.Token);
            Show(outcome);
            if (outcome.Refusal is null)
            {
                _done = L["Applied: {0} added, {1} changed.", Count(ImportVerdict.Added), Count(ImportVerdict.Changed)];
                (_preview, _file) = (null, null);
            }

            await OnApplied.InvokeAsync();
        }
        finally
        {
            _busy = false;
        }
    }

    private void Show(ImportOutcome outcome)
    {
        _preview = outcome.Preview;
        _trouble = outcome.Refusal is { } refusal ? L[refusal.Message].Value : _preview?.Fault is { } fault ? L[fault.Template, fault.Arguments].Value : null;
    }

    private int Count(ImportVerdict verdict) => _preview?.Rows.Count(row => row.Verdict == verdict) ?? 0;

    private string Text(CellChange change)
    {
        var threshold = CsvColumns.ThresholdOf(change.Column);
        string Value(double? value) => value is not { } number ? "–" : threshold is { } of ? ThresholdTexts.Value(number, of, Shown) : Shown.Number(number);
        var (name, unit) = threshold is { } named ? (L[ThresholdTexts.Short(named)].Value, " " + ThresholdTexts.Unit(named, Shown)) : (L["No."].Value, "");
        return $"{name}: {Value(change.Old)} → {Value(change.New)}{unit}";
    }

    private static string Word(ImportVerdict verdict) => verdict switch
    {
        ImportVerdict.Added => "joins the team",
        ImportVerdict.Changed => "changes",
        ImportVerdict.Unchanged => "stays as it is",
        ImportVerdict.NoAccount => "no account",
        _ => "wrong, left out",
    };

    private static string Class(ImportVerdict verdict) => verdict switch
    {
        ImportVerdict.Added or ImportVerdict.Changed => "ok",
        ImportVerdict.Unchanged => "",
        ImportVerdict.NoAccount => "warn",
        _ => "bad",
    };
}

using Microsoft.AspNetCore.Components;
using MudBlazor;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Web.Teams;

/// <summary>A player's thresholds: new ones from a day on, and those of before.</summary>
public sealed partial class ThresholdsEditor(ThresholdHistory history, IDialogService dialogs, TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private readonly Dictionary<Threshold, string?> _typed = [];
    private IReadOnlyList<DatedThresholds>? _rows;
    private DatedThresholds? _now;
    private DateOnly _today;
    private DateOnly? _from;
    private Threshold? _wrong;
    private string? _trouble;
    private bool _busy;

    [Parameter, EditorRequired]
    public required TeamPlayer Player { get; set; }

    [Parameter, EditorRequired]
    public required Caller Caller { get; set; }

    [Parameter]
    public EventCallback OnChanged { get; set; }

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

    protected override async Task OnInitializedAsync()
    {
        _today = time.Today();
        await LoadAsync();
        _from = _today;
        foreach (var threshold in ThresholdTexts.All)
        {
            _typed[threshold] = ThresholdTexts.Value(_now?.Values, threshold, Shown);
        }
    }

    private async Task LoadAsync()
    {
        var read = await history.OfAsync(Caller, Player.PlayerId, _closed.Token);
        _rows = read.Rows;
        _now = DatedThresholds.On(read.Rows, _today);
        _trouble = read.Refusal is { } refusal ? L[refusal.Message].Value : null;
    }

    private async Task SaveAsync()
    {
        _wrong = null;
        _trouble = Read(out var dated);
        if (_trouble is null)
        {
            await DoAsync(() => history.PutAsync(Caller, Player.PlayerId, dated, _closed.Token));
        }
    }

    private async Task RemoveAsync(DatedThresholds row)
    {
        var sure = await dialogs.ShowMessageBoxAsync(
            L["Remove these thresholds?"], L["What {0} had from {1} on is gone; what held before holds on. Sessions that were made keep theirs.", Player.Name, row.ValidFrom.ToString("d", Shown.Format)].Value,
            yesText: L["Remove"], cancelText: L["Cancel"]);
        if (sure == true)
        {
            await DoAsync(() => history.RemoveAsync(Caller, Player.PlayerId, row.ValidFrom, _closed.Token));
        }
    }

    private async Task DoAsync(Func<Task<Refusal?>> change)
    {
        _busy = true;
        try
        {
            var refusal = await change();
            await LoadAsync();
            _trouble = refusal is null ? _trouble : L[refusal.Message].Value;
            await OnChanged.InvokeAsync();
        }
        finally
        {
            _busy = false;
        }
    }

    /// <returns>What is wrong with what was typed, in the viewer's words and units; null where nothing is.</returns>
    private string? Read(out DatedThresholds dated)
    {
        dated = new DatedThresholds(_from ?? _today, Thresholds.Unknown);
        if (_from is not { } from || TeamRules.DayFault(from, _today) is not null)
        {
            return L["Choose a day from {0} to a year from today.", TeamRules.EarliestDay.ToString("d", Shown.Format)];
        }

        var values = Thresholds.Unknown;
        foreach (var threshold in ThresholdTexts.All)
        {
            if (_typed.GetValueOrDefault(threshold) is not { } text || string.IsNullOrWhiteSpace(text))
            {
                continue;
            }

            if (Shown.Read(text) is not { } value || (threshold != Threshold.Weight && value != Math.Truncate(value)))
            {
                _wrong = threshold;
                return threshold == Threshold.Weight
                    ? L["“{0}” is no number; write it like {1}.", text, Shown.Number(72.5)]
                    : L["“{0}” must be a whole number.", text];
            }

            values = ThresholdRules.With(values, threshold, threshold == Threshold.Weight ? Shown.ToKg(value) : value);
        }

        dated = new DatedThresholds(from, values);
        return values == Thresholds.Unknown ? L["Enter at least one value."].Value : ThresholdRules.Fault(values) is { } fault ? Say(fault) : null;
    }

    private string Say(ThresholdFault fault)
    {
        _wrong = fault.Of;
        var (name, value) = (L[ThresholdTexts.Short(fault.Of)].Value, ThresholdTexts.Value(fault.Value, fault.Of, Shown));
        return fault.Below is { } other
            ? L["{0} was {1}; it must be below {2}, which is {3}.", name, value, L[ThresholdTexts.Short(other)].Value, ThresholdTexts.Value(fault.Limit!.Value, other, Shown)]
            : L["{0} was {1}; it must be from {2} to {3} {4}.", name, value, ThresholdTexts.Value(fault.Min!.Value, fault.Of, Shown), ThresholdTexts.Value(fault.Max!.Value, fault.Of, Shown), ThresholdTexts.Unit(fault.Of, Shown)];
    }

    private string Line(DatedThresholds row) => string.Join(" · ", ThresholdTexts.All
        .Where(threshold => ThresholdRules.ValueOf(row.Values, threshold) is not null)
        .Select(threshold => $"{L[ThresholdTexts.Short(threshold)].Value} {ThresholdTexts.Value(row.Values, threshold, Shown)} {ThresholdTexts.Unit(threshold, Shown)}"));
}

using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;

namespace TrainingHub.Web.Planning;

public sealed partial class SessionBoard
{
    private const int PastStep = 20;
    private static readonly TimeSpan _period = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _closed = new();
    private IReadOnlyList<ListedSession>? _all;
    private Task _refreshing = Task.CompletedTask;
    private int _past = PastStep;

    /// <summary>Reads the list; its argument is how many past sessions.</summary>
    [Parameter, EditorRequired]
    public required Func<int, CancellationToken, Task<ImmutableArray<ListedSession>>> Load { get; set; }

    [Parameter, EditorRequired]
    public required Func<ListedSession, string> Href { get; set; }

    /// <summary>What stands here when there is no session at all.</summary>
    [Parameter, EditorRequired]
    public required RenderFragment Empty { get; set; }

    /// <summary>In place of the list of those that are planned for a time; drawn anew with each look at the list.</summary>
    [Parameter]
    public RenderFragment? Coming { get; set; }

    [Parameter]
    public string Filter { get; set; } = "";

    [Parameter]
    public bool ShowTrainer { get; set; }

    protected override async Task OnInitializedAsync() => _all = await Load(_past, _closed.Token);

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _refreshing = RefreshAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        await _refreshing;
        _closed.Dispose();
    }

    private bool Passes(ListedSession session) => session.Matches(Filter.Trim());

    private List<ListedSession> Shown(Func<ListedSession, bool> group) => [.. _all!.Where(group).Where(Passes)];

    private async Task MoreAsync()
    {
        _past += PastStep;
        _all = await Load(_past, _closed.Token);
    }

    private async Task RefreshAsync()
    {
        using var timer = new PeriodicTimer(_period, Time);
        try
        {
            while (await timer.WaitForNextTickAsync(_closed.Token))
            {
                _all = await Load(_past, _closed.Token);
                StateHasChanged();
            }
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            // The page is closed.
        }
        catch (Exception fault)
        {
            await DispatchExceptionAsync(fault);
        }
    }
}

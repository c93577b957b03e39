using Microsoft.AspNetCore.Components;

namespace TrainingHub.Web.Dashboard;

public enum BoardView { Grid, List, Focus, Arrived }

public sealed partial class BoardPanel
{
    private readonly BoardOrder _order = new();
    private readonly EventCallback<string> _onOpen;
    private IReadOnlyList<string> _shown = [];
    private string? _focus;
    private BoardView _view;
    private bool _dense;

    // Made once: a tile gets the same callback at every update.
    public BoardPanel() => _onOpen = EventCallback.Factory.Create<string>(this, OpenAsync);

    /// <summary>Fills a TV: tiles alone, as many as there are.</summary>
    [Parameter]
    public bool Wall { get; set; }

    /// <summary>Whether the viewer may act on players.</summary>
    [Parameter]
    public bool WithMenu { get; set; }

    /// <summary>Where the wall is; null where there is none.</summary>
    [Parameter]
    public string? WallHref { get; set; }

    /// <summary>What the chart of a player in focus reaches over, as its label ends.</summary>
    [Parameter, EditorRequired]
    public required string ChartSpan { get; set; }

    [Parameter]
    public RenderFragment? Header { get; set; }

    [Parameter]
    public RenderFragment? Notice { get; set; }

    /// <summary>What else can be done from the toolbar.</summary>
    [Parameter]
    public RenderFragment? Tools { get; set; }

    /// <summary>What arrived of the players' samples.</summary>
    [Parameter]
    public RenderFragment? Report { get; set; }

    [Parameter]
    public RenderFragment? Footer { get; set; }

    [Parameter]
    public EventCallback<string> OnMenu { get; set; }

    /// <summary>Another player, or none (null), is in focus.</summary>
    [Parameter]
    public EventCallback<string?> OnFocus { get; set; }

    // Tiles render by themselves; what arrived is worked out from all samples.
    protected override void OnBoardChanged()
    {
        if (_view == BoardView.Arrived || !ReferenceEquals(_shown, _order.Of(Board, Board.At)))
        {
            StateHasChanged();
        }
    }

    // What fills a wide screen best; more than twelve scroll, but on a wall nothing does.
    private int Columns(int players) => players switch
    {
        <= 4 => Math.Max(2, Math.Min(players, 3)),
        <= 6 => 3,
        <= 12 => 4,
        _ when !Wall => 4,
        <= 20 => 5,
        <= 30 => 6,
        _ => 8,
    };

    private string Class => $"board{(Wall ? " wall" : "")}{(_dense ? " dense" : "")}{(Board.View.State.HasEnded ? " over" : "")}";

    private Task OpenAsync(string playerId)
    {
        (_focus, _view) = (playerId, BoardView.Focus);
        return OnFocus.InvokeAsync(playerId);
    }

    private Task ShowAsync(BoardView view)
    {
        _view = view;
        _focus = view == BoardView.Focus ? Board.Tile(_focus)?.PlayerId ?? (_order.Of(Board, Board.At) is [var first, ..] ? first : null) : _focus;
        return OnFocus.InvokeAsync(view == BoardView.Focus ? _focus : null);
    }

    private void SetDense(bool dense) => _dense = dense;

    private void SortBy(BoardSort sort) => _order.Sort = sort;

    private void ShowAll() => (_order.Filter, _order.Find) = (BoardFilter.All, "");
}

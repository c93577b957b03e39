using Microsoft.AspNetCore.Components;

namespace TrainingHub.Web.Dashboard;

public enum BoardView { Grid, List, Focus, Arrived }

/// <summary>What somebody does at a board: which keys there are follows from it.</summary>
public enum BoardUse { Watch, Run, Replay }

public sealed partial class BoardPanel
{
    private readonly BoardOrder _order = new();
    private readonly EventCallback<string> _onOpen;
    private IReadOnlyList<string> _shown = [];
    private string? _focus, _told;
    private BoardView _view;

    // Made once: a tile gets the same callback at every update.
    public BoardPanel() => _onOpen = EventCallback.Factory.Create<string>(this, Open);

    /// <summary>Fills a TV: tiles alone, as many as there are.</summary>
    [Parameter]
    public bool Wall { get; set; }

    /// <summary>Whether the viewer may act on players.</summary>
    [Parameter]
    public bool WithMenu { get; set; }

    [Parameter]
    public BoardUse Use { get; set; }

    /// <summary>Where the wall is; null where there is none.</summary>
    [Parameter]
    public string? WallHref { get; set; }

    /// <summary>What was before of the player in focus, or of the one before them; null until it is read.</summary>
    [Parameter]
    public FocusPast? Past { get; set; }

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

    /// <summary>More than this many tiles are dense, unless the viewer chose otherwise (<c>wwwroot/js/density.js</c>).</summary>
    private const int Roomy = 12;

    // What fills a wide screen best; more than twelve scroll, but on a wall nothing does.
    private int Columns(int players) => players switch
    {
        <= 4 => Math.Max(2, Math.Min(players, 3)),
        <= 6 => 3,
        <= 12 => 4,
        _ when !Wall => 4,
        <= 20 => 5,
        _ => 6, // by pages of thirty, see wwwroot/js/wall-screen.js
    };

    private string Class => $"board{(Wall ? " wall" : "")}{(!Wall && _shown.Count > Roomy ? " crowded" : "")}{(Board.View.State.HasEnded ? " over" : "")}";

    // The one in focus may have been removed, and then it is another: whoever reads their past is told, whatever the reason.
    protected override Task OnAfterRenderAsync(bool firstRender)
    {
        var inFocus = _view == BoardView.Focus && !Wall && _shown.Count > 0 ? InFocus(_shown) : null;
        if (inFocus == _told)
        {
            return Task.CompletedTask;
        }

        _told = inFocus;
        return OnFocus.InvokeAsync(inFocus);
    }

    private string InFocus(IReadOnlyList<string> order) => Board.Tile(_focus)?.PlayerId ?? order[0];

    private void Open(string playerId) => (_focus, _view) = (playerId, BoardView.Focus);

    private void Show(BoardView view)
    {
        _view = view;
        _focus = view == BoardView.Focus && _order.Of(Board, Board.At) is { Count: > 0 } order ? InFocus(order) : _focus;
    }

    private void SortBy(BoardSort sort) => _order.Sort = sort;

    private void ShowAll() => (_order.Filter, _order.Find) = (BoardFilter.All, "");
}

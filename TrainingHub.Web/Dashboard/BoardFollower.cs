using Microsoft.AspNetCore.Components;

namespace TrainingHub.Web.Dashboard;

/// <summary>A part of the page that looks at more than one tile: decides itself, each time that a board changed, whether to render.</summary>
public abstract class BoardFollower : ComponentBase, IDisposable
{
    private LiveBoard? _followed;

    [Parameter, EditorRequired]
    public required LiveBoard Board { get; set; }

    public void Dispose()
    {
        Follow(null);
        GC.SuppressFinalize(this);
    }

    protected override void OnParametersSet() => Follow(Board);

    /// <summary>The board's tiles may be others than before.</summary>
    protected abstract void OnBoardChanged();

    private void Follow(LiveBoard? board)
    {
        if (ReferenceEquals(board, _followed))
        {
            return;
        }

        if (_followed is not null)
        {
            _followed.Changed -= OnBoardChanged;
        }

        _followed = board;
        if (board is not null)
        {
            board.Changed += OnBoardChanged;
        }
    }
}

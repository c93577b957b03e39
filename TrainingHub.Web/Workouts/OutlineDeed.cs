using System.Globalization;

namespace TrainingHub.Web.Workouts;

/// <summary>What keys and drags ask of the builder, in the words of <c>js/step-outline.js</c>.</summary>
public static class OutlineDeed
{
    /// <param name="deed">
    /// <c>undo</c>, <c>redo</c>, <c>up ID</c>, <c>down ID</c>, <c>duplicate ID</c>, <c>remove ID</c>, or <c>move ID PARENT INDEX</c>,
    /// where PARENT is the id of a repeat, 0 for the plan itself, and INDEX counts without the step. Anything else does nothing.
    /// </param>
    public static PlanEditor Do(PlanEditor editor, string? deed)
    {
        var words = (deed ?? "").Split(' ');
        int[] numbers = [.. words.Skip(1).Select(word => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1)];
        return (words[0], numbers) switch
        {
            ("undo", []) => editor.Undo(),
            ("redo", []) => editor.Redo(),
            ("up", [var id]) => editor.MoveUp(id),
            ("down", [var id]) => editor.MoveDown(id),
            ("duplicate", [var id]) => editor.Duplicate(id),
            ("remove", [var id]) => editor.Remove(id),
            ("move", [var id, var parent, >= 0 and var index]) => editor.Move(id, new OutlinePlace(parent == 0 ? null : parent, index)),
            _ => editor,
        };
    }
}

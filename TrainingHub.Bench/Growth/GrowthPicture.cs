using System.Globalization;
using System.Text;

namespace TrainingHub.Bench.Growth;

/// <summary>The curves as an SVG, both axes logarithmic: two lines with the same slope grow alike. A panel a dimension, with one axis for all values.</summary>
internal sealed class GrowthPicture
{
    private const int PanelWidth = 260, PanelHeight = 300, Gap = 28, Left = 62, Top = 78, Bottom = 58, Right = 24;

    private const string Style = """
        <style>
        svg { color: #1f2328; background: #ffffff; --cpu: #1f5fbf; --messages: #b35900; --line: #d4d9df; font: 13px system-ui, 'DejaVu Sans', sans-serif }
        @media (prefers-color-scheme: dark) { svg { color: #e6edf3; background: #0d1117; --cpu: #79b8ff; --messages: #ffab70; --line: #343b44 } }
        text { fill: currentColor } .title { font-size: 15px; font-weight: 600 } .value { font-size: 11px } .grid { stroke: var(--line) }
        .line { fill: none; stroke-width: 2 } .cpu { stroke: var(--cpu) } .messages { stroke: var(--messages); stroke-dasharray: 6 4 }
        .dot-cpu, .text-cpu { fill: var(--cpu) } .dot-messages, .text-messages { fill: var(--messages) }
        </style>
        """;

    private static readonly (string Dimension, string Title)[] _panels = [("players", "players a session"), ("watchers", "watchers a session"), ("sessions", "sessions")];

    private readonly StringBuilder _svg = new();
    private readonly IReadOnlyList<GrowthPoint> _points;
    private readonly (int From, int To) _decades;

    private GrowthPicture(IReadOnlyList<GrowthPoint> points)
    {
        _points = points;
        double[] values = [.. points.SelectMany(point => (double[])[point.CpuMicros, point.Messages]).Where(value => value > 0), 1, 10];
        _decades = ((int)Math.Floor(Math.Log10(values.Min())), (int)Math.Ceiling(Math.Log10(values.Max())));
    }

    /// <summary>A whole SVG document.</summary>
    public static string Of(IReadOnlyList<GrowthPoint> points) => new GrowthPicture(points).Draw();

    private string Draw()
    {
        var (width, height) = (Left + (_panels.Length * PanelWidth) + ((_panels.Length - 1) * Gap) + Right, Top + PanelHeight + Bottom);
        Add($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\">");
        Add($"<title>Server CPU and messages an update, against players a session, watchers a session and sessions</title>");
        _svg.AppendLine(Style);
        Add($"<text class=\"title\" x=\"{Left}\" y=\"24\">What one update costs</text>");
        Add($"<path class=\"line cpu\" d=\"M{Left} 46h28\"/><text x=\"{Left + 36}\" y=\"50\">server CPU, µs an update</text>");
        Add($"<path class=\"line messages\" d=\"M{Left + 230} 46h28\"/><text x=\"{Left + 266}\" y=\"50\">messages that the server sends, an update</text>");
        for (var panel = 0; panel < _panels.Length; panel++)
        {
            DrawPanel(_panels[panel], Left + (panel * (PanelWidth + Gap)), named: panel == 0);
        }

        Add($"</svg>");
        return _svg.ToString();
    }

    private void DrawPanel((string Dimension, string Title) panel, int left, bool named)
    {
        for (var decade = _decades.From; decade <= _decades.To; decade++)
        {
            var y = Y(Math.Pow(10, decade));
            Add($"<path class=\"grid\" d=\"M{left} {y:0.#}h{PanelWidth}\"/>");
            if (named)
            {
                Add($"<text x=\"{left - 8}\" y=\"{y + 4:0.#}\" text-anchor=\"end\">{Math.Pow(10, decade):#,0.###}</text>");
            }
        }

        Add($"<text x=\"{left + (PanelWidth / 2)}\" y=\"{Top + PanelHeight + 44}\" text-anchor=\"middle\">{panel.Title}</text>");
        List<GrowthPoint> points = [.. _points.Where(point => point.Dimension == panel.Dimension).OrderBy(point => point.Size)];
        if (points.Count > 0)
        {
            var scale = new Scale(points[0].Size, points[^1].Size, left);
            points.ForEach(point => Add($"<text x=\"{scale.X(point.Size):0.#}\" y=\"{Top + PanelHeight + 20}\" text-anchor=\"middle\">{point.Size:#,0}</text>"));
            DrawLine("cpu", points, scale, point => point.CpuMicros, "0");
            DrawLine("messages", points, scale, point => point.Messages, "0.0");
        }
    }

    private void DrawLine(string name, List<GrowthPoint> points, Scale scale, Func<GrowthPoint, double> value, string format)
    {
        var path = string.Join('L', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{scale.X(point.Size):0.#} {Y(value(point)):0.#}")));
        Add($"<path class=\"line {name}\" d=\"M{path}\"/>");
        foreach (var point in points)
        {
            var (x, y, text) = (scale.X(point.Size), Y(value(point)), value(point).ToString(format, CultureInfo.InvariantCulture));
            Add($"<circle class=\"dot-{name}\" cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"3.5\"/><text class=\"value text-{name}\" x=\"{x:0.#}\" y=\"{y - 9:0.#}\" text-anchor=\"middle\">{text}</text>");
        }
    }

    private double Y(double value) => Top + (PanelHeight * (_decades.To - Math.Log10(value)) / (_decades.To - _decades.From));

    private void Add(FormattableString line) => _svg.AppendLine(line.ToString(CultureInfo.InvariantCulture));

    /// <summary>A panel's horizontal axis.</summary>
    private readonly record struct Scale(int Smallest, int Largest, int Left)
    {
        private const int Margin = 26;

        public double X(int size)
            => Smallest == Largest ? Left + (PanelWidth / 2d) : Left + Margin + ((PanelWidth - (2 * Margin)) * Math.Log((double)size / Smallest) / Math.Log((double)Largest / Smallest));
    }
}

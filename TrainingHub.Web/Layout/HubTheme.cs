using MudBlazor;

namespace TrainingHub.Web.Layout;

/// <summary>MudBlazor's type and measures; its colours come from <c>wwwroot/css/theme.css</c>, so that a page has them before any circuit lives.</summary>
public static class HubTheme
{
    private static readonly string[] _fonts = ["Inter", "system-ui", "-apple-system", "Segoe UI", "Roboto", "DejaVu Sans", "sans-serif"];

    public static MudTheme Value { get; } = new()
    {
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = _fonts, FontSize = "15px", LineHeight = "1.45", LetterSpacing = "0" },
            Button = new ButtonTypography { FontFamily = _fonts, FontSize = "15px", FontWeight = "600", LetterSpacing = "0", TextTransform = "none" },
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "10px", AppbarHeight = "48px" },
    };
}

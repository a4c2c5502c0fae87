using Spectre.Console;

namespace SupportLine.Server.Live.View;

/// <summary>Text in one style.</summary>
internal readonly record struct ScreenPart(string Text, Style Style)
{
    public static implicit operator ScreenPart(string text) => FromString(text);

    public static ScreenPart FromString(string text) => new(text, Style.Plain);

    /// <summary>Parts up to a width in cells, the one that goes beyond it cut.</summary>
    public static IReadOnlyList<ScreenPart> Cut(IReadOnlyList<ScreenPart> parts, int width)
    {
        var cut = new List<ScreenPart>();
        foreach (var part in parts)
        {
            var text = ScreenText.Cut(part.Text, width);
            if (text.Length > 0) cut.Add(part with { Text = text });
            width -= text.GetCellWidth();
        }

        return cut;
    }
}

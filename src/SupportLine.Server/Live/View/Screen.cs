using Spectre.Console;
using Spectre.Console.Rendering;

namespace SupportLine.Server.Live.View;

/// <summary>Rows of a terminal, none wider than it.</summary>
internal sealed class Screen(IReadOnlyList<IReadOnlyList<ScreenPart>> rows) : Renderable
{
    public IReadOnlyList<IReadOnlyList<ScreenPart>> Rows { get; } = rows;

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        for (var i = 0; i < Rows.Count; i++)
        {
            foreach (var part in Rows[i]) yield return new Segment(part.Text, part.Style);
            if (i < Rows.Count - 1) yield return Segment.LineBreak;
        }
    }
}

namespace SupportLine.Server.Live.View;

/// <summary>What a viewer looks at.</summary>
/// <param name="Line">Id; null for all.</param>
/// <param name="Pane">From 1; 0 for all.</param>
/// <param name="Top">The first row shown of one that is shown alone, from 0.</param>
internal sealed record LiveChoice(string? Line, int Pane = 0, int Top = 0)
{
    public const int Panes = 5;

    /// <summary>Rows that a page goes.</summary>
    private const int Page = 10;

    /// <summary>The same after a key; null where that ends it.</summary>
    /// <param name="key">The key.</param>
    /// <param name="lines">Ids of the lines there are.</param>
    public LiveChoice? After(ConsoleKeyInfo key, IReadOnlyList<string> lines) => (key.Key, key.KeyChar) switch
    {
        (_, 'q' or 'Q') => null,
        (_, >= '1' and <= '5') => this with { Pane = key.KeyChar - '0', Top = 0 },
        (ConsoleKey.Escape, _) or (_, '0') => this with { Pane = 0, Top = 0 },
        (ConsoleKey.Tab, _) => this with { Pane = (Pane + 1) % (Panes + 1), Top = 0 },
        (_, 'l' or 'L') => this with { Line = Next(lines), Top = 0 },
        (ConsoleKey.DownArrow, _) or (_, 'j') => this with { Top = Top + 1 },
        (ConsoleKey.UpArrow, _) or (_, 'k') => this with { Top = Math.Max(0, Top - 1) },
        (ConsoleKey.PageDown, _) => this with { Top = Top + Page },
        (ConsoleKey.PageUp, _) => this with { Top = Math.Max(0, Top - Page) },
        _ => this,
    };

    /// <summary>All, then one after the other.</summary>
    private string? Next(IReadOnlyList<string> lines) =>
        Line is null ? (lines.Count > 0 ? lines[0] : null) : lines.SkipWhile(line => line != Line).Skip(1).FirstOrDefault();
}

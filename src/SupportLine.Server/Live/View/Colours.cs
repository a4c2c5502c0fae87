using Spectre.Console;

namespace SupportLine.Server.Live.View;

/// <summary>What the colours mean. Each thing is said in words too: nobody has to see them.</summary>
internal static class Colours
{
    public static readonly Style Plain = Style.Plain;

    /// <summary>Somebody has to act.</summary>
    public static readonly Style Bad = new(Color.Red);

    /// <summary>... now.</summary>
    public static readonly Style Worst = new(Color.Red, decoration: Decoration.Bold);

    /// <summary>Somebody waits.</summary>
    public static readonly Style Waits = new(Color.Yellow);

    /// <summary>As it should be.</summary>
    public static readonly Style Good = new(Color.Green);

    /// <summary>Two people talk.</summary>
    public static readonly Style Talks = new(Color.Aqua);

    /// <summary>Of less interest.</summary>
    public static readonly Style Pale = new(decoration: Decoration.Dim);

    public static readonly Style Title = new(decoration: Decoration.Bold);

    /// <summary>Across the screen.</summary>
    public static readonly Style Banner = new(Color.White, Color.Maroon, Decoration.Bold);
}

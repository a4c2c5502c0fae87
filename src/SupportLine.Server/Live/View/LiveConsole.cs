using Spectre.Console;

namespace SupportLine.Server.Live.View;

/// <summary>A console that writes pictures for a terminal, or for a file.</summary>
internal static class LiveConsole
{
    /// <param name="output">Where to.</param>
    /// <param name="ansi">Whether it understands escape sequences.</param>
    /// <param name="colours">What it can show.</param>
    /// <param name="width">Cells.</param>
    public static IAnsiConsole Of(TextWriter output, AnsiSupport ansi, ColorSystemSupport colours, int width)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = ansi, ColorSystem = colours, Out = new AnsiConsoleOutput(output), Interactive = InteractionSupport.No });
        console.Profile.Width = width;
        return console;
    }
}

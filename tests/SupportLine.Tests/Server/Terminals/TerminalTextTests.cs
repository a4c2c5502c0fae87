using SupportLine.Server.Commands;
using SupportLine.Server.Terminals;
using SupportLine.Server.Traces;
using SupportLine.Tests.Server.Commands;

namespace SupportLine.Tests.Server.Terminals;

/// <summary>What strangers sent, in what an operator reads.</summary>
public sealed class TerminalTextTests
{
    /// <summary>Clears the screen, begins a line, turns the direction; the last is a control character of one octet in Latin 1.</summary>
    private const string Hostile = "a\e[2Jb\nc\u202Ed\u009Be";

    private const string Harmless = "a\uFFFD[2Jb\uFFFDc\uFFFDd\uFFFDe";

    [Theory]
    [InlineData(Hostile, Harmless)]
    [InlineData("José Peña, +52 81 8345 0101", "José Peña, +52 81 8345 0101")]
    [InlineData("one\ttwo\r\nthree\0", "one\uFFFDtwo\uFFFD\uFFFDthree\uFFFD")]
    public void Nothing_of_it_is_more_than_text(string text, string shown) => Assert.Equal(shown, TerminalText.Line(text));

    [Fact]
    public void A_table_of_a_verb_has_a_line_a_row()
    {
        using var console = ConsoleCapture.Begin("");
        Output.Rows(RootVerb.Create().Parse(["bans", "list"]), [new Row(Hostile, "later")]);
        Assert.Equal("name          until\na\uFFFD[2Jb c\uFFFDd\uFFFDe  later\n", console.Printed.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void So_has_a_ladder()
    {
        var lines = new List<string>();
        new LadderText(lines.Add).Add(new LadderRow(default, new Participant(Hostile, "192.0.2.7:5060", true), 0, false, "INVITE 1", false, $"to {Hostile}"));
        Assert.Equal(3, lines.Count);
        Assert.Contains(Harmless, lines[0], StringComparison.Ordinal);
        Assert.EndsWith($"to {Harmless}", lines[2], StringComparison.Ordinal);
    }

    private sealed record Row(string Name, string Until);
}

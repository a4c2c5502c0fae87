using SupportLine.Server.Live.View;

namespace SupportLine.Tests.Server.Live;

public sealed class LiveChoiceTests
{
    private static readonly string[] Lines = ["ipaxes", "xivo"];

    [Theory]
    [InlineData("l", "ipaxes", 0, 0)]
    [InlineData("ll", "xivo", 0, 0)]
    [InlineData("lll", null, 0, 0)]
    [InlineData("3", null, 3, 0)]
    [InlineData("3jj", null, 3, 2)]
    [InlineData("3jjk", null, 3, 1)]
    [InlineData("3k", null, 3, 0)]
    [InlineData("3jj4", null, 4, 0)]
    [InlineData("3jj0", null, 0, 0)]
    [InlineData("lx?z", "ipaxes", 0, 0)]
    public void Keys_switch_what_is_shown(string keys, string? line, int pane, int top)
    {
        var choice = keys.Aggregate(new LiveChoice(null), (at, key) => at.After(Key(key), Lines)!);
        Assert.Equal(new LiveChoice(line, pane, top), choice);
    }

    [Fact]
    public void Tab_goes_through_the_lists_and_back_to_all()
    {
        var choice = new LiveChoice(null);
        var panes = Enumerable.Range(0, 6).Select(_ => (choice = choice.After(Key('\t', ConsoleKey.Tab), Lines)!).Pane).ToList();
        Assert.Equal([1, 2, 3, 4, 5, 0], panes);
    }

    [Fact]
    public void Escape_shows_all_and_pages_go_by_ten()
    {
        var choice = new LiveChoice(null, Pane: 3);
        choice = choice.After(Key('\0', ConsoleKey.PageDown), Lines)!;
        Assert.Equal(10, choice.Top);
        choice = choice.After(Key('\0', ConsoleKey.UpArrow), Lines)!.After(Key('\0', ConsoleKey.DownArrow), Lines)!;
        Assert.Equal(10, choice.Top);
        Assert.Equal(0, choice.After(Key('\0', ConsoleKey.PageUp), Lines)!.Top);
        Assert.Equal(new LiveChoice(null), choice.After(Key('\e', ConsoleKey.Escape), Lines));
    }

    [Theory]
    [InlineData('q')]
    [InlineData('Q')]
    public void Q_ends_it(char key) => Assert.Null(new LiveChoice(null).After(Key(key), Lines));

    internal static ConsoleKeyInfo Key(char letter, ConsoleKey key = ConsoleKey.NoName) => new(letter, key, shift: false, alt: false, control: false);
}

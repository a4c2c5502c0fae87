using Spectre.Console;
using SupportLine.Server.Live.View;
using SupportLine.Tests.Domain;

namespace SupportLine.Tests.Server.Live;

/// <summary>
/// Screens as they are drawn, beside those that were looked at once: SUPPORTLINE_PICTURES=1 writes them anew, to be looked at again.
/// </summary>
public sealed class LivePictureTests
{
    private static readonly string Folder = Path.Combine(RepositoryFiles.Root, "tests", "SupportLine.Tests", "Server", "Live", "Pictures");

    [Theory]
    [InlineData("all-80x24", 80, 24, 0)]
    [InlineData("all-60x12", 60, 12, 0)]
    [InlineData("all-120x50", 120, 50, 0)]
    [InlineData("all-200x60", 200, 60, 0)]
    [InlineData("calls-80x24", 80, 24, 3)]
    [InlineData("agents-80x24", 80, 24, 4)]
    [InlineData("alarms-80x24", 80, 24, 5)]
    public void A_screen_is_drawn_as_it_was_looked_at(string name, int width, int height, int pane) =>
        Same(name, Text(LivePicture.Of(Night.Of(calls: 30), new LiveChoice(null, pane), null, width, height)));

    [Fact]
    public void One_line_alone_needs_no_name() => Same("one-line", Text(LivePicture.Of(Night.Of(), new LiveChoice("xivo"), null, 100, null)));

    [Fact]
    public void A_quiet_night_fits_on_a_few_rows() => Same(
        "quiet", Text(LivePicture.Of(Night.Of() with { Escalations = [], Queue = [], Calls = [], Agents = [], Alarms = [], Trunks = [] }, new LiveChoice(null), null, 80, null)));

    [Fact]
    public void A_store_that_does_not_answer_is_said_and_nothing_is_called_none_that_is_not_known() => Same(
        "no-store", Text(LivePicture.Of(Night.Of() with { Escalations = [], Agents = [], StoreTrouble = "connection refused" }, new LiveChoice(null), null, 80, null)));

    [Fact]
    public void A_service_that_has_gone_is_said_above_what_it_told_last() => Same(
        "gone", Text(LivePicture.Of(Night.Of(), new LiveChoice(null), "no service runs here: nothing answers at /run/supportline.sock", 80, 24)));

    [Theory]
    [InlineData(80, 24)]
    [InlineData(200, 60)]
    [InlineData(149, 30)]
    [InlineData(150, 30)]
    [InlineData(33, 9)]
    [InlineData(10, 4)]
    [InlineData(3, 40)]
    [InlineData(1, 1)]
    public void No_row_is_wider_than_the_terminal_and_there_are_as_many_as_it_has(int width, int height)
    {
        foreach (var pane in Enumerable.Range(0, LiveChoice.Panes + 1))
        {
            var screen = LivePicture.Of(Night.Of(calls: 300), new LiveChoice(null, pane, Top: 290), "gone", width, height);
            Assert.Equal(height, screen.Rows.Count);
            Assert.All(screen.Rows, row => Assert.InRange(row.Sum(part => part.Text.GetCellWidth()), 0, width));
            Assert.All(screen.Rows.SelectMany(row => row), part => Assert.DoesNotContain(part.Text, char.IsControl));
        }
    }

    [Theory]
    [InlineData(0, 7, 5, 500)]
    [InlineData(3, 1234, 30, 500)]
    [InlineData(42, 98_765, 480, 2000)]
    [InlineData(366, 1_234_567, 1999, 2000)]
    [InlineData(5000, 123_456_789, 99_999, 100_000)]
    public void However_long_it_has_run_all_figures_of_the_head_are_seen_on_eighty_cells(int days, long taken, int legs, int mostLegs)
    {
        var at = new DateTimeOffset(2026, 9, 30, 23, 30, 59, TimeSpan.Zero);
        var snapshot = Night.Of(calls: 4) with
        {
            At = at,
            StartedAt = at.AddDays(-days).AddHours(-23),
            CallsTaken = taken,
            Legs = legs,
            MostLegs = mostLegs,
            Lines = [new("ipaxes", "Ipaxes", "America/St_Johns", true)],
        };
        var head = string.Concat(LivePicture.Of(snapshot, new LiveChoice(null), null, 80, 24).Rows[0].Select(part => part.Text));
        Assert.InRange(head.GetCellWidth(), 1, 80);
        Assert.Contains("21:00:59", head, StringComparison.Ordinal);
        Assert.Contains($"legs {legs}/{mostLegs}", head, StringComparison.Ordinal);
        Assert.Contains(days == 0 ? "up 23:00:00" : $"up {days}d", head, StringComparison.Ordinal);
        Assert.EndsWith($" {taken} taken", head, StringComparison.Ordinal);
    }

    [Fact]
    public void Scrolled_beyond_its_end_a_list_shows_its_last_row()
    {
        var text = Text(LivePicture.Of(Night.Of(), new LiveChoice(null, Pane: 4, Top: 1000), null, 80, 8));
        Assert.Contains("Eva", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_colours_no_colour_is_written_and_a_file_gets_no_escape_at_all()
    {
        var (plain, file) = (new StringWriter(), new StringWriter());
        var picture = LivePicture.Of(Night.Of(), new LiveChoice(null), null, 120, null);
        LiveConsole.Of(plain, AnsiSupport.Yes, ColorSystemSupport.NoColors, 120).Write(picture);
        LiveConsole.Of(file, AnsiSupport.No, ColorSystemSupport.NoColors, 120).Write(picture);
        Assert.DoesNotMatch(@"\e\[[0-9;]*(3[0-9]|4[0-9]|9[0-9])m", plain.ToString());
        Assert.DoesNotContain('\e', file.ToString());
        Assert.Contains("CRITICAL", file.ToString(), StringComparison.Ordinal);
        Assert.Contains("carrier DOWN", file.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Aceros", 10, "Aceros")]
    [InlineData("Aceros del Norte", 10, "Aceros de…")]
    [InlineData("東京電力", 7, "東京電…")]
    [InlineData("東京電力", 6, "東京…")]
    [InlineData("Papeleri\u0301a", 9, "Papeleri\u0301a")]
    [InlineData("Papeleri\u0301as", 9, "Papeleri\u0301…")]
    [InlineData("abc", 1, "…")]
    [InlineData("abc", 0, "")]
    [InlineData("a\e[2Jb\u202Ec", 20, "a\uFFFD[2Jb\uFFFDc")]
    public void A_name_is_cut_between_its_letters(string name, int cells, string cut) => Assert.Equal(cut, ScreenText.Cut(name, cells));

    [Theory]
    [InlineData(7, "0:07")]
    [InlineData(754, "12:34")]
    [InlineData(3723, "1:02:03")]
    [InlineData(273900, "3d 04:05")]
    [InlineData(-5, "0:00")]
    public void A_time_is_as_short_as_it_can_be_read(int seconds, string text) => Assert.Equal(text, ScreenText.Length(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void A_picture_holds_every_word_of_the_screen_and_nothing_that_ends_it()
    {
        var svg = LiveDrawing.Of(LivePicture.Of(Night.Of(), new LiveChoice(null), null, 120, null), 120);
        Assert.NotNull(System.Xml.Linq.XDocument.Parse(svg).Root);
        var words = System.Net.WebUtility.HtmlDecode(svg);
        Assert.Contains("Lucía Gómez rings", words, StringComparison.Ordinal);
        Assert.Contains("東京電力", words, StringComparison.Ordinal);
    }

    private static string Text(Screen screen)
    {
        var text = new StringWriter { NewLine = "\n" };
        LiveConsole.Of(text, AnsiSupport.No, ColorSystemSupport.NoColors, 200).Write(screen);
        return string.Join('\n', text.ToString().Split('\n').Select(row => row.TrimEnd())).TrimEnd('\n') + "\n";
    }

    private static void Same(string name, string text)
    {
        var file = Path.Combine(Folder, $"{name}.txt");
        if (Environment.GetEnvironmentVariable("SUPPORTLINE_PICTURES") == "1") File.WriteAllText(file, text);
        Assert.Equal(File.ReadAllText(file), text);
    }
}

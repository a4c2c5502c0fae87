using SupportLine.Ivr.Exploration;
using SupportLine.Ivr.Speech;
using SupportLine.Tests.Domain;
using SupportLine.Tests.Ivr.Scripted;

namespace SupportLine.Tests.Ivr.Speech;

/// <summary>What is wrong with prompts is told in one line a mistake, with the file and what would be right.</summary>
public sealed class PromptLibraryTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("prompts");

    public PromptLibraryTests()
    {
        var english = Path.Combine(RepositoryFiles.Root, "prompts", "en");
        Directory.CreateDirectory(Place("."));
        foreach (var name in new[] { "catalogue.yaml", "grammar.yaml" }.Concat(Directory.EnumerateFiles(english, "*.g722").Select(path => Path.GetFileName(path)!)))
        {
            File.Copy(Path.Combine(english, name), Place(name));
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_prompt_without_audio_is_named_with_its_file()
    {
        File.Delete(Place("common.goodbye.g722"));

        Assert.Equal($"{Place("common.goodbye.g722")}: the prompt 'common.goodbye' has no audio; record it as a WAV of that name, or run prompts/build", Mistake());
    }

    [Theory]
    [InlineData(6000, "6000")]
    [InlineData(96000, "96000")]
    public void A_recording_at_a_rate_the_telephone_cannot_use_is_named(int rate, string named)
    {
        File.WriteAllBytes(Place("common.goodbye.wav"), WavOf.Samples(rate, new byte[2000]));

        Assert.StartsWith(Place("common.goodbye.wav"), Mistake(), StringComparison.Ordinal);
        Assert.Contains(named, Mistake(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_prompt_of_more_than_twenty_seconds_is_named_with_its_length()
    {
        File.WriteAllBytes(Place("common.goodbye.wav"), WavOf.Samples(8000, new byte[8000 * 2 * 21]));

        Assert.Equal($"{Place("common.goodbye.wav")}: the prompt is 21.0 s long; 20 s is the most", Mistake());
    }

    [Fact]
    public void A_studios_recording_wins_over_the_made_audio()
    {
        File.WriteAllBytes(Place("common.goodbye.wav"), WavOf.Samples(8000, new byte[8000 * 2 * 3]));

        Assert.Equal(3.0, Load().For("en").Sound("common.goodbye").Duration.TotalSeconds, 0.01);
    }

    [Theory]
    [InlineData("clock: 12", "clock: 13", "'clock' counts hours to 12 or to 24")]
    [InlineData("digit-group: 3", "digit-group: many", "'digit-group' is a number from 2 to 6")]
    [InlineData("{ from: 0, piece: piece.part.night }", "{ from: 1, piece: piece.part.night }", "'day-parts' go from early to late")]
    [InlineData("  this-week:", "  next-week:", "'days' has no 'this-week'")]
    [InlineData("piece.today", "piece.now", "it uses the piece 'piece.now', for which the catalogue has no words")]
    [InlineData("nouns: { minute: \"\", ", "nouns: { ", "'nouns' has no 'minute'")]
    public void A_mistake_in_a_grammar_is_named(string right, string wrong, string told)
    {
        Replace("grammar.yaml", right, wrong);

        var thrown = Assert.Throws<SpeechException>(Load).Message.Split(Environment.NewLine);
        Assert.Contains(thrown, line => line.StartsWith(Place("grammar.yaml"), StringComparison.Ordinal) && line.Contains(told, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("language: en", "language: fr", "it is for 'fr', in the folder of 'en'")]
    [InlineData("  folio.is: \"Your ticket number is\"", "  Folio.Is: \"Your ticket number is\"", "write lower-case letters, digits, dots and hyphens")]
    [InlineData("  common.goodbye: ", "  common.goodbye: \"\" #", "'common.goodbye' has no words")]
    public void A_mistake_in_a_catalogue_is_named_with_its_line(string right, string wrong, string told)
    {
        Replace("catalogue.yaml", right, wrong);

        Assert.Matches($@"^{System.Text.RegularExpressions.Regex.Escape(Place("catalogue.yaml"))}\(\d+\): .*{System.Text.RegularExpressions.Regex.Escape(told)}", Mistake());
    }

    private void Replace(string file, string right, string wrong)
    {
        var text = File.ReadAllText(Place(file));
        Assert.Contains(right, text, StringComparison.Ordinal);
        File.WriteAllText(Place(file), text.Replace(right, wrong, StringComparison.Ordinal));
    }

    private string Mistake() => Assert.Single(Assert.Throws<SpeechException>(Load).Message.Split(Environment.NewLine));

    private PromptLibrary Load() => PromptLibrary.Load(_folder.FullName, ["en"], new NoSpeech());

    private string Place(string name) => Path.GetFullPath(Path.Combine(_folder.FullName, "en", name));
}

using System.Globalization;
using NodaTime;
using NodaTime.Text;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr.Exploration;
using SupportLine.Ivr.Speech;
using SupportLine.Tests.Domain;
using SupportLine.Tests.Ivr.Scripted;

namespace SupportLine.Tests.Ivr.Speech;

/// <summary>Numbers, lengths, dates, times and folios against written-out examples: <c>prompts/LANG/read-back.tsv</c>.</summary>
public sealed class ReadBackTests
{
    private static readonly string Folder = Path.Combine(RepositoryFiles.Root, "prompts");

    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["America/Mexico_City"];

    private static readonly PromptLibrary Library = PromptLibrary.Load(Folder, Languages(), new NoSpeech());

    public static TheoryData<string> Spoken() => [.. Languages()];

    public static TheoryData<string, string, string, string> Examples()
    {
        var data = new TheoryData<string, string, string, string>();
        foreach (var language in Languages())
        {
            foreach (var line in Lines(language))
            {
                data.Add(language, line[0], line[1], line[2]);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task It_is_said_in_these_words(string language, string what, string value, string words)
    {
        var voice = Library.For(language);
        var phrase = Phrase(what, value);

        Assert.Equal(words, voice.Words([phrase]));
        Assert.True((await voice.SayAsync([phrase], default)).Duration > TimeSpan.FromMilliseconds(200));
    }

    [Theory]
    [MemberData(nameof(Spoken))]
    public void Each_language_has_sixty_examples_of_dates_times_folios_and_counts(string language)
    {
        var kinds = Lines(language).ToLookup(line => line[0], line => line[1]);
        var moments = kinds["at"].Concat(kinds["before"]).ToList();

        Assert.All(
            [moments.Select(moment => moment[..10]), moments.Select(moment => moment[11..16]), kinds["folio"], kinds["count"]],
            examples => Assert.InRange(examples.Distinct().Count(), 60, int.MaxValue));
        Assert.Equal(["at", "before", "count", "digits", "folio", "length"], kinds.Select(kind => kind.Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Spoken))]
    public void Every_number_to_the_highest_has_its_words(string language)
    {
        var voice = Library.For(language);
        foreach (var noun in new[] { "minute", "hour", "day", "credit" })
        {
            Assert.Equal(
                Grammar.MostCounted + 1,
                Enumerable.Range(0, Grammar.MostCounted + 1).Select(number => voice.Words([new Phrase.Count(number, noun)])).Distinct().Count());
        }
    }

    [Theory]
    [MemberData(nameof(Spoken))]
    public void Every_minute_of_a_day_is_said_in_words_of_its_own(string language)
    {
        var voice = Library.For(language);
        var midnight = Moment("2026-03-10T00:00");

        Assert.Equal(
            2 * 24 * 60,
            Enumerable.Range(0, 24 * 60)
                .Select(minute => midnight + Duration.FromMinutes(minute))
                .SelectMany(at => new[] { voice.Words([new Phrase.Moment(at, midnight, Zone)]), voice.Words([new Phrase.Before(at, midnight, Zone)]) })
                .Distinct()
                .Count());
    }

    private static IEnumerable<string> Languages() =>
        Directory.EnumerateFiles(Folder, "read-back.tsv", SearchOption.AllDirectories).Select(path => Path.GetFileName(Path.GetDirectoryName(path))!).Order(StringComparer.Ordinal);

    private static IEnumerable<string[]> Lines(string language) => File.ReadLines(Path.Combine(Folder, language, "read-back.tsv"))
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => line.Split('\t'));

    private static Phrase Phrase(string what, string value) => what switch
    {
        "folio" => new Phrase.FolioDigits(Folio.TryParse(value, out var folio) ? folio : throw new FormatException(value)),
        "digits" => new Phrase.Digits(value),
        "count" => new Phrase.Count(int.Parse(value.Split(' ')[0], CultureInfo.InvariantCulture), value.Split(' ')[1]),
        "length" => new Phrase.Length(Length(value.Split(':'))),
        "at" => new Phrase.Moment(Moment(value[..16]), Moment(value[^16..]), Zone),
        "before" => new Phrase.Before(Moment(value[..16]), Moment(value[^16..]), Zone),
        _ => throw new FormatException(what),
    };

    private static TimeSpan Length(string[] parts) => new(
        int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture), 0);

    private static Instant Moment(string local) =>
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(local).Value.InZoneStrictly(Zone).ToInstant();
}

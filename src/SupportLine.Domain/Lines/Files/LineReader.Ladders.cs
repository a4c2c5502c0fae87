using System.Globalization;
using NodaTime;

namespace SupportLine.Domain.Lines.Files;

/// <summary>Ladders: none rings or waits without end, none rings nobody, and none is written in vain.</summary>
internal sealed partial class LineReader
{
    private const int MostRounds = 10;
    private const int MostRepeats = 20;
    private const int MostPlaces = 20;

    private static readonly (Duration Least, Duration Most) Delay = (Duration.FromSeconds(1), Duration.FromMinutes(10));

    private static readonly (Duration Least, Duration Most) BeforeRepeat = (Duration.FromMinutes(1), Duration.FromHours(24));

    /// <summary>Longest that a caller waits for rungs to begin, beside the rings.</summary>
    private static readonly Duration MostDelay = Duration.FromMinutes(30);

    private List<LadderTerms> Ladders(Section routing, Routing usual, List<Severity> severities, List<Product> products)
    {
        var ids = new HashSet<string>();
        var ladders = new List<LadderTerms>();
        foreach (var section in OptionalSections(routing, "ladders", "a ladder"))
        {
            var ladder = Ladder(section, usual, ids, severities, products);
            if (ladders.Find(before => IsHiddenBy(ladder, before)) is { } before)
            {
                mistakes.Add(section.Node, $"ladder {ladder.Id} is never used: ladder {before.Id} above takes all it is for", "put it above, or take it out");
            }

            if (Delays(ladder) is var wait && wait > MostDelay)
            {
                mistakes.Add(
                    section.Node,
                    $"a caller may wait {DurationText.Write(wait)} for the rungs of ladder {ladder.Id} beside the rings",
                    $"shorten delay, times or rounds to {DurationText.Write(MostDelay)} together");
            }

            ladders.Add(ladder);
            section.Done();
        }

        return ladders;
    }

    private LadderTerms Ladder(Section section, Routing usual, HashSet<string> ids, List<Severity> severities, List<Product> products) => new(
        Id(section, "core", ids),
        References(section, "severities", "severity that rings an engineer", [.. severities.Where(severity => severity.RingsOnCall).Select(severity => severity.Id)]),
        References(section, "products", "product", [.. products.Select(product => product.Id)]),
        Rungs(section, usual),
        section.Number("rounds", 1, MostRounds, usual.Rounds),
        section.Number("repeats", 0, MostRepeats, otherwise: 0),
        section.Time("repeat-after", BeforeRepeat, Duration.FromMinutes(10)),
        Source(section));

    private List<string> References(Section section, string key, string name, List<string> known)
    {
        var found = new List<string>();
        foreach (var (id, node) in section.Texts(key, $"[{string.Join(", ", known.Take(2))}]", mayBeMissing: true))
        {
            if (known.Contains(id)) found.Add(id);
            else mistakes.Add(node, $"there is no {name} {id}", Nearest.Suggest(id, known));
        }

        return found;
    }

    private List<LadderRung> Rungs(Section ladder, Routing usual)
    {
        var rungs = new List<LadderRung>();
        foreach (var section in Sections(ladder, "rungs", "a rung", "[{ places: [1] }, { together: true }]"))
        {
            rungs.Add(new LadderRung(
                section.OptionalText("rota", "the name of a rota") ?? usual.Rota,
                Places(section),
                section.OptionalFlag("together"),
                section.Has("delay") ? section.Time("delay", Delay, Duration.FromSeconds(10)) : NoDelay(section),
                section.Number("times", 1, MostRounds, otherwise: 1)));
            section.Done();
        }

        // Read on as something that rings: the mistake has been told.
        return rungs.Count > 0 ? rungs : [new LadderRung(usual.Rota, [], Together: false, Duration.Zero, Times: 1)];
    }

    private List<int> Places(Section rung)
    {
        var places = new List<int>();
        foreach (var (text, node) in rung.Texts("places", "[1, 2]", mayBeMissing: true))
        {
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place is >= 1 and <= MostPlaces) places.Add(place);
            else mistakes.Add(node, $"\"{text}\" is no place among those on call", $"write numbers from 1 to {MostPlaces}, such as [1, 2]");
        }

        return places;
    }

    private static Duration NoDelay(Section rung)
    {
        rung.Optional("delay");
        return Duration.Zero;
    }

    private static Duration Delays(LadderTerms ladder) =>
        Enumerable.Range(0, ladder.CallersEnd).Aggregate(Duration.Zero, (sum, place) => sum + ladder.DelayBefore(place));

    /// <summary>Whether every emergency that a ladder is for is taken by one before it.</summary>
    private static bool IsHiddenBy(LadderTerms ladder, LadderTerms before) =>
        Covers(before.Severities, ladder.Severities) && Covers(before.Products, ladder.Products);

    private static bool Covers(IReadOnlyList<string> all, IReadOnlyList<string> some) =>
        all.Count == 0 || (some.Count > 0 && some.All(all.Contains));
}

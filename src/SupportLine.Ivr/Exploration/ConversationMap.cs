using SupportLine.Domain.Lines;

namespace SupportLine.Ivr.Exploration;

/// <summary>The whole conversation of a line: its questions, its endings, and the ways between them.</summary>
/// <param name="Title">The line's.</param>
/// <param name="Places">The questions in the order in which callers first meet them, then the endings.</param>
/// <param name="Ways">From place to place.</param>
public sealed record ConversationMap(string Title, IReadOnlyList<MapPlace> Places, IReadOnlyList<MapWay> Ways)
{
    /// <summary>Longest entry shown as it is keyed; a longer one is a number.</summary>
    private const int LongestKeys = 1;

    private const string Silence = "silence";

    /// <summary>
    /// The answers of a way that are worth drawing: what an option is chosen by. Not star, nine and zero, which lead to the
    /// same from everywhere, and silence and wrong keys only where they go on with the same list.
    /// </summary>
    internal IEnumerable<string> Answers(MapWay way) => way.Answers.Where(answer =>
        answer.Length > 1 && answer != Silence
        || answer is [>= '1' and <= '8']
        || (way.From is { } from && from != way.To && Places[from].Name == Places[way.To].Name && answer is Silence or "#"));

    internal static ConversationMap Of(Line line, IEnumerable<ExploredSituation> explored)
    {
        var all = explored.SelectMany(situation => situation.Trace.Ways.Select(way => (Way: Generalised(way), situation.Open))).ToList();
        var places = Ordered(all.Select(each => each.Way).Distinct().ToList());
        var index = places.Select((place, i) => (place, i)).ToDictionary(pair => pair.place, pair => pair.i);
        var ways = all.GroupBy(each => (From: each.Way.From is { } from ? index[from] : (int?)null, To: index[each.Way.To]))
            .Select(group => new MapWay(
                group.Key.From,
                group.Key.To,
                [.. group.Select(each => each.Way.Answer).Distinct().Order(StringComparer.Ordinal)],
                group.Any(each => each.Open),
                group.Any(each => !each.Open)))
            .OrderBy(way => way.From ?? -1).ThenBy(way => way.To);
        return new ConversationMap(line.Title, places, [.. ways]);
    }

    /// <summary>By the fewest answers that lead there, endings last.</summary>
    private static List<MapPlace> Ordered(List<ConversationTrace.Way> ways)
    {
        var next = ways.Where(way => way.From is not null).ToLookup(way => way.From!, way => way.To);
        var order = new List<MapPlace>();
        var seen = new HashSet<MapPlace>();
        var open = new Queue<MapPlace>(ways.Where(way => way.From is null).Select(way => way.To));
        while (open.TryDequeue(out var place))
        {
            if (!seen.Add(place)) continue;
            order.Add(place);
            foreach (var to in next[place]) open.Enqueue(to);
        }

        return [.. order.Where(place => !place.IsEnding), .. order.Where(place => place.IsEnding).OrderBy(place => place.Name, StringComparer.Ordinal)];
    }

    /// <summary>Numbers that were keyed are only examples: one answer for all of them.</summary>
    private static ConversationTrace.Way Generalised(ConversationTrace.Way way) => way with { Answer = Generalised(way.Answer) };

    private static string Generalised(string answer) => answer switch
    {
        Answer.Silence => Silence,
        Answer.Unwritten or Answer.Speech => "speech",
        _ when answer.Length > LongestKeys => "a number",
        _ => answer,
    };
}

using System.Globalization;
using System.Text;

namespace SupportLine.Ivr.Exploration;

/// <summary>A conversation's map as text: each question with its words, and where each answer leads.</summary>
public static class MapText
{
    public static string Of(ConversationMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        var text = new StringBuilder();
        text.AppendLine(map.Title).AppendLine();
        var leaving = map.Ways.ToLookup(way => way.From);
        Ways(text, map, leaving[null]);
        for (var i = 0; i < map.Places.Count; i++)
        {
            var place = map.Places[i];
            text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"{Number(i)} {place.Name}{(place.IsEnding ? " (the end)" : "")}");
            if (place.Words.Length > 0) text.AppendLine(CultureInfo.InvariantCulture, $"    « {place.Words} »");
            Ways(text, map, leaving[i]);
        }

        return text.ToString();
    }

    private static void Ways(StringBuilder text, ConversationMap map, IEnumerable<MapWay> ways)
    {
        foreach (var way in ways)
        {
            var answers = way.From is null ? "a call" : string.Join(", ", way.Answers);
            var hours = (way.Open, way.Closed) switch
            {
                (true, false) => ", while open",
                (false, true) => ", while closed",
                _ => "",
            };
            text.AppendLine(CultureInfo.InvariantCulture, $"    {answers} → {Number(way.To)} {map.Places[way.To].Name}{hours}");
        }
    }

    private static string Number(int index) => $"[{index + 1}]";
}

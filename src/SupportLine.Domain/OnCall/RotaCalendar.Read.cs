using NodaTime;
using SupportLine.Domain.Lines;

namespace SupportLine.Domain.OnCall;

/// <summary>What a calendar program wrote, as a temporary schedule.</summary>
public static partial class RotaCalendar
{
    /// <summary>Most turns of a schedule: more are a mistake, or a file that is none of a rota.</summary>
    private const int MostTurns = 10_000;

    /// <summary>
    /// The turns of a file within an interval: an event names its engineer by id or name, in its categories or its summary. A time
    /// without a zone is the rota's. Taken whole or not at all.
    /// </summary>
    /// <param name="file">Its name, which stands in every mistake.</param>
    /// <param name="content">Of one calendar or several, in UTF-8 or with a mark of its encoding.</param>
    /// <param name="engineers">Those there are.</param>
    /// <param name="zone">The rota's.</param>
    /// <param name="within">The schedule's time.</param>
    /// <param name="mistakes">Everything that is wrong.</param>
    /// <returns>By place where the file tells places, then as the file has them; null when something is wrong.</returns>
    public static IReadOnlyList<RotaChange.Turn>? Read(
        string file, byte[] content, IReadOnlyCollection<Engineer> engineers, DateTimeZone zone, Interval within, out IReadOnlyList<LineMistake> mistakes)
    {
        var wrong = new List<LineMistake>();
        mistakes = wrong;
        var items = new List<RotaEvent>();
        foreach (var text in EventText.In(Decoded(content), (line, what, right) => wrong.Add(new LineMistake(file, line, 1, what, right))))
        {
            if (RotaEvent.Read(text, zone, out var mistake) is { } item) items.Add(item);
            else wrong.Add(Mistake(file, text, mistake));
        }

        var moved = items.Select(item => item.Moved).OfType<(string? Series, Instant At)>().ToHashSet();
        var turns = new List<(int? Place, RotaChange.Turn Turn)>();
        foreach (var item in items)
        {
            if (Take(item, engineers, within, moved, turns) is { } mistake) wrong.Add(Mistake(file, item.Text, mistake));
        }

        if (wrong.Count == 0 && turns.Count == 0) wrong.Add(new LineMistake(file, 1, 1, "no event lies within the schedule", "schedule a time in which there is one"));
        return wrong.Count > 0 ? null : [.. turns.OrderBy(turn => turn.Place ?? int.MaxValue).Select(turn => turn.Turn)];
    }

    /// <summary>Adds an event's turns; what is wrong, or null.</summary>
    private static (string Wrong, string Right)? Take(
        RotaEvent item, IReadOnlyCollection<Engineer> engineers, Interval within, IReadOnlySet<(string? Series, Instant At)> moved, List<(int? Place, RotaChange.Turn Turn)> turns)
    {
        try
        {
            foreach (var during in item.Times(within, moved))
            {
                var engineer = Named(item, engineers);

                // A moment that names nobody is a reminder, which calendars hold too.
                if (item.IsEmpty && engineer is null) return null;
                if (item.IsEmpty) return ("lasts no time", "give it a DTEND after its DTSTART");
                if (turns.Count == MostTurns) return ($"brings more than {MostTurns} turns", "schedule a shorter time");
                if (engineer is null) return ("names no engineer", $"write one of {string.Join(", ", engineers.Select(known => known.Id))} as its title or category");
                turns.Add((item.Place, new RotaChange.Turn(engineer.Id, during)));
            }
        }
        catch (Exception e) when (RotaEvent.IsOfTheLibrary(e))
        {
            return RotaEvent.Told(e);
        }

        return null;
    }

    private static Engineer? Named(RotaEvent item, IReadOnlyCollection<Engineer> engineers)
    {
        var names = item.Names.ToList();
        return engineers.FirstOrDefault(engineer =>
            names.Any(name => name.Equals(engineer.Id, StringComparison.OrdinalIgnoreCase) || name.Equals(engineer.Name, StringComparison.OrdinalIgnoreCase)));
    }

    private static LineMistake Mistake(string file, EventText text, (string Wrong, string Right) mistake) =>
        new(file, text.Line, 1, $"the event '{text.Title}' {mistake.Wrong}", mistake.Right);

    private static string Decoded(byte[] content)
    {
        using var reader = new StreamReader(new MemoryStream(content, writable: false));
        return reader.ReadToEnd();
    }
}

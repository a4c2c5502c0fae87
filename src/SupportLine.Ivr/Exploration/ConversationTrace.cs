namespace SupportLine.Ivr.Exploration;

/// <summary>The ways from question to question that calls of one situation went.</summary>
internal sealed class ConversationTrace
{
    private readonly HashSet<Way> _ways = [];

    /// <param name="From">A place, null at the beginning of the call.</param>
    /// <param name="Answer">What the caller answered there.</param>
    /// <param name="To">The next place, or the ending.</param>
    public sealed record Way(MapPlace? From, string Answer, MapPlace To);

    public IReadOnlyCollection<Way> Ways => _ways;

    /// <summary>Adds a call: what only others were asked is on the way between two of the caller's places.</summary>
    public void Add(Walk walk, string ending)
    {
        MapPlace? place = null;
        var answer = "";
        foreach (var step in walk.Steps.Where(step => step.Asking.Who == Asking.Caller))
        {
            var next = new MapPlace(step.Asking.Question, step.Asking.Words, IsEnding: false);
            _ways.Add(new Way(place, answer, next));
            (place, answer) = (next, step.Answer);
        }

        // Whoever hangs up is on no way of the line's.
        if (answer != Answer.HangUp) _ways.Add(new Way(place, answer, new MapPlace(ending, "", IsEnding: true)));
    }
}

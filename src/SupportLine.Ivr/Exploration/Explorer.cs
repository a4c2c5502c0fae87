namespace SupportLine.Ivr.Exploration;

/// <summary>
/// Tries every class of answer at every question, the shortest calls first: each is played from the start on the production
/// code, and a question met again in a state known already is not gone into twice. From equal states equal answers lead to
/// the same (see <c>Collection.State</c>).
/// </summary>
/// <param name="play">Plays one call with these answers and judges its end.</param>
/// <param name="keyed">Entries to try at a question besides those it knows itself: a right and a wrong contract number.</param>
/// <param name="progress">Told how many calls were played and how many wait, every so many of them; null for nobody.</param>
internal sealed class Explorer(Action<Walk> play, IReadOnlyDictionary<string, string[]> keyed, Action<int, int>? progress = null)
{
    /// <summary>Calls between two words on how far it is.</summary>
    private const int ProgressEvery = 10_000;

    private readonly HashSet<string> _known = [];
    private readonly Queue<List<string>> _open = new();

    /// <summary>Calls played.</summary>
    public int Paths { get; private set; }

    /// <summary>Different questions in different states.</summary>
    public int States => _known.Count;

    /// <summary>Plays until nothing is left to try; false when the limit came first.</summary>
    public bool Explore(int mostPaths)
    {
        _open.Enqueue([]);
        while (_open.TryDequeue(out var path))
        {
            if (Paths == mostPaths) return false;
            Paths++;
            var walk = new Walk(path, Branch);
            play(walk);
            if (Paths % ProgressEvery == 0) progress?.Invoke(Paths, _open.Count);
        }

        return true;
    }

    /// <summary>Takes what ends it soonest; in a new place every other answer is for later.</summary>
    private string Branch(Walk walk, Asking asking)
    {
        var soonest = Answer.Soonest(asking.Question);
        if (_known.Add($"{asking.Who} {asking.Question} {asking.Words} {asking.State} | {asking.World}"))
        {
            foreach (var other in Answers(asking).Where(answer => answer != soonest)) _open.Enqueue([.. walk.Answers, other]);
        }

        return soonest;
    }

    private List<string> Answers(Asking asking)
    {
        List<string> answers = [.. asking.Classes];
        if (keyed.TryGetValue(asking.Question, out var entries)) answers.AddRange(entries);
        if (asking.Question is not (Answer.Dial or Answer.Bridge)) answers.AddRange([Answer.Silence, Answer.HangUp]);
        return answers;
    }
}

namespace SupportLine.Ivr.Exploration;

/// <summary>
/// Tries every class of answer at every question, the shortest calls first: each is played from the start on the production
/// code, and a question met again in a state known already is not gone into twice. From equal states equal answers lead to
/// the same (see <c>Collection.State</c>).
/// </summary>
/// <param name="play">Plays one call with these answers and judges its end.</param>
/// <param name="keyed">Entries to try at a question besides those it knows itself: a right and a wrong contract number.</param>
internal sealed class Explorer(Action<IAnswers> play, IReadOnlyDictionary<string, string[]> keyed)
{
    /// <summary>Answers in one call, of everybody together; a conversation that asks more goes in circles.</summary>
    public const int MostAnswers = 200;

    private readonly IReadOnlyDictionary<string, string[]> _keyed = keyed;
    private readonly HashSet<string> _known = [];
    private readonly Queue<List<string>> _open = new();

    /// <summary>Calls played.</summary>
    public int Paths { get; private set; }

    /// <summary>Different questions in different states.</summary>
    public int States => _known.Count;

    /// <summary>The longest call, answers.</summary>
    public int Longest { get; private set; }

    /// <summary>Plays until nothing is left to try; false when the limit came first.</summary>
    public bool Explore(int mostPaths)
    {
        _open.Enqueue([]);
        while (_open.TryDequeue(out var path))
        {
            if (Paths == mostPaths) return false;
            Paths++;
            var walk = new Walk(this, path);
            play(walk);
            Longest = Math.Max(Longest, walk.Taken.Count);
        }

        return true;
    }

    /// <summary>One call: the answers given, then the plainest where none is.</summary>
    private sealed class Walk(Explorer explorer, List<string> given) : IAnswers
    {
        private string _caller = "";

        public List<string> Taken { get; } = [];

        public Func<string> World { get; set; } = () => "";

        public string Next(string who, string question, IReadOnlyList<string> classes, string state)
        {
            // What an agent or engineer does next depends on the ladder and on whether the caller is there, not on the request.
            if (who == "caller") state = _caller = state.Length > 0 ? state : $"{_caller}, {question}";
            if (Taken.Count >= MostAnswers) throw new InvalidOperationException($"More than {MostAnswers} answers: {string.Join(", ", Taken)}");
            var answer = Taken.Count < given.Count ? given[Taken.Count] : Branch(who, question, classes, state);
            Taken.Add(answer);
            return answer;
        }

        public override string ToString() => string.Join(", ", Taken);

        /// <summary>Takes what ends it soonest; in a new place every other answer is for later.</summary>
        private string Branch(string who, string question, IReadOnlyList<string> classes, string state)
        {
            var soonest = Soonest(question);
            if (explorer._known.Add($"{who} {question} {state} | {World()}"))
            {
                foreach (var other in Answers(question, classes).Where(answer => answer != soonest)) explorer._open.Enqueue([.. Taken, other]);
            }

            return soonest;
        }

        private List<string> Answers(string question, IReadOnlyList<string> classes)
        {
            List<string> answers = [.. classes];
            if (explorer._keyed.TryGetValue(question, out var entries)) answers.AddRange(entries);
            if (question is not ("dial" or "bridge")) answers.AddRange([Answer.Silence, Answer.HangUp]);
            return answers;
        }

        private static string Soonest(string question) => question switch
        {
            "dial" => Answer.NoAnswer,
            "bridge" => Answer.HelperLeaves,
            _ => Answer.HangUp,
        };
    }
}

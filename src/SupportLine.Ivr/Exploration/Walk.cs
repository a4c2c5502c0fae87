namespace SupportLine.Ivr.Exploration;

/// <summary>One call: the answers given, then what is chosen where none is.</summary>
/// <param name="given">The first answers, of everybody together, in order.</param>
/// <param name="choose">Chooses those after them.</param>
internal sealed class Walk(IReadOnlyList<string> given, Func<Walk, Asking, string> choose) : IAnswers
{
    /// <summary>Answers in one call, of everybody together; a conversation that asks more goes in circles.</summary>
    public const int MostAnswers = 400;

    private string _caller = "";

    /// <summary>What was asked and answered, in order.</summary>
    public List<Step> Steps { get; } = [];

    public IEnumerable<string> Answers => Steps.Select(step => step.Answer);

    public Func<Asking, string> World { get; set; } = _ => "";

    public string Next(Asking asking)
    {
        // What an agent or engineer does next depends on the ladder and on whether the caller is there, not on the request.
        var state = asking.State;
        if (asking.Who == Asking.Caller) state = _caller = state.Length > 0 ? state : $"{_caller}, {asking.Question}";
        if (Steps.Count >= MostAnswers) throw new InvalidOperationException($"more than {MostAnswers} answers");
        var placed = asking with { State = state, World = World(asking) };
        var answer = Steps.Count < given.Count ? given[Steps.Count] : choose(this, placed);
        Steps.Add(new Step(placed, answer));
        return answer;
    }

    public override string ToString() => string.Join(", ", Steps.Select(step => $"{step.Asking.Question}={step.Answer}"));
}

using System.Globalization;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Lines;
using SupportLine.Ivr.Speech;

namespace SupportLine.Ivr.Exploration;

/// <summary>Explores one situation.</summary>
/// <param name="line">The line.</param>
/// <param name="prompts">Its prompts.</param>
/// <param name="situation">When, and who calls.</param>
/// <param name="progress">Told how far it is; null for nobody.</param>
internal sealed class SituationExplorer(Line line, PromptLibrary prompts, Situation situation, Action<string>? progress = null)
{
    /// <summary>Faults that are kept: a mistake shows on thousands of calls.</summary>
    private const int MostFaults = 20;

    private readonly Dictionary<string, ExplorationFault> _faults = [];
    private readonly SortedDictionary<string, int> _endings = new(StringComparer.Ordinal);
    private readonly ConversationTrace _trace = new();
    private List<string>? _untilEngineer;
    private int _longest;
    private readonly HashSet<string> _answered = [];
    private readonly HashSet<string> _heard = [];

    public ExploredSituation Explore(int mostPaths, IEnumerable<string> stubborn)
    {
        var explorer = new Explorer(PlayAndTrace, Situations.Keyed(line, situation), Told);
        var isComplete = explorer.Explore(mostPaths);
        foreach (var answer in stubborn)
        {
            Play(new Walk([], (_, asking) => Repeated(asking, answer)));
            if (_untilEngineer is { } path) Play(new Walk(path, (_, asking) => RepeatedByHelper(asking, answer)));
        }

        return new ExploredSituation(situation.Name, situation.Open, explorer.Paths, explorer.States, _longest, isComplete, _endings, [.. _faults.Values])
        {
            Trace = _trace,
            Answered = _answered,
            Heard = _heard,
        };
    }

    private void Told(int played, int waiting) =>
        progress?.Invoke(string.Create(CultureInfo.InvariantCulture, $"{line.Id}, {situation.Name}: {played} calls played, {waiting} wait"));

    private void PlayAndTrace(Walk walk)
    {
        if (Play(walk) is { } ending) _trace.Add(walk, ending);
        var asked = walk.Steps.FindIndex(step => step.Asking is { Who: not (Asking.Caller or Asking.Customer), Question: not (Answer.Dial or Answer.Bridge or Answer.Record) });
        if (asked >= 0) _untilEngineer ??= [.. walk.Answers.Take(asked)];
    }

    /// <summary>Plays and judges a call; null when it had no end.</summary>
    private string? Play(Walk walk)
    {
        var site = situation.Site(line, prompts, walk);
        ScriptedCall? call = null;
        try
        {
            call = site.Phone(situation.From, line.Numbers[0].Number);
        }
        catch (InvalidOperationException e)
        {
            Fault(e.Message, walk);
            return null;
        }

        _longest = Math.Max(_longest, walk.Steps.Count);
        _answered.UnionWith(walk.Steps.Select(step => $"{step.Asking.Who} {step.Asking.Question}={step.Answer}"));
        _heard.UnionWith(call.Heard);
        var ending = site.Ending(call.Id) ?? CallEnding.ServerError;
        var name = Verdict.Ending(ending);
        _endings[name] = _endings.GetValueOrDefault(name) + 1;
        foreach (var fault in Verdict.On(site, call, walk)) Fault(fault, walk);
        return name;
    }

    private void Fault(string what, Walk walk)
    {
        if (_faults.Count < MostFaults) _faults.TryAdd(what, new ExplorationFault(situation.Name, what, walk.ToString()));
    }

    /// <summary>The same answer to every question; people who are phoned or spoken with do what ends it soonest.</summary>
    private static string Repeated(Asking asking, string answer) =>
        asking.Question is Answer.Dial or Answer.Bridge || asking.Who != Asking.Caller ? Answer.Soonest(asking.Question)
        : asking.Question == Answer.Record && answer != "*" ? Answer.Silence
        : answer;

    /// <summary>Engineers who all answer, and give the same answer to every question, while the caller waits.</summary>
    private static string RepeatedByHelper(Asking asking, string answer) => asking switch
    {
        { Question: Answer.Dial } => Answer.PickUp,
        { Question: Answer.Bridge } => Answer.Soonest(Answer.Bridge),
        { Who: Asking.Caller } => Answer.Silence,
        _ => answer,
    };
}

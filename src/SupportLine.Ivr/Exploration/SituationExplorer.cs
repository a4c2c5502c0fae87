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

    public ExploredSituation Explore(int mostPaths, IEnumerable<string> stubborn)
    {
        var explorer = new Explorer(PlayAndTrace, Situations.Keyed(line, situation), Told);
        var isComplete = explorer.Explore(mostPaths);
        foreach (var answer in stubborn) Play(new Walk([], (_, asking) => Repeated(asking, answer)));
        return new ExploredSituation(situation.Name, situation.Open, explorer.Paths, explorer.States, explorer.Longest, isComplete, _endings, [.. _faults.Values])
        {
            Trace = _trace,
        };
    }

    private void Told(int played, int waiting) =>
        progress?.Invoke(string.Create(CultureInfo.InvariantCulture, $"{line.Id}, {situation.Name}: {played} calls played, {waiting} wait"));

    private void PlayAndTrace(Walk walk)
    {
        if (Play(walk) is { } ending) _trace.Add(walk, ending);
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
}

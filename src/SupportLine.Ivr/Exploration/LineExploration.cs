using System.Globalization;
using SupportLine.Domain.Lines;
using SupportLine.Ivr.Speech;

namespace SupportLine.Ivr.Exploration;

/// <summary>
/// Plays every conversation that a line can have with a caller: each class of answer at each question, in each situation
/// (<see cref="Situations"/>), over the production code in virtual time.
/// </summary>
public static class LineExploration
{
    /// <summary>Answers of a caller who gives the same one to every question: they too come to an end.</summary>
    private static readonly string[] Stubborn = [Answer.Silence, "*", "#", .. Enumerable.Range(0, 10).Select(key => key.ToString(CultureInfo.InvariantCulture))];

    /// <param name="line">The line, whose prompts are there in all of its languages.</param>
    /// <param name="prompts">The prompts.</param>
    /// <param name="mostPaths">Calls in each situation after which it is given up as incomplete.</param>
    /// <param name="progress">Told in words how far each situation is, from several threads; null for nobody.</param>
    public static ExplorationReport Of(Line line, PromptLibrary prompts, int mostPaths, Action<string>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(line);
        var situations = Situations.Of(line).Select(situation => situation.Languages.Count > 0 ? situation : situation with { Languages = [line.Languages[0]] }).ToList();
        var explored = new ExploredSituation[situations.Count];
        Parallel.For(0, situations.Count, i => explored[i] = new SituationExplorer(line, prompts, situations[i], progress).Explore(mostPaths, Stubborn));
        return new ExplorationReport(line.Id, explored, ConversationMap.Of(line, explored));
    }
}

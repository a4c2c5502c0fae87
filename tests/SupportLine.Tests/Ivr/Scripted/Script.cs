using SupportLine.Ivr.Exploration;

namespace SupportLine.Tests.Ivr.Scripted;

/// <summary>Answers written down beforehand, question by question, for each person; an unexpected question fails the test.</summary>
internal sealed class Script : IAnswers
{
    private readonly Dictionary<string, Queue<(string Question, string Answer)>> _lines = [];
    private readonly List<string> _surprises = [];

    public Func<Asking, string> World { get; set; } = _ => "";

    /// <summary>Questions that were not foreseen, and answers nobody asked for.</summary>
    public IReadOnlyList<string> Mistakes =>
        [.. _surprises, .. _lines.SelectMany(line => line.Value.Select(left => $"{line.Key} was never asked {left.Question}"))];

    /// <summary>What somebody does, as <c>question=answer</c> one after the other.</summary>
    public Script With(string who, params string[] answers)
    {
        var line = _lines.TryGetValue(who, out var begun) ? begun : _lines[who] = new();
        foreach (var answer in answers)
        {
            var at = answer.IndexOf('=', StringComparison.Ordinal);
            line.Enqueue((answer[..at], answer[(at + 1)..]));
        }

        return this;
    }

    public string Next(Asking asking)
    {
        var (who, question) = (asking.Who, asking.Question);

        // Who waits for an engineer waits on, where nothing else is written.
        if (question == Answer.Hold && !(_lines.TryGetValue(who, out var written) && written.TryPeek(out var foreseen) && foreseen.Question == question)) return Answer.Silence;
        if (_lines.TryGetValue(who, out var line) && line.TryDequeue(out var next))
        {
            if (next.Question == question) return next.Answer;
            _surprises.Add($"{who} was asked {question}, not {next.Question}");
        }
        else
        {
            _surprises.Add($"{who} was asked {question} and has no answer");
        }

        return Answer.Soonest(question);
    }
}

using SupportLine.Domain.Lines;
using SupportLine.Ivr.Speech;
using static SupportLine.Ivr.Conversations.Talk;

namespace SupportLine.Ivr.Conversations;

/// <summary>
/// How bad it is: claimed by its definition, confirmed by a second question. The ticket stands at the starting class all the
/// same until somebody verifies it (IPX-08).
/// </summary>
internal sealed partial class Conversation
{
    private async Task AskSeverityAsync(CancellationToken ct)
    {
        // The worst first: whoever has an emergency does not listen to the end.
        Severity[] offered = [.. line.Severities.Reverse()];
        var offers = offered.SelectMany((severity, i) => new[] { Prompt(severity.DefinitionPrompt), Prompt($"press.{i + 1}") });
        _talk.Lead("request.severity");
        var key = await _talk.ChooseAsync("severity", [.. offers], "1234"[..Math.Min(offered.Length, MostOptions)], ct);
        if (key is { } chosen)
        {
            await ClaimAsync(offered[chosen - '1'], ct);
        }
    }

    /// <summary>The emergency question: true when the line's highest class that rings on-call is claimed and confirmed.</summary>
    private async Task<bool> IsEmergencyAsync(CancellationToken ct)
    {
        if (line.Severities.LastOrDefault(severity => severity.RingsOnCall) is not { } emergency)
        {
            return false;
        }

        await ClaimAsync(emergency, ct);
        return _progress.Confirmed;
    }

    private async Task ClaimAsync(Severity severity, CancellationToken ct)
    {
        _progress.Claimed = severity.Id;
        _progress.Confirmed = severity.SecondQuestion(IsOpen) is not { } question
            || await _talk.ChooseAsync("severity.confirm", [Prompt(question), Prompt("common.yes-no")], "12", ct) == '1';
        await _talk.RecordAsync("claimed", $"{severity.Id} {(_progress.Confirmed ? "confirmed" : "not confirmed")}");
    }
}

using System.Threading.Channels;
using SupportLine.Domain.Calls;
using SupportLine.Telephony.Calls;

namespace SupportLine.Server.Demo;

/// <summary>A made-up caller on a real call: listens to what is asked and answers by its script.</summary>
internal sealed class DemoCaller(DemoScript script, DemoConsole console, Sound? voice)
{
    /// <summary>A person lets a sentence begin before pressing a key.</summary>
    private static readonly TimeSpan Hesitation = TimeSpan.FromMilliseconds(700);

    private readonly Channel<string> _questions = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource<CallEnding> _ending = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public DemoScript Script { get; } = script;

    /// <summary>The ending the service recorded.</summary>
    public Task<CallEnding> Ending => _ending.Task;

    /// <summary>Something was written into the call's record.</summary>
    public void Observe(string kind, string detail)
    {
        switch (kind)
        {
            case "said":
                console.Said(Script, detail);
                break;
            case "asked":
                _questions.Writer.TryWrite(detail);
                break;
            case "recording":
                _questions.Writer.TryWrite("voice");
                break;
            case "identified" or "ticket" or "rang" or "connected" or "claimed" or "recorded":
                console.Happened(Script, $"{kind}: {detail}");
                break;
        }
    }

    public void Ended(CallEnding ending)
    {
        console.Happened(Script, $"ending: {ending}");
        _questions.Writer.TryComplete();
        _ending.TrySetResult(ending);
    }

    /// <summary>Phones, answers what is asked, and hangs up when the service does. What was heard is a WAV file.</summary>
    public async Task CallAsync(IExchange telephone, string target, string wav, CancellationToken ct)
    {
        console.Happened(Script, $"{Script.CallerNumber} dials {target}");
        var dialled = await telephone.DialAsync(new DialRequest(target, Script.CallerNumber, "", TimeSpan.FromSeconds(10)), ct);
        if (dialled is not DialResult.Answered { Leg: var leg })
        {
            console.Happened(Script, $"not answered: {dialled}");
            _ending.TrySetResult(CallEnding.ServerError);
            return;
        }

        var hearing = HearAsync(leg, wav, ct);
        try
        {
            await AnswerAsync(leg, ct);
        }
        catch (CallEndedException)
        {
            // The conversation is over: its ending tells whether it was the right one.
            await hearing;
        }
    }

    private static async Task HearAsync(ICall leg, string wav, CancellationToken ct)
    {
        try
        {
            await leg.RecordAsync(new RecordingRequest(wav, TimeSpan.FromMinutes(5), ""), ct);
        }
        catch (OperationCanceledException)
        {
            // Hung up: the file holds all that was heard.
            return;
        }
    }

    private async Task AnswerAsync(ICall leg, CancellationToken ct)
    {
        await foreach (var question in _questions.Reader.ReadAllAsync(ct))
        {
            if (question == "voice")
            {
                await SpeakAsync(leg, ct);
                continue;
            }

            if (Script.Keys.TryGetValue(question, out var keys))
            {
                await Task.Delay(Hesitation, ct);
                console.Pressed(Script, keys, question);
                await leg.SendDigitsAsync(keys, ct);
            }
        }

        await leg.HangUpAsync(ct);
    }

    private async Task SpeakAsync(ICall leg, CancellationToken ct)
    {
        if (voice is not null)
        {
            console.Happened(Script, "the caller speaks after the tone");
            await leg.PlayAsync(new Utterance([voice]), ct);
        }

        await leg.SendDigitsAsync("#", ct);
    }
}

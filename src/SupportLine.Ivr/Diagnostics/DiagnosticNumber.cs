using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Diagnostics;

/// <summary>Numbers for load tests and line checks; answered only where <c>Diagnostics:Numbers</c> says so.</summary>
internal static class DiagnosticNumber
{
    private const string Prompt = "prompt";
    private const string NoMedia = "nomedia";
    private const string Echo = "echo";

    public static bool Is(string dialled) => dialled is Prompt or NoMedia or Echo;

    /// <summary>Answers until the caller hangs up.</summary>
    public static async Task AnswerAsync(ICall call, Site site, CancellationToken ct)
    {
        await call.AnswerAsync(ct);
        switch (call.Dialled)
        {
            case Prompt:
                await PromptAsync(call, site, ct);
                break;
            case Echo:
                await call.EchoAsync(ct);
                break;
            default:
                await HoldAsync(call, ct);
                break;
        }
    }

    private static async Task HoldAsync(ICall call, CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct, call.Ended);
        await Task.Delay(Timeout.Infinite, over.Token);
    }

    /// <summary>A prompt that never ends, whose digits are collected, as a busy menu's would be.</summary>
    private static async Task PromptAsync(ICall call, Site site, CancellationToken ct)
    {
        var voice = site.Prompts.For(site.Prompts.Languages.First());
        var endless = new Utterance([.. Enumerable.Repeat(voice.Sound("music"), 400)]);
        while (true)
        {
            await call.CollectAsync(
                new Collection
                {
                    Question = "diagnostic.prompt",
                    Prompt = endless,
                    MaxDigits = 1,
                    FirstKey = TimeSpan.FromMilliseconds(20),
                },
                ct);
        }
    }
}

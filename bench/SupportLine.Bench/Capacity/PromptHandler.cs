using SupportLine.Telephony.Calls;

namespace SupportLine.Bench.Capacity;

/// <summary>A menu that is said without end; each key pressed begins it anew.</summary>
internal sealed class PromptHandler(Utterance prompt) : ICallHandler
{
    public bool Serves(string dialled) => true;

    public async Task HandleAsync(ICall call, CancellationToken ct)
    {
        await call.AnswerAsync(ct);
        while (call.End is null)
        {
            await call.CollectAsync(
                new Collection { Question = "bench", Prompt = prompt, MaxDigits = 1, FirstKey = TimeSpan.FromMilliseconds(20) },
                ct);
        }
    }
}

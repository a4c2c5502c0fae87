using SupportLine.Ivr.Speech;
using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Conversations;

/// <summary>Music that a key ends.</summary>
internal sealed partial class Talk
{
    /// <summary>Says what was led in, then music while something is done. True when the key was pressed first.</summary>
    /// <param name="question">Its name in the record.</param>
    /// <param name="key">The key; others mean nothing.</param>
    /// <param name="work">What is done. It has to end by itself when the leg does.</param>
    /// <param name="ct">Cancels it.</param>
    public async Task<bool> HoldForKeyAsync(string question, char key, Task work, CancellationToken ct)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var keyed = WaitForKeyAsync(question, key, done.Token);
        if (await Task.WhenAny(work, keyed) == keyed && await keyed)
        {
            await Journal.AddAsync("keyed", $"{question}={key}");
            return true;
        }

        done.Cancel();
        await keyed;
        return false;
    }

    /// <summary>False when cancelled, or the leg has ended.</summary>
    private async Task<bool> WaitForKeyAsync(string question, char key, CancellationToken ct)
    {
        var music = new Utterance([Voice.Sound(Prompts.Music)]);
        try
        {
            var prompt = _lead.Count == 0 ? music : await SpeakAsync([], ct) + music;
            string[] classes = [key.ToString()];
            while (true)
            {
                var entry = await Leg.CollectAsync(
                    new Collection { Question = question, Prompt = prompt, MaxDigits = 1, FirstKey = TimeSpan.Zero, Classes = classes, State = state?.Invoke(question) ?? "" },
                    ct);
                if (entry.Digits.Length == 1 && entry.Digits[0] == key) return true;

                // The choice stays; nothing new is asked.
                (prompt, classes) = (music, []);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested || Leg.End is not null)
        {
            return false;
        }
    }
}

using SupportLine.Domain.Tickets;
using SupportLine.Ivr.Speech;
using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Conversations;

/// <summary>A caller and the person who took the call hear each other, until either hangs up.</summary>
/// <param name="exchange">Joins the legs.</param>
/// <param name="caller">The caller, in whose language the folio is read to both.</param>
/// <param name="folioKey">Keys of the agent or engineer that have it read: <c>*6</c>.</param>
/// <param name="tape">Records the talk; null where the line does not.</param>
internal sealed class BridgedTalk(IExchange exchange, Talk caller, string folioKey, TalkTape? tape)
{
    /// <summary>Ends with the other side's leg; the caller's own end is a <see cref="CallEndedException"/>.</summary>
    public async Task RunAsync(ICall helper, Ticket ticket, CancellationToken ct)
    {
        var bridge = exchange.OpenBridge();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        bridge.Add(caller.Leg);
        bridge.Add(helper);
        var reading = Task.CompletedTask;
        var recording = tape is null ? null : await tape.RunAsync(bridge);
        try
        {
            for (var keyed = ""; ;)
            {
                switch (await bridge.NextAsync(ct))
                {
                    case BridgeEvent.LegEnded ended when ended.Leg == caller.Leg:
                        throw new CallEndedException(ended.End);
                    case BridgeEvent.LegEnded ended when ended.Leg == helper:
                        return;
                    case BridgeEvent.KeyPressed pressed when pressed.Leg == helper:
                        keyed = Last(keyed + pressed.Key, folioKey.Length);
                        if (keyed == folioKey && reading.IsCompleted) reading = ReadFolioAsync(bridge, ticket, over.Token);
                        break;
                }
            }
        }
        finally
        {
            over.Cancel();
            await reading;
            await bridge.DisposeAsync();
            await QualityNote.AddAsync(caller.Journal, "helper", helper.Quality);
            if (recording is not null) await tape!.NoteAsync(await recording, ticket);
        }
    }

    private static string Last(string keys, int length) => keys[^Math.Min(keys.Length, length)..];

    private async Task ReadFolioAsync(IBridge bridge, Ticket ticket, CancellationToken ct)
    {
        Phrase[] phrases = [Talk.Prompt(Prompts.FolioForBoth), new Phrase.FolioDigits(ticket.Folio)];
        await caller.Journal.AddAsync("keyed", $"bridge={folioKey}");
        await caller.Journal.AddAsync("said", caller.Voice.Words(phrases));
        try
        {
            await bridge.PlayAsync(await caller.Voice.SayAsync(phrases, ct), ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Somebody hung up while it was read.
        }
    }
}

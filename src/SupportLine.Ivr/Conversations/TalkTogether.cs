using SupportLine.Domain.Lines;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr.Speech;
using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Conversations;

/// <summary>A caller and the person who took the call, until either hangs up.</summary>
internal static class TalkTogether
{
    /// <param name="exchange">Joins the legs.</param>
    /// <param name="caller">Whom it is about.</param>
    /// <param name="helper">The agent or engineer; hung up when this returns.</param>
    /// <param name="helpersTalk">Keeps the record of what the helper keys.</param>
    /// <param name="ticket">Whose folio is read on demand.</param>
    /// <param name="line">Whose key reads it.</param>
    /// <param name="callersVoice">The caller's language: the folio is read to both in it.</param>
    /// <param name="ct">Ends it.</param>
    public static async Task RunAsync(
        IExchange exchange, ICall caller, ICall helper, Talk helpersTalk, Ticket ticket, Line line, Voice callersVoice, CancellationToken ct)
    {
        await using var bridge = exchange.OpenBridge();
        bridge.Add(caller);
        bridge.Add(helper);
        var keyed = "";
        while (true)
        {
            switch (await bridge.NextAsync(ct))
            {
                case BridgeEvent.KeyPressed pressed when pressed.Leg == helper:
                    keyed = (keyed + pressed.Key)[^Math.Min(keyed.Length + 1, line.Routing.FolioKey.Length)..];
                    if (keyed == line.Routing.FolioKey)
                    {
                        keyed = "";
                        await helpersTalk.RecordAsync("keyed", $"bridge={line.Routing.FolioKey}");
                        await bridge.PlayAsync(
                            await callersVoice.SayAsync([new Phrase.Prompt("folio.both"), new Phrase.FolioDigits(ticket.Folio)], ct), ct);
                    }

                    break;
                case BridgeEvent.LegEnded ended:
                    await helper.HangUpAsync(ct);
                    if (ended.Leg == caller)
                    {
                        throw new CallEndedException(ended.End);
                    }

                    return;
            }
        }
    }
}

namespace SupportLine.Telephony.Calls;

internal sealed partial class OutboundCall
{
    /// <summary>Sends the INVITE of a call whose ring is written down first; one that is written down nowhere was sent at once. From any thread.</summary>
    /// <param name="request">Takes the note, where there is one to take.</param>
    /// <param name="hearWithin">How long the far end may give no sign; null for as long as it rings.</param>
    public async Task StartNotedAsync(DialRequest request, TimeSpan? hearWithin)
    {
        if (request.BeforeRing is not { } note) return;
        try
        {
            await note(LeftRing.ToString());
        }
        catch
        {
            // What nobody could cancel is not sent.
            Loop.Post(StopRinging);
            throw;
        }

        Loop.Post(() => Start(request.RingFor, hearWithin));
    }
}

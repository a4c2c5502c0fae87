using System.Net;
using Microsoft.Extensions.Logging;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Telephony.Calls;

/// <summary>
/// Messages wait for their turn in the loop. A flood of datagrams that is more than can be done fills no memory: beyond a bound they are dropped, as
/// a network would, and whoever meant them sends them again. By a connection nothing is sent again, so that what came by one always waits.
/// </summary>
internal sealed partial class UserAgent
{
    /// <summary>How much may wait before strangers' datagrams are dropped.</summary>
    public const int MostBeforeStrangers = 10_000;

    /// <summary>
    /// How much may wait before those of peers, of registered phones and of whoever a call stands with are too: far more than makes us answer 503, so that
    /// they hear that first.
    /// </summary>
    public const int MostWaiting = 50_000;

    private static readonly TimeSpan DroppedEvery = TimeSpan.FromSeconds(10);

    private int _dropped;

    /// <summary>Takes a message that came; false where it was dropped. From any thread.</summary>
    public bool TryQueue(SipMessage message, Flow flow)
    {
        if (flow.IsUnreliable && Loop.Waiting is >= MostBeforeStrangers and var waiting && (waiting >= MostWaiting || !IsOurs(flow.Remote.Address)))
        {
            // One line for many.
            if (Interlocked.Increment(ref _dropped) == 1) Loop.Post(() => Loop.Schedule(DroppedEvery, TellDropped));
            return false;
        }

        Loop.Post(() => Receive(message, flow));
        return true;
    }

    private bool IsOurs(IPAddress source) => IsKnown(source) || IsWithUs(source);

    private void TellDropped() => LogDropped(Interlocked.Exchange(ref _dropped, 0));

    [LoggerMessage(1209, LogLevel.Warning, "{Count} datagrams were dropped: more came than can be done")]
    private partial void LogDropped(int count);
}

using System.Globalization;
using SupportLine.Telephony.Sip.Messages;

namespace SupportLine.Telephony.Sip.Dialogs;

/// <summary>How long a session lasts without a refresh, and who refreshes it (RFC 4028 section 4).</summary>
/// <param name="Seconds">90 at least.</param>
/// <param name="ByClient">Whether the side that sends this request refreshes, else the one that answers it.</param>
internal readonly record struct SessionExpires(int Seconds, bool ByClient)
{
    /// <summary>The shortest session, s (section 4).</summary>
    public const int Least = 90;

    /// <summary>Longer than this says nothing any more, s: a day.</summary>
    public const int Most = 86400;

    /// <summary>What a 2xx says: the side that asked refreshes unless told otherwise. Null when it says nothing.</summary>
    public static SessionExpires? Of(SipResponse response) =>
        Parse(response) is var (seconds, refresher)
            ? new SessionExpires(Math.Clamp(seconds, Least, Most), refresher != "uas")
            : null;

    /// <summary>Min-SE; 0 when absent.</summary>
    public static int LeastOf(SipMessage message) => Number(message.Headers.Get("Min-SE"));

    /// <summary>Whether the sender knows timers.</summary>
    public static bool IsKnownTo(SipRequest request) =>
        request.Headers.Elements("Supported").Concat(request.Headers.Elements("Require")).Contains("timer", StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether it is to be refused by 422; a peer that knows no timers could do nothing about it (section 8.1).</summary>
    public static bool IsTooSmall(SipRequest request) =>
        Parse(request) is var (seconds, _) && seconds < Least && IsKnownTo(request);

    /// <summary>What we answer: no longer than asked nor than ours, never below the Min-SE of the way (section 9, table 2).</summary>
    /// <remarks>Who only mentions timers without asking for one may not keep it: then we refresh.</remarks>
    public static SessionExpires InAnswerTo(SipRequest request, TimeSpan ours)
    {
        var asked = Parse(request);
        var least = Math.Clamp(LeastOf(request), Least, Most);
        var seconds = Math.Max(least, Math.Min(asked?.Seconds ?? int.MaxValue, (int)ours.TotalSeconds));
        return new SessionExpires(seconds, IsKnownTo(request) && asked is not null && asked.Value.Refresher != "uas");
    }

    public override string ToString() => $"{Seconds};refresher={(ByClient ? "uac" : "uas")}";

    private static (int Seconds, string? Refresher)? Parse(SipMessage message)
    {
        if (message.Headers.Get("Session-Expires") is not { } text || Number(text) is not (> 0 and var seconds))
        {
            return null;
        }

        var at = text.IndexOf("refresher", StringComparison.OrdinalIgnoreCase);
        var equals = at < 0 ? -1 : text.IndexOf('=', at);
        return (seconds, equals < 0 ? null : text[(equals + 1)..].Split(';')[0].Trim().ToLowerInvariant());
    }

    private static int Number(string? text) =>
        int.TryParse(text?.Split(';')[0].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}

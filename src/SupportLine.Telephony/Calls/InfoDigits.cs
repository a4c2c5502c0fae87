using System.Text;
using SupportLine.Telephony.Sip.Messages;

namespace SupportLine.Telephony.Calls;

/// <summary>Keys by SIP INFO, as phones send them: <c>Signal=5</c> in one type, <c>5</c> alone in the other.</summary>
internal static class InfoDigits
{
    public const string Types = "application/dtmf-relay, application/dtmf";

    private const string Keys = "0123456789*#ABCD";

    public static bool IsDigits(SipRequest info) => TypeOf(info) is "application/dtmf-relay" or "application/dtmf";

    /// <summary>The key; null where the body names none.</summary>
    public static char? KeyOf(SipRequest info)
    {
        var text = Encoding.ASCII.GetString(info.Body.Span);
        var signal = TypeOf(info) == "application/dtmf" ? text.Trim() : Signal(text);
        var key = signal switch
        {
            // Some number the star and the hash as RFC 4733 does.
            "10" => '*',
            "11" => '#',
            { Length: 1 } => char.ToUpperInvariant(signal[0]),
            _ => '\0',
        };
        return Keys.Contains(key, StringComparison.Ordinal) ? key : null;
    }

    private static string? Signal(string text)
    {
        foreach (var line in text.Split('\n'))
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && line[..equals].Trim().Equals("Signal", StringComparison.OrdinalIgnoreCase))
            {
                return line[(equals + 1)..].Trim();
            }
        }

        return null;
    }

    private static string? TypeOf(SipRequest info) =>
        info.Headers.Get(HeaderName.ContentType)?.Split(';')[0].Trim().ToLowerInvariant();
}

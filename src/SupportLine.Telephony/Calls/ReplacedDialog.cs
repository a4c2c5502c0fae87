using System.Diagnostics.CodeAnalysis;
using SupportLine.Telephony.Sip.Dialogs;
using SupportLine.Telephony.Sip.Messages;

namespace SupportLine.Telephony.Calls;

/// <summary>The dialog whose place a new call takes: Replaces (RFC 3891 section 6.1), as a header or within Refer-To.</summary>
/// <param name="Id">As we name it: to-tag is ours.</param>
/// <param name="EarlyOnly">Whether it is meant only while nobody has answered.</param>
internal readonly record struct ReplacedDialog(DialogId Id, bool EarlyOnly)
{
    /// <summary>Reads <c>call-id;to-tag=T;from-tag=F</c>; both tags are needed.</summary>
    public static bool TryParse(string value, out ReplacedDialog replaced)
    {
        replaced = default;
        var semicolon = value.IndexOf(';', StringComparison.Ordinal);
        if (semicolon <= 0 || !Parameters.TryParse(value.AsSpan(semicolon), out var parameters)) return false;
        if (parameters["to-tag"] is not { Length: > 0 } to || parameters["from-tag"] is not { Length: > 0 } from) return false;
        replaced = new ReplacedDialog(new DialogId(value[..semicolon].Trim(), to, from), parameters.Has("early-only"));
        return true;
    }

    /// <summary>Finds it among the headers of a URI, escaped as they are there (RFC 3261 section 19.1.1); null where none is there.</summary>
    public static string? In(SipUri uri)
    {
        foreach (var header in uri.Headers.Split('&'))
        {
            var equals = header.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && header[..equals].Equals("Replaces", StringComparison.OrdinalIgnoreCase)) return Uri.UnescapeDataString(header[(equals + 1)..]);
        }

        return null;
    }
}

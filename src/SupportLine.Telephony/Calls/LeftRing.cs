using System.Net;
using System.Text;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Telephony.Calls;

/// <summary>A ring as it is written down before it is sent, so that another process can cancel it (RFC 3261 section 9.1).</summary>
/// <param name="Kind">By which transport the INVITE goes.</param>
/// <param name="Remote">Where to.</param>
/// <param name="Cancel">Its CANCEL, with the branch of the INVITE.</param>
internal sealed record LeftRing(TransportKind Kind, IPEndPoint Remote, SipRequest Cancel)
{
    /// <summary>
    /// The CANCEL of the same INVITE sent again, changed, for the nth time: asked for credentials or longer sessions, it has the
    /// next number and a branch named after the first.
    /// </summary>
    public SipRequest CancelOfSending(int n)
    {
        var cancel = new SipRequest(SipMethod.Cancel, Cancel.RequestUriText);
        foreach (var (name, value) in Cancel.Headers.All()) cancel.Headers.Add(name, value);
        if (n == 0) return cancel;
        var branch = Cancel.TopVia!.Branch;
        cancel.Headers.Set(HeaderName.Via, Cancel.Headers.Get(HeaderName.Via)!.Replace(branch, BranchOfSending(branch, n), StringComparison.Ordinal));
        cancel.Headers.Set(HeaderName.CSeq, new CSeq(Cancel.CSeq!.Value.Number + (uint)n, SipMethod.Cancel).ToString());
        return cancel;
    }

    public static string BranchOfSending(string first, int n) => n == 0 ? first : $"{first}.{n}";

    public static LeftRing? Parse(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var way = end < 0 ? [] : text[..end].Split(' ');
        if (way.Length != 2 || !Enum.TryParse<TransportKind>(way[0], out var kind) || !IPEndPoint.TryParse(way[1], out var remote)) return null;
        var verdict = SipParser.Parse(Encoding.UTF8.GetBytes(text[(end + 1)..]), stream: false, out var message, out _, out _);
        return verdict == ParseVerdict.Parsed && message is SipRequest { TopVia: not null, CSeq: not null } cancel && cancel.Method == SipMethod.Cancel
            ? new LeftRing(kind, remote, cancel)
            : null;
    }

    public override string ToString() => $"{Kind} {Remote}\n{Encoding.UTF8.GetString(Cancel.ToBytes())}";
}

using System.Net;
using System.Text;
using SupportLine.Telephony.Sip.Dialogs;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Telephony.Calls;

/// <summary>
/// A leg as it is written down, so that another process can end it: by CANCEL while it rings (RFC 3261 section 9.1), by BYE once
/// somebody has answered (section 15).
/// </summary>
/// <param name="Kind">By which transport the request goes.</param>
/// <param name="Remote">Where to.</param>
/// <param name="Ending">The CANCEL, with the branch of its INVITE; or the BYE, without a Via.</param>
/// <param name="Trunk">Name of the trunk it goes by, whose challenges are answered; null for none.</param>
internal sealed record LeftLeg(TransportKind Kind, IPEndPoint Remote, SipRequest Ending, string? Trunk)
{
    private const string End = "\r\n\r\n";

    /// <summary>A call that somebody has answered, ended by BYE: by a connection of another process, as this one's will be no more.</summary>
    public static LeftLeg Of(Dialog dialog, string? trunk)
    {
        var hop = dialog.NextHop(_ => false);
        return new LeftLeg(hop.Kind, hop.Remote, dialog.Farewell(EndReason.Left), trunk);
    }

    public bool Rings => Ending.Method == SipMethod.Cancel;

    /// <summary>The BYE sent for the nth time, with a number of its own: it may be asked for credentials.</summary>
    public SipRequest ByeOfSending(int n)
    {
        var bye = Copy(Ending, SipMethod.Bye);
        bye.Headers.Set(HeaderName.CSeq, new CSeq(Ending.CSeq!.Value.Number + (uint)n, SipMethod.Bye).ToString());
        return bye;
    }

    /// <summary>
    /// The CANCEL of the same INVITE sent again, changed, for the nth time: asked for credentials or longer sessions, it has the
    /// next number and a branch named after the first.
    /// </summary>
    public SipRequest CancelOfSending(int n)
    {
        var cancel = Copy(Ending, SipMethod.Cancel);
        if (n == 0) return cancel;
        var branch = Ending.TopVia!.Branch;
        cancel.Headers.Set(HeaderName.Via, Ending.Headers.Get(HeaderName.Via)!.Replace(branch, BranchOfSending(branch, n), StringComparison.Ordinal));
        cancel.Headers.Set(HeaderName.CSeq, new CSeq(Ending.CSeq!.Value.Number + (uint)n, SipMethod.Cancel).ToString());
        return cancel;
    }

    /// <summary>What that CANCEL cancels, as far as its answers have to be told from others and acknowledged.</summary>
    public SipRequest InviteOfSending(int n)
    {
        var cancel = CancelOfSending(n);
        var invite = Copy(cancel, SipMethod.Invite);
        invite.Headers.Set(HeaderName.CSeq, new CSeq(cancel.CSeq!.Value.Number, SipMethod.Invite).ToString());
        return invite;
    }

    public static string BranchOfSending(string first, int n) => n == 0 ? first : $"{first}.{n}";

    /// <summary>All that are written down together, one after the other; none where anything is not understood.</summary>
    public static IReadOnlyList<LeftLeg> ParseAll(string text)
    {
        var legs = new List<LeftLeg>();
        for (var from = 0; from < text.Length;)
        {
            var end = text.IndexOf(End, from, StringComparison.Ordinal) + End.Length;
            if (end < End.Length || Parse(text[from..end]) is not { } leg) return [];
            legs.Add(leg);
            from = end;
        }

        return legs;
    }

    public static LeftLeg? Parse(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var way = end < 0 ? [] : text[..end].Split(' ', 3);
        if (way.Length < 2 || !Enum.TryParse<TransportKind>(way[0], out var kind) || !IPEndPoint.TryParse(way[1], out var remote)) return null;
        var verdict = SipParser.Parse(Encoding.UTF8.GetBytes(text[(end + 1)..]), stream: false, out var message, out _, out _);
        return verdict == ParseVerdict.Parsed && message is SipRequest { CSeq: not null } ending
            && (ending.Method == SipMethod.Bye || (ending.Method == SipMethod.Cancel && ending.TopVia is not null))
            ? new LeftLeg(kind, remote, ending, way.ElementAtOrDefault(2))
            : null;
    }

    public override string ToString() => $"{Kind} {Remote}{(Trunk is null ? "" : $" {Trunk}")}\n{Encoding.UTF8.GetString(Ending.ToBytes())}";

    private static SipRequest Copy(SipRequest request, SipMethod method)
    {
        var copy = new SipRequest(method, request.RequestUriText);
        foreach (var (name, value) in request.Headers.All()) copy.Headers.Add(name, value);
        return copy;
    }
}

using System.Globalization;
using System.Text;
using SupportLine.Server.Control;

namespace SupportLine.Tests.Server.Traces;

/// <summary>Messages of a call as they come over the control socket.</summary>
internal static class TestLine
{
    public static TraceLine Request(double seconds, bool isSent, string method, long cseq, string dialog = "a", string? session = null, bool hold = false) => new()
    {
        At = DateTimeOffset.UnixEpoch.AddSeconds(1_800_000_000 + seconds),
        IsSent = isSent,
        Transport = "UDP",
        Local = "192.0.2.1:5060",
        Remote = dialog == "a" ? "192.0.2.7:5060" : "192.0.2.8:5060",
        SipCallId = dialog,
        Start = $"{method} sip:5000@192.0.2.1 SIP/2.0",
        Method = method,
        CSeq = cseq,
        From = dialog == "a" ? "4711" : "5000",
        To = dialog == "a" ? "5000" : "anna",
        IsInitial = method == "INVITE" && cseq == 1,
        Session = session,
        IsHold = hold,
        Octets = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{method} sip:5000@192.0.2.1 SIP/2.0\r\nCSeq: {cseq} {method}\r\nCall-ID: {dialog}\r\n\r\n")),
    };

    public static TraceLine Response(double seconds, bool isSent, string status, string method, long cseq, string dialog = "a", string? session = null) =>
        Request(seconds, isSent, method, cseq, dialog, session) with
        {
            Start = $"SIP/2.0 {status}",
            Status = int.Parse(status.AsSpan(0, 3), CultureInfo.InvariantCulture),
            IsInitial = false,
            Octets = Encoding.UTF8.GetBytes($"SIP/2.0 {status}\r\nCall-ID: {dialog}\r\n\r\n"),
        };

    /// <summary>A caller, and somebody who was phoned for them.</summary>
    public static TraceLine[] Call() =>
    [
        Request(0, false, "INVITE", 1, session: "PCMU keys"),
        Request(0.5, false, "INVITE", 1, session: "PCMU keys"),
        Response(0.6, true, "200 OK", "INVITE", 1, session: "PCMU keys"),
        Request(0.7, false, "ACK", 1),
        Request(1, true, "INVITE", 1, "b", "PCMU"),
        Response(2, false, "481 Call/Transaction Does Not Exist", "INVITE", 1, "b"),
        Request(3, false, "INVITE", 2, session: "PCMU", hold: true),
    ];
}

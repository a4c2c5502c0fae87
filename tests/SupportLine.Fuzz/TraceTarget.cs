using System.Net;
using SupportLine.Telephony.Sip.Tracing;

namespace SupportLine.Fuzz;

/// <summary>What an operator sees of what came: a password's proof that stands before whatever else does not stand there.</summary>
internal static class TraceTarget
{
    private static readonly IPEndPoint Nobody = new(IPAddress.Any, 0);

    public static void Take(byte[] octets)
    {
        byte[] message = [.. "REGISTER sip:a SIP/2.0\r\nAuthorization: Digest username=\"a\", response=\""u8, .. Proof, .. "\"\r\n"u8, .. octets];
        Redaction.Apply(message);
        PromiseBrokenException.Unless(message.AsSpan(0, message.Length - octets.Length).IndexOf(Proof) < 0, "what is secret does not stand there");
        Redaction.Apply(octets);
        _ = MessageReading.Read(new TracedMessage { At = default, IsSent = false, Transport = "UDP", Local = Nobody, Remote = Nobody, Octets = octets, Missed = 0 });
    }

    private static ReadOnlySpan<byte> Proof => "5ec7e7"u8;
}

using System.Text;
using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Sip.Messages;

namespace SupportLine.Telephony.Sip.Tracing;

/// <summary>A leg as it stands in the ring: a line each, so that a note costs no allocation that outlives its writing.</summary>
internal static class LegNote
{
    public static TracedLeg Of(Call call) => new(call.Id, call.PartOf, call.Direction, call.Party.Number, call.Party.Trunk);

    public static void Add(MessageRing ring, Call call)
    {
        var writer = new MessageWriter();
        try
        {
            Line(ref writer, call.SipCallId);
            Line(ref writer, call.Id);
            Line(ref writer, call.PartOf ?? "");
            Line(ref writer, call.Direction == CallDirection.Inbound ? "in" : "out");
            Line(ref writer, call.Party.Number);
            Line(ref writer, call.Party.Trunk ?? "");
            ring.Add(RingEntryKind.Leg, default, writer.Written);
        }
        finally
        {
            writer.Dispose();
        }
    }

    public static (string SipCallId, TracedLeg Leg) Read(ReadOnlySpan<byte> note)
    {
        var lines = Encoding.UTF8.GetString(note).Split('\n');
        var leg = new TracedLeg(
            lines[1],
            lines[2] is { Length: > 0 } call ? call : null,
            lines[3] == "in" ? CallDirection.Inbound : CallDirection.Outbound,
            lines[4],
            lines[5] is { Length: > 0 } trunk ? trunk : null);
        return (lines[0], leg);
    }

    /// <summary>The writer makes line breaks spaces, so that a peer's text stays on its line.</summary>
    private static void Line(ref MessageWriter writer, string text)
    {
        writer.Text(text);
        writer.Raw("\n"u8);
    }
}

using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Fuzz;

/// <summary>What a connection brings: the same messages however it is cut. The first octet says in which pieces.</summary>
internal static class StreamTarget
{
    public static void Take(byte[] octets)
    {
        if (octets.Length < 2) return;
        var stream = octets.AsSpan(1);
        var whole = Frames(stream, stream.Length);
        PromiseBrokenException.Unless(whole.SequenceEqual(Frames(stream, octets[0] + 1)), "a stream is the same however it is cut");
        PromiseBrokenException.Unless(whole.SequenceEqual(Frames(stream, 1)), "a stream is the same octet by octet");
    }

    private static List<string> Frames(ReadOnlySpan<byte> stream, int size)
    {
        var framer = new StreamFramer();
        var frames = new List<string>();
        while (!stream.IsEmpty)
        {
            var room = framer.Room().Span;
            var count = Math.Min(Math.Min(size, room.Length), stream.Length);
            stream[..count].CopyTo(room);
            framer.Advance(count);
            stream = stream[count..];
            while (framer.Next(out var message, out var reason) is var kind && kind != FrameKind.MoreNeeded)
            {
                frames.Add(kind == FrameKind.Message ? Convert.ToHexString(message!.ToBytes()) : $"{kind} {reason}");
                if (kind == FrameKind.Rejected) return frames;
            }
        }

        return frames;
    }
}

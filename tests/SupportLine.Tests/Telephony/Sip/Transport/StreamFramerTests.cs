using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Tests.Telephony.Sip.Transport;

public sealed class StreamFramerTests
{
    /// <summary>What may stand in a stream, messages, keep-alives and stray line breaks alike.</summary>
    private static readonly string[] Pieces =
    [
        Message("first", ""),
        Message("folded\r\n on", "v=0\r\n\r\ns=-\r\n"),
        Message("long " + new string('x', 6000), new string('b', 9000)),
        "OPTIONS sip:bare@line.feeds SIP/2.0\nSubject: bare\nl: 1\n\nz",
        "\r\n\r\n",
        "\r\n",
    ];

    [Property(MaxTest = 300)]
    public Property Any_split_of_a_stream_gives_the_same_messages()
    {
        var streams = Gen.Choose(0, Pieces.Length - 1).ListOf(6).Select(picks => string.Concat(picks.Select(pick => Pieces[pick])));
        var cuts = Gen.OneOf(Gen.Constant(1), Gen.Choose(1, 40), Gen.Choose(1, 20_000)).ListOf(50);
        return Prop.ForAll(streams.ToArbitrary(), cuts.ToArbitrary(), (stream, sizes) =>
        {
            var bytes = Encoding.UTF8.GetBytes(stream);
            var whole = Frames(bytes, [bytes.Length]);
            return whole.SequenceEqual(Frames(bytes, [.. sizes])) && whole.SequenceEqual(Frames(bytes, [1]));
        });
    }

    [Fact]
    public void Messages_and_pings_come_in_order_and_single_breaks_are_passed_over()
    {
        var stream = Encoding.UTF8.GetBytes("\r\n" + Pieces[0] + "\r\n\r\n" + Pieces[1] + "\r\n" + Pieces[3]);

        Assert.Equal(["first:0", "ping", "folded on:12", "bare:1"], Frames(stream, [stream.Length]));
    }

    [Fact]
    public void A_message_keeps_its_bytes_when_the_next_one_comes()
    {
        var framer = new StreamFramer();
        Feed(framer, Encoding.UTF8.GetBytes(Pieces[1]));
        Assert.Equal(FrameKind.Message, framer.Next(out var first, out _));
        Feed(framer, Encoding.UTF8.GetBytes(Pieces[0]));
        Assert.Equal(FrameKind.Message, framer.Next(out _, out _));

        Assert.Equal("folded on", first!.Headers.Get("Subject"));
        Assert.Equal("v=0\r\n\r\ns=-\r\n", Encoding.UTF8.GetString(first.Body.Span));
    }

    [Theory]
    [InlineData("OPTIONS sip:a@b SIP/2.0\r\nVia: SIP/2.0/TCP a\r\n\r\n", "BadContentLength")]
    [InlineData("OPTIONS sip:a@b SIP/2.0\r\nl: 3\r\nl: 4\r\n\r\n", "BadContentLength")]
    [InlineData("OPTIONS sip:a@b SIP/2.0\r\nl: 70000\r\n\r\n", "TooLong")]
    [InlineData("GET / HTTP/1.1\r\n\r\n", "NotSip")]
    public void A_lost_frame_is_named(string stream, string reason)
    {
        var framer = new StreamFramer();
        Feed(framer, Encoding.UTF8.GetBytes(stream));

        Assert.Equal(FrameKind.Rejected, framer.Next(out _, out var why));
        Assert.Equal(reason, why.ToString());
    }

    [Fact]
    public void A_head_without_an_end_is_refused_at_the_limit()
    {
        var framer = new StreamFramer();
        Feed(framer, Encoding.UTF8.GetBytes("OPTIONS sip:a@b SIP/2.0\r\nSubject: "));
        var fed = 0;
        var frame = FrameKind.MoreNeeded;
        while (frame == FrameKind.MoreNeeded && fed < 100_000)
        {
            Feed(framer, new byte[1000]);
            fed += 1000;
            frame = framer.Next(out _, out _);
        }

        Assert.Equal(FrameKind.Rejected, frame);
        Assert.InRange(fed, 60_000, 70_000);
    }

    private static string Message(string subject, string body) =>
        $"OPTIONS sip:a@b SIP/2.0\r\nSubject: {subject}\r\nContent-Length: {body.Length}\r\n\r\n{body}";

    private static List<string> Frames(byte[] stream, int[] sizes)
    {
        var framer = new StreamFramer();
        var frames = new List<string>();
        var next = 0;
        for (var at = 0; at < stream.Length;)
        {
            var size = Math.Min(sizes[next++ % sizes.Length], stream.Length - at);
            Feed(framer, stream.AsSpan(at, size));
            at += size;
            Collect(framer, frames);
        }

        Assert.False(framer.IsWithinMessage);
        return frames;
    }

    private static void Collect(StreamFramer framer, List<string> frames)
    {
        while (true)
        {
            switch (framer.Next(out var message, out var reason))
            {
                case FrameKind.MoreNeeded:
                    return;
                case FrameKind.Ping:
                    frames.Add("ping");
                    break;
                case FrameKind.Message:
                    frames.Add($"{message!.Headers.Get("Subject")}:{message.Body.Length}");
                    break;
                default:
                    frames.Add(reason.ToString());
                    return;
            }
        }
    }

    private static void Feed(StreamFramer framer, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var room = framer.Room().Span;
            var count = Math.Min(room.Length, bytes.Length);
            bytes[..count].CopyTo(room);
            framer.Advance(count);
            bytes = bytes[count..];
        }
    }
}

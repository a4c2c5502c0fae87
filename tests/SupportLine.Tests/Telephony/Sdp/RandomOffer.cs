using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace SupportLine.Tests.Telephony.Sdp;

/// <summary>An offer as somebody may make one, kept as the lines it was made of.</summary>
/// <param name="Session">Lines before the first m=.</param>
/// <param name="Streams">m= lines, each with what belongs to it.</param>
internal sealed record RandomOffer(IReadOnlyList<string> Session, IReadOnlyList<RandomStream> Streams)
{
    private static readonly Gen<string> Direction = Gen.Elements("", "", "a=sendrecv", "a=sendonly", "a=recvonly", "a=inactive");
    private static readonly Gen<string> Connection = Gen.Elements("c=IN IP4 192.0.2.1", "c=IN IP4 192.0.2.1", "c=IN IP4 0.0.0.0", "c=IN IP6 2001:db8::1", "c=IN IP4 no.such.address");

    private static readonly Gen<(string Format, string Line)> Format = Gen.Elements(
        ("0", ""), ("8", ""), ("9", ""), ("18", ""), ("3", "a=rtpmap:3 GSM/8000"), ("96", "a=rtpmap:96 PCMU/8000"), ("97", "a=rtpmap:97 pcma/8000/1"),
        ("98", "a=rtpmap:98 opus/48000/2"), ("99", "a=rtpmap:99 G722/8000"), ("100", "a=rtpmap:100 telephone-event/48000"), ("101", "a=rtpmap:101 telephone-event/8000"),
        ("0", "a=rtpmap:0 PCMU/8000"), ("8", "a=rtpmap:8 PCMA/8000"));

    private static readonly Gen<RandomStream> Stream =
        from type in Gen.Elements("audio", "audio", "audio", "video", "image", "application")
        from port in Gen.Elements(4000, 4000, 4000, 0, 65_535)
        from protocol in Gen.Elements("RTP/AVP", "RTP/AVP", "RTP/AVPF", "RTP/SAVP", "udptl")
        from formats in Format.NonEmptyListOf()
        from own in Gen.OneOf(Gen.Constant(""), Gen.Constant(""), Connection)
        from direction in Direction
        from ptime in Gen.Elements("", "a=ptime:10", "a=ptime:30", "a=ptime:400", "a=ptime:0")
        from mux in Gen.Elements("", "a=rtcp-mux")
        select new RandomStream(type, port, protocol, [.. formats.DistinctBy(format => format.Format).Select(format => format.Format)],
            [.. new[] { own, direction, ptime, mux }.Concat(formats.DistinctBy(format => format.Format).Select(format => format.Line)).Where(line => line.Length > 0)]);

    public static readonly Gen<RandomOffer> Any =
        from connection in Connection
        from time in Gen.Elements("t=0 0", "t=3338481189 3370017201")
        from direction in Direction
        from streams in Gen.Choose(1, 4).SelectMany(count => Stream.ListOf(count))
        select new RandomOffer([.. new[] { connection, time, direction }.Where(line => line.Length > 0)], [.. streams]);

    /// <summary>Whether an IPv4 telephone of G.711 and G.722 without keys can speak to any stream of it.</summary>
    public bool CanBeSpoken => Streams.Any(stream => stream is { Type: "audio", Port: > 0, Protocol: "RTP/AVP" or "RTP/AVPF" }
        && stream.Formats.Any(format => stream.EncodingOf(format) is "PCMU/8000" or "PCMA/8000" or "G722/8000")
        && (stream.Lines.FirstOrDefault(IsConnection) ?? Session.First(IsConnection)).StartsWith("c=IN IP4 ", StringComparison.Ordinal)
        && !(stream.Lines.FirstOrDefault(IsConnection) ?? Session.First(IsConnection)).EndsWith("address", StringComparison.Ordinal));

    /// <summary>Direction of a stream, sendrecv where nothing is said (RFC 3264 section 5.1).</summary>
    public string DirectionOf(RandomStream stream) => RandomStream.DirectionIn(stream.Lines) ?? RandomStream.DirectionIn(Session) ?? "sendrecv";

    public override string ToString() => string.Concat(((string[])["v=0", "o=- 1 1 IN IP4 192.0.2.1", "s=-", .. Session]).Select(line => line + "\r\n"))
        + string.Concat(Streams.Select(stream => string.Create(CultureInfo.InvariantCulture, $"m={stream.Type} {stream.Port} {stream.Protocol} {string.Join(' ', stream.Formats)}\r\n") + string.Concat(stream.Lines.Select(line => line + "\r\n"))));

    private static bool IsConnection(string line) => line.StartsWith("c=", StringComparison.Ordinal);
}

using System.Globalization;
using System.Net.Sockets;
using System.Text;
using SupportLine.Telephony.Audio;

namespace SupportLine.Telephony.Sdp;

/// <summary>Our side of the exchange in writing.</summary>
internal sealed partial class OfferAnswer
{
    private readonly long _sessionId = Random.Shared.NextInt64(1, int.MaxValue);
    private int _version;
    private string _printed = "";

    private static string Refusal(MediaLine line) =>
        string.Create(CultureInfo.InvariantCulture, $"m={line.Type} 0 {line.Protocol} {string.Join(' ', line.Formats)}\r\n");

    /// <summary>The mirror image of the peer's (RFC 3264 section 6.1).</summary>
    private static string AnswerDirection(Direction direction, bool isNowhere) => direction switch
    {
        Direction.SendOnly => "recvonly",
        Direction.ReceiveOnly => "sendonly",
        Direction.Neither => "inactive",
        _ => isNowhere ? "recvonly" : "sendrecv",
    };

    private string Audio(SessionDescription description, MediaLine audio, AgreedMedia agreed, CryptoAttribute? crypto) => Audio(
        agreed.Profile,
        [(agreed.Codec, agreed.PayloadType)],
        agreed.EventType,
        agreed.EventClock,
        agreed.PacketMs,
        AnswerDirection(description.DirectionOf(audio), IsNowhere(agreed.Remote.Address)),
        (agreed.MultiplexesRtcp ? "a=rtcp-mux\r\n" : "") + (crypto is null ? "" : CryptoAttribute.Print(crypto.Tag, agreed.Keys!.Own)));

    private string Audio(
        string profile, IReadOnlyList<(Codec Codec, int Type)> codecs, int eventType, int eventClock, int packetMs, string direction, string more)
    {
        var types = codecs.Select(codec => codec.Type).Concat(eventType < 0 ? [] : [eventType]);
        var text = new StringBuilder(256).Append(CultureInfo.InvariantCulture, $"m=audio {local.Port} {profile} {string.Join(' ', types)}\r\n");
        foreach (var (codec, type) in codecs)
        {
            text.Append(CultureInfo.InvariantCulture, $"a=rtpmap:{type} {codec.Name()}/{CodecTraits.Clock}\r\n");
        }

        if (eventType >= 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"a=rtpmap:{eventType} telephone-event/{eventClock}\r\na=fmtp:{eventType} 0-15\r\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"a=ptime:{packetMs}\r\na={direction}\r\n{more}").ToString();
    }

    /// <summary>The whole description. Its version counts up only when something in it changed (RFC 3264 section 8).</summary>
    /// <param name="media">Its m= lines, each with what belongs to it.</param>
    /// <param name="time">Its t= line: in an answer the offer's (section 6).</param>
    private byte[] Print(IEnumerable<string> media, string time)
    {
        var lines = $"t={time}\r\n{string.Concat(media)}";
        if (lines != _printed)
        {
            _printed = lines;
            _version++;
        }

        var family = local.AddressFamily == AddressFamily.InterNetworkV6 ? "IP6" : "IP4";
        return Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"v=0\r\no=supportline {_sessionId} {_version} IN {family} {local.Address}\r\ns=-\r\nc=IN {family} {local.Address}\r\n{lines}"));
    }
}

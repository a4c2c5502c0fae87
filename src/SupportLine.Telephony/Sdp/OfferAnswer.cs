using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text;
using SupportLine.Telephony.Audio;

namespace SupportLine.Telephony.Sdp;

/// <summary>
/// One end of a session's offers and answers (RFC 3264): one audio stream of G.711 with telephone-event. Every other
/// m= line is answered with port 0.
/// </summary>
/// <param name="local">Where the peer sends its audio.</param>
internal sealed class OfferAnswer(IPEndPoint local)
{
    /// <summary>Our payload type of telephone-event in an offer.</summary>
    private const int OwnEventType = 101;

    private readonly long _sessionId = Random.Shared.NextInt64(1, int.MaxValue);
    private int _version;

    /// <summary>Our offer, the same stream in a first INVITE and in the 200 to one without an offer.</summary>
    public byte[] Offer()
    {
        var builder = Begin();
        AppendAudio(builder, [Codec.Pcmu, Codec.Pcma], OwnEventType, "sendrecv");
        return Encoding.ASCII.GetBytes(builder.ToString());
    }

    /// <summary>Answers an offer; false where nothing in it can be spoken, which is 488.</summary>
    public bool TryAnswer(ReadOnlySpan<byte> offer, [NotNullWhen(true)] out byte[]? answer, [NotNullWhen(true)] out AgreedMedia? agreed)
    {
        answer = null;
        agreed = null;
        if (!SessionDescription.TryParse(offer, out var description)
            || Choose(description) is not { } audio
            || Agree(description, audio) is not { } media)
        {
            return false;
        }

        agreed = media;
        var builder = Begin();
        foreach (var line in description.Media)
        {
            if (line == audio)
            {
                AppendAudio(builder, [media.Codec], media.EventType, AnswerDirection(description, audio));
            }
            else
            {
                builder.Append(CultureInfo.InvariantCulture, $"m={line.Type} 0 {line.Protocol} {string.Join(' ', line.Formats)}\r\n");
            }
        }

        answer = Encoding.ASCII.GetBytes(builder.ToString());
        return true;
    }

    /// <summary>Takes the answer to our offer; false where it refuses the audio or speaks nothing of ours.</summary>
    public static bool TryAccept(ReadOnlySpan<byte> answer, [NotNullWhen(true)] out AgreedMedia? agreed)
    {
        agreed = SessionDescription.TryParse(answer, out var description) && Choose(description) is { } audio
            ? Agree(description, audio)
            : null;
        return agreed is not null;
    }

    private static MediaLine? Choose(SessionDescription description) => description.Media.Find(line =>
        line.Type == "audio" && line.Port != 0 && line.Protocol is "RTP/AVP" or "RTP/AVPF" && CodecOf(line) is not null);

    /// <summary>The first of the peer's formats that we speak: it prefers in order (RFC 3264 section 5.1).</summary>
    private static Codec? CodecOf(MediaLine line)
    {
        foreach (var format in line.Formats)
        {
            switch (line.Encoding(format))
            {
                case "PCMU/8000" or "PCMU/8000/1" when format == "0":
                    return Codec.Pcmu;
                case "PCMA/8000" or "PCMA/8000/1" when format == "8":
                    return Codec.Pcma;
            }
        }

        return null;
    }

    private static AgreedMedia? Agree(SessionDescription description, MediaLine audio)
    {
        if (!IPAddress.TryParse(description.AddressOf(audio), out var address))
        {
            return null;
        }

        // RFC 2543's hold is an address of zeroes (RFC 3264 section 8.4).
        var direction = description.DirectionOf(audio);
        var held = address.Equals(IPAddress.Any) || direction is Direction.SendOnly or Direction.Neither;
        var eventType = audio.Formats
            .Where(format => audio.Encoding(format)?.StartsWith("TELEPHONE-EVENT/8000", StringComparison.Ordinal) == true)
            .Select(format => byte.TryParse(format, out var type) && type < 128 ? type : -1)
            .FirstOrDefault(-1);
        return new AgreedMedia(new IPEndPoint(address, audio.Port), CodecOf(audio)!.Value, eventType, !held);
    }

    private static string AnswerDirection(SessionDescription description, MediaLine audio) => description.DirectionOf(audio) switch
    {
        Direction.SendOnly => "recvonly",
        Direction.ReceiveOnly => "sendonly",
        Direction.Neither => "inactive",
        _ => "sendrecv",
    };

    private StringBuilder Begin()
    {
        var family = local.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? "IP6" : "IP4";
        return new StringBuilder(256).Append(
            CultureInfo.InvariantCulture,
            $"v=0\r\no=supportline {_sessionId} {++_version} IN {family} {local.Address}\r\ns=-\r\nc=IN {family} {local.Address}\r\nt=0 0\r\n");
    }

    private void AppendAudio(StringBuilder builder, Codec[] codecs, int eventType, string direction)
    {
        var formats = string.Join(' ', codecs.Select(codec => (int)codec).Concat(eventType < 0 ? [] : [eventType]));
        builder.Append(CultureInfo.InvariantCulture, $"m=audio {local.Port} RTP/AVP {formats}\r\n");
        foreach (var codec in codecs)
        {
            builder.Append(CultureInfo.InvariantCulture, $"a=rtpmap:{(int)codec} {(codec == Codec.Pcmu ? "PCMU" : "PCMA")}/8000\r\n");
        }

        if (eventType >= 0)
        {
            builder.Append(CultureInfo.InvariantCulture, $"a=rtpmap:{eventType} telephone-event/8000\r\na=fmtp:{eventType} 0-15\r\n");
        }

        builder.Append(CultureInfo.InvariantCulture, $"a=ptime:20\r\na={direction}\r\n");
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Net;
using SupportLine.Telephony.Audio;
using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Rtp.Srtp;

namespace SupportLine.Telephony.Sdp;

/// <summary>
/// One end of a session's offers and answers (RFC 3264): one audio stream of G.711 or G.722 with telephone-event. Every
/// other m= line is answered with port 0.
/// </summary>
/// <param name="local">Where the peer sends its audio.</param>
/// <param name="encryption">Whether the audio is encrypted.</param>
internal sealed partial class OfferAnswer(IPEndPoint local, MediaEncryption encryption = MediaEncryption.Off)
{
    /// <summary>Our payload type of telephone-event in an offer.</summary>
    public const int OwnEventType = 101;

    private volatile AgreedMedia? _agreed;

    /// <summary>The m= lines of the session in their order, ours among them; a later offer may not leave one out (RFC 3264 section 8).</summary>
    private (IReadOnlyList<MediaLine> Lines, MediaLine Audio)? _session;

    /// <summary>What was agreed last; null before. From any thread.</summary>
    public AgreedMedia? Agreed => _agreed;

    /// <summary>Our offer, the same stream in a first INVITE, in the 200 to one without an offer, and in a refresh.</summary>
    /// <param name="asNew">Whether audio that was switched off is offered again, as in a new call; a refresh leaves it off.</param>
    public byte[] Offer(bool asNew = false)
    {
        // What is spoken now comes first, so that a refresh changes nothing.
        var codecs = new List<Codec> { Codec.Pcmu, Codec.Pcma, Codec.G722 };
        if (_agreed is { } agreed)
        {
            codecs.Remove(agreed.Codec);
            codecs.Insert(0, agreed.Codec);
        }

        var audio = Audio(OfferedProfile, [.. codecs.Select(codec => (codec, (int)codec))], OwnEventType, CodecTraits.Clock, _agreed?.PacketMs ?? 20, "sendrecv", "a=rtcp-mux\r\n" + OfferedKeys());
        var isOff = !asNew && _agreed is { IsOff: true };
        return Print(_session is var (lines, own) ? lines.Select(line => line == own && !isOff ? audio : Refusal(line)) : [audio], SessionDescription.Unbounded);
    }

    /// <summary>Answers an offer; false where nothing in it can be spoken, which is 488.</summary>
    public bool TryAnswer(ReadOnlySpan<byte> offer, [NotNullWhen(true)] out byte[]? answer, [NotNullWhen(true)] out AgreedMedia? agreed)
    {
        answer = null;
        agreed = null;
        if (!SessionDescription.TryParse(offer, out var description))
        {
            return false;
        }

        if (Choose(description) is not var (audio, crypto))
        {
            return TrySwitchOff(description, out answer, out agreed);
        }

        var keys = crypto is null ? null : new SrtpKeys(OwnKey(crypto.Master.Suite), crypto.Master, crypto.Mki);
        if (Agree(description, audio, keys) is not { } media)
        {
            return false;
        }

        agreed = _agreed = media;
        _session = (description.Media, audio);
        answer = Print(description.Media.Select(line => line == audio ? Audio(description, audio, media, crypto) : Refusal(line)), description.Time);
        return true;
    }

    /// <summary>Takes the answer to our offer; false where it refuses the audio or speaks nothing of ours.</summary>
    public bool TryAccept(ReadOnlySpan<byte> answer, [NotNullWhen(true)] out AgreedMedia? agreed)
    {
        agreed = null;
        if (!SessionDescription.TryParse(answer, out var description))
        {
            return false;
        }

        if (_agreed is { IsOff: true } off && Own(description) is { Port: 0 })
        {
            agreed = off;
            return true;
        }

        if (description.Media.Find(line => IsSpoken(description, line) && (IsClear(line) || IsSecure(line))) is not { } audio
            || !TryAcceptKeys(audio, out var keys)
            || Agree(description, audio, keys) is not { } media)
        {
            return false;
        }

        agreed = _agreed = media;
        return true;
    }

    /// <summary>The stream that we speak is offered with port 0: the peer switches it off, and may switch it on again (RFC 3264 section 8.2).</summary>
    private bool TrySwitchOff(SessionDescription description, [NotNullWhen(true)] out byte[]? answer, [NotNullWhen(true)] out AgreedMedia? agreed)
    {
        answer = null;
        agreed = null;
        if (_agreed is not { } before || Own(description) is not { Port: 0 } own)
        {
            return false;
        }

        agreed = _agreed = before with { MaySend = false, Expects = false, IsOff = true };
        _session = (description.Media, own);
        answer = Print(description.Media.Select(Refusal), description.Time);
        return true;
    }

    /// <summary>The m= line that ours is in the other's description: each keeps its place; null where it was left out.</summary>
    private MediaLine? Own(SessionDescription description)
    {
        var place = _session is var (lines, own) ? lines.Index().First(line => line.Item == own).Index : 0;
        return place < description.Media.Count && description.Media[place] is { Type: "audio" } line ? line : null;
    }

    private bool IsSpoken(SessionDescription description, MediaLine line) =>
        line.Type == "audio" && line.Port != 0 && CodecOf(line) is not null && AddressOf(description, line) is not null;

    /// <summary>Where its audio goes, if our socket can send there: each speaks one version of IP.</summary>
    private IPAddress? AddressOf(SessionDescription description, MediaLine line)
    {
        if (!IPAddress.TryParse(description.AddressOf(line), out var address))
        {
            return null;
        }

        // An IPv4 address in IPv6's clothes is an IPv4 address to an IPv4 socket (RFC 5118 section 4.9).
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return address.AddressFamily == local.AddressFamily ? address : null;
    }

    /// <summary>The first of the peer's formats that we speak: it prefers in order (RFC 3264 section 5.1).</summary>
    private static (Codec Codec, int PayloadType)? CodecOf(MediaLine line)
    {
        foreach (var format in line.Formats)
        {
            if (!byte.TryParse(format, out var type) || type > 127)
            {
                continue;
            }

            switch (line.Encoding(format))
            {
                case "PCMU/8000":
                    return (Codec.Pcmu, type);
                case "PCMA/8000":
                    return (Codec.Pcma, type);
                case "G722/8000":
                    return (Codec.G722, type);
            }
        }

        return null;
    }

    private AgreedMedia? Agree(SessionDescription description, MediaLine audio, SrtpKeys? keys)
    {
        if (AddressOf(description, audio) is not { } address || CodecOf(audio) is not { } codec)
        {
            return null;
        }

        var direction = description.DirectionOf(audio);
        var (eventType, eventClock) = EventsOf(audio);
        var isMultiplexed = audio.Attribute("rtcp-mux") is not null;
        return new AgreedMedia
        {
            Remote = new IPEndPoint(address, audio.Port),
            RemoteRtcp = isMultiplexed ? new IPEndPoint(address, audio.Port) : RtcpOf(audio, address),
            Codec = codec.Codec,
            PayloadType = codec.PayloadType,
            EventType = eventType,
            EventClock = eventClock,
            PacketMs = PacketOf(audio),
            MaySend = !IsNowhere(address) && direction is Direction.Both or Direction.ReceiveOnly,
            Expects = !IsNowhere(address) && direction is Direction.Both or Direction.SendOnly,
            MultiplexesRtcp = isMultiplexed,
            Profile = audio.Protocol,
            Keys = keys,
        };
    }

    /// <summary>RFC 2543's hold is an address of zeroes (RFC 3264 section 8.4).</summary>
    private static bool IsNowhere(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    /// <summary>Telephone events at the audio's clock, else at whatever clock the peer has them.</summary>
    private static (int Type, int Clock) EventsOf(MediaLine audio)
    {
        var found = (Type: -1, Clock: CodecTraits.Clock);
        foreach (var format in audio.Formats)
        {
            if (audio.Encoding(format) is { } encoding
                && encoding.StartsWith("TELEPHONE-EVENT/", StringComparison.Ordinal)
                && byte.TryParse(format, out var type) && type < 128
                && int.TryParse(encoding.AsSpan(16), out var clock) && clock is >= 8000 and <= 48000)
            {
                if (clock == CodecTraits.Clock)
                {
                    return (type, clock);
                }

                if (found.Type < 0)
                {
                    found = (type, clock);
                }
            }
        }

        return found;
    }

    private static int PacketOf(MediaLine audio)
    {
        var wanted = Math.Min(audio.Milliseconds("ptime") ?? 20, audio.Milliseconds("maxptime") ?? int.MaxValue);
        return Math.Clamp(wanted / 10 * 10, 10, 60);
    }

    /// <summary><c>a=rtcp:53020 IN IP4 192.0.2.4</c> (RFC 3605), else the port above the audio's.</summary>
    private static IPEndPoint RtcpOf(MediaLine audio, IPAddress address)
    {
        var parts = audio.Attribute("rtcp")?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (parts.Length == 0 || !ushort.TryParse(parts[0], out var port) || port == 0)
        {
            return new IPEndPoint(address, Math.Min(audio.Port + 1, ushort.MaxValue));
        }

        return new IPEndPoint(parts.Length == 4 && IPAddress.TryParse(parts[3], out var own) ? own : address, port);
    }
}

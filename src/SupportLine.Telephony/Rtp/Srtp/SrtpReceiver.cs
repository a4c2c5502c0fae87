using System.Buffers.Binary;

namespace SupportLine.Telephony.Rtp.Srtp;

/// <summary>
/// Takes the protection off what a peer sends, and refuses whatever its key did not protect. On the leg's media thread;
/// nothing is allocated but for a sender not heard before.
/// </summary>
/// <param name="master">The peer's key.</param>
/// <param name="mki">The key identifier that stands before each tag; empty for none (RFC 3711 section 3.1).</param>
/// <param name="before">The receiver of the key before, whose counters go on where the sender's do (section 3.3.1); or null.</param>
internal sealed class SrtpReceiver(SrtpMaster master, byte[] mki, SrtpReceiver? before = null) : IDisposable
{
    /// <summary>Octets at a report's beginning that stay in clear.</summary>
    public const int ReportHeader = 8;

    /// <summary>The E bit.</summary>
    public const uint IsEncrypted = 0x80000000;

    public const uint ReportIndex = 0x7FFFFFFF;

    /// <summary>Senders remembered; a peer has one, and another when it begins anew.</summary>
    private const int MostSources = 8;

    private readonly SrtpTransform _packets = SrtpTransform.OfPackets(master);
    private readonly SrtpTransform _reports = SrtpTransform.OfReports(master);
    private readonly int _tagLength = master.Suite.TagLength();
    private readonly List<SrtpSource> _sources = [];
    private readonly long _highestBefore = before?._latest ?? -1;
    private long _latest = -1;

    /// <summary>Whether anything has come that this key protects.</summary>
    public bool HasReceived => _sources.Count > 0;

    /// <summary>Takes the protection off a packet in place; false, and nothing changed, where it is not the peer's or came before.</summary>
    /// <param name="datagram">As received.</param>
    /// <param name="length">Of the packet without its protection.</param>
    public bool TryUnprotect(Span<byte> datagram, out int length)
    {
        length = datagram.Length - _tagLength - mki.Length;
        var start = RtpPacket.PayloadStart(datagram);
        if (start < 0 || length < start || !HasMki(datagram, length))
        {
            return false;
        }

        var sequence = BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]);
        var ssrc = BinaryPrimitives.ReadUInt32BigEndian(datagram[8..]);
        var source = Find(ssrc);
        var index = source is { Packets.Highest: >= 0 }
            ? Known(source, sequence, datagram, length)
            : Guessed(sequence, datagram, length);
        if (index < 0)
        {
            return false;
        }

        source ??= Remember(ssrc);
        source.Packets.Note(index);
        _latest = source.Packets.Highest;
        _packets.Crypt(datagram[start..length], ssrc, index);
        return true;
    }

    /// <summary>The same of a compound of reports; one that its sender left unencrypted is authentic too (section 3.4).</summary>
    public bool TryUnprotectReport(Span<byte> datagram, out int length)
    {
        var end = datagram.Length - SrtpSuiteTraits.ReportTagLength - mki.Length;
        length = end - sizeof(uint);
        if (length < ReportHeader || !HasMki(datagram, end))
        {
            return false;
        }

        var word = BinaryPrimitives.ReadUInt32BigEndian(datagram[length..]);
        var index = word & ReportIndex;
        var ssrc = BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]);
        var source = Find(ssrc);
        if (source?.Reports.IsNew(index) == false || !_reports.IsSigned(datagram[..end], datagram[^SrtpSuiteTraits.ReportTagLength..]))
        {
            return false;
        }

        source ??= Remember(ssrc);
        source.Reports.Note(index);
        if ((word & IsEncrypted) != 0)
        {
            _reports.Crypt(datagram[ReportHeader..length], ssrc, index);
        }

        return true;
    }

    public void Dispose()
    {
        _packets.Dispose();
        _reports.Dispose();
    }

    /// <summary>The index nearest to the highest so far, across the wrap either way (section 3.3.1 and appendix A).</summary>
    private long Known(SrtpSource source, ushort sequence, ReadOnlySpan<byte> datagram, int length)
    {
        var index = Nearest(source.Packets.Highest, sequence);
        return index >= 0 && source.Packets.IsNew(index) && IsSigned(datagram, length, index) ? index : -1;
    }

    /// <summary>
    /// A sender's first packet: its roll-over counter is zero, or one where it wrapped before anything came through, or
    /// goes on from the key before. Which it is the tag tells.
    /// </summary>
    private long Guessed(ushort sequence, ReadOnlySpan<byte> datagram, int length)
    {
        var wrapped = 0x10000L | sequence;
        if (IsSigned(datagram, length, sequence))
        {
            return sequence;
        }

        if (sequence < 0x8000 && IsSigned(datagram, length, wrapped))
        {
            return wrapped;
        }

        var index = _highestBefore < 0 ? -1 : Nearest(_highestBefore, sequence);
        return index > sequence && IsSigned(datagram, length, index) ? index : -1;
    }

    private static long Nearest(long highest, ushort sequence) => highest + (short)(sequence - (ushort)highest);

    private bool IsSigned(ReadOnlySpan<byte> datagram, int length, long index) =>
        _packets.IsSigned(datagram[..length], (uint)(index >> 16), datagram[^_tagLength..]);

    private bool HasMki(ReadOnlySpan<byte> datagram, int at) => mki.Length == 0 || datagram.Slice(at, mki.Length).SequenceEqual(mki);

    private SrtpSource? Find(uint ssrc)
    {
        foreach (var source in _sources)
        {
            if (source.Ssrc == ssrc)
            {
                return source;
            }
        }

        return null;
    }

    private SrtpSource Remember(uint ssrc)
    {
        if (_sources.Count == MostSources)
        {
            _sources.RemoveAt(0);
        }

        var source = new SrtpSource(ssrc);
        _sources.Add(source);
        return source;
    }
}

using System.Buffers.Binary;
using SupportLine.Telephony.Audio;
using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Rtp.Srtp;

namespace SupportLine.Telephony.Rtp;

/// <summary>Reports to the peer and from it (RFC 3550 section 6), and whether anything comes from it at all.</summary>
internal sealed partial class MediaSession
{
    /// <summary>Mean time between reports, ns; each waits half to one and a half of it, the first half of that (section 6.2).</summary>
    private const long ReportEvery = 5_000_000_000;

    private long _sentPackets;
    private long _sentOctets;
    private long _sentReported;
    private long _nextReport;
    private uint _peerReport;
    private long _peerReportAt;
    private long _lostThere = -1;
    private double _jitterThere;
    private double _roundTrip = -1;
    private long _heardAt;
    private long _quietSince;
    private long _quietAfter;
    private Action? _onQuiet;

    /// <summary>From any thread; each number is right by itself.</summary>
    public CallQuality Quality => new(_statistics.Received, _statistics.Lost, _statistics.Jitter * 1000 / CodecTraits.Clock)
    {
        PacketsSent = _sentPackets,
        PacketsLostThere = _lostThere < 0 ? null : _lostThere,
        JitterThereMs = _lostThere < 0 ? null : _jitterThere,
        RoundTripMs = _roundTrip < 0 ? null : _roundTrip,
    };

    /// <summary>
    /// From now on does something, on the media thread, whenever neither audio nor a report has come for so long and the
    /// peer had said that it sends; again after as long. It must not wait.
    /// </summary>
    public void Watch(TimeSpan quiet, Action onQuiet) => Post(() =>
    {
        (_quietAfter, _onQuiet) = (Nanoseconds(quiet), onQuiet);
        _quietSince = Loop.Now;
    });

    private void WatchQuiet()
    {
        if (_onQuiet is { } onQuiet && _agreed is { Expects: true } && Loop.Now - Math.Max(_heardAt, _quietSince) >= _quietAfter)
        {
            _quietSince = Loop.Now;
            onQuiet();
        }
    }

    private void ReportWhenDue()
    {
        if (Loop.Now < _nextReport)
        {
            return;
        }

        if (_nextReport > 0 && _agreed is { IsOff: false } && (_sentPackets > 0 || _statistics.HasReceived))
        {
            SendReport(isLast: false);
        }

        var mean = _nextReport == 0 ? ReportEvery / 2 : ReportEvery;
        _nextReport = Loop.Now + (long)(mean * (0.5 + Random.Shared.NextDouble()));
    }

    private void SayGoodbye()
    {
        if (_sentPackets > 0 && _agreed is { IsOff: false })
        {
            SendReport(isLast: true);
        }
    }

    private void SendReport(bool isLast)
    {
        Span<byte> packet = stackalloc byte[128 + SrtpSender.Overhead];
        Span<byte> block = stackalloc byte[RtcpPacket.BlockLength];
        if (_statistics.HasReceived)
        {
            var since = _peerReport == 0 ? 0 : (uint)((Loop.Now - _peerReportAt) * 65536 / 1_000_000_000);
            RtcpPacket.WriteBlock(block, _ssrc, _statistics, _peerReport, since);
        }
        else
        {
            block = [];
        }

        SentCounts? sent = _sentPackets > _sentReported
            ? new SentCounts(Ntp(Loop.Now), _timestamp, (uint)_sentPackets, (uint)_sentOctets)
            : null;
        _sentReported = _sentPackets;
        var length = RtcpPacket.WriteReport(packet, _ownSsrc, sent, block);
        length += RtcpPacket.WriteDescription(packet[length..], _ownSsrc);
        length += isLast ? RtcpPacket.WriteGoodbye(packet[length..], _ownSsrc) : 0;
        length = _sealing?.ProtectReport(packet, length) ?? length;
        (_agreed!.MultiplexesRtcp ? Ports.Rtp : Ports.Rtcp).Send(packet[..length]);
    }

    private void TakeReport(ReadOnlySpan<byte> compound)
    {
        var reports = new RtcpReader(compound);
        while (reports.MoveNext())
        {
            _heardAt = Loop.Now;
            if (reports.SentAt is { } sentAt)
            {
                (_peerReport, _peerReportAt) = (sentAt, Loop.Now);
            }

            for (var blocks = reports.Blocks; !blocks.IsEmpty; blocks = blocks[RtcpPacket.BlockLength..])
            {
                if (BinaryPrimitives.ReadUInt32BigEndian(blocks) == _ownSsrc)
                {
                    TakeBlock(blocks);
                }
            }
        }
    }

    private void TakeBlock(ReadOnlySpan<byte> block)
    {
        _lostThere = Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(block[4..]) << 8 >> 8);
        _jitterThere = BinaryPrimitives.ReadUInt32BigEndian(block[12..]) * 1000.0 / CodecTraits.Clock;
        var lastReport = BinaryPrimitives.ReadUInt32BigEndian(block[16..]);
        if (lastReport != 0)
        {
            // In 1/65536 s (section 6.4.1); taken from slots of 5 ms, it is as exact as those.
            var now = (uint)(Ntp(Loop.Now) >> 16);
            var trip = (int)(now - lastReport - BinaryPrimitives.ReadUInt32BigEndian(block[20..]));
            _roundTrip = Math.Max(0, trip) * 1000.0 / 65536;
        }
    }

    private static ulong Ntp(long nanoseconds)
    {
        var seconds = nanoseconds / 1_000_000_000;
        var fraction = (ulong)(nanoseconds % 1_000_000_000) * uint.MaxValue / 1_000_000_000;
        return ((ulong)seconds << 32) | fraction;
    }
}

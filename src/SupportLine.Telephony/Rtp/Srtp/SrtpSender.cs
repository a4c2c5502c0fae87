using System.Buffers.Binary;

namespace SupportLine.Telephony.Rtp.Srtp;

/// <summary>Protects what one leg sends. On its media thread; nothing is allocated.</summary>
internal sealed class SrtpSender(SrtpMaster master) : IDisposable
{
    /// <summary>Octets that protection adds at most.</summary>
    public const int Overhead = 4 + SrtpSuiteTraits.ReportTagLength;

    private readonly SrtpTransform _packets = SrtpTransform.OfPackets(master);
    private readonly SrtpTransform _reports = SrtpTransform.OfReports(master);
    private readonly int _tagLength = master.Suite.TagLength();
    private long _index = -1;
    private uint _reportIndex;

    /// <summary>Protects a packet of ours in place (RFC 3711 section 3.3).</summary>
    /// <param name="buffer">The packet, then room for its tag.</param>
    /// <param name="length">Of the packet. Its sequence number follows on the one before.</param>
    /// <returns>Its length on the wire.</returns>
    public int Protect(Span<byte> buffer, int length)
    {
        var sequence = BinaryPrimitives.ReadUInt16BigEndian(buffer[2..]);

        // The roll-over counter is what the index has above its 16 bits.
        _index = _index < 0 ? sequence : _index + (ushort)(sequence - (ushort)_index);
        _packets.Crypt(buffer[RtpPacket.HeaderLength..length], BinaryPrimitives.ReadUInt32BigEndian(buffer[8..]), _index);
        _packets.Sign(buffer[..length], (uint)(_index >> 16), buffer.Slice(length, _tagLength));
        return length + _tagLength;
    }

    /// <summary>Protects a compound of reports in place (section 3.4): encrypted, so the E bit is set before the index.</summary>
    /// <param name="buffer">The reports, then room for index and tag.</param>
    /// <param name="length">Of the reports.</param>
    /// <returns>Its length on the wire.</returns>
    public int ProtectReport(Span<byte> buffer, int length)
    {
        _reportIndex = (_reportIndex + 1) & SrtpReceiver.ReportIndex;
        _reports.Crypt(buffer[SrtpReceiver.ReportHeader..length], BinaryPrimitives.ReadUInt32BigEndian(buffer[4..]), _reportIndex);
        BinaryPrimitives.WriteUInt32BigEndian(buffer[length..], SrtpReceiver.IsEncrypted | _reportIndex);
        length += sizeof(uint);
        _reports.Sign(buffer[..length], buffer.Slice(length, SrtpSuiteTraits.ReportTagLength));
        return length + SrtpSuiteTraits.ReportTagLength;
    }

    public void Dispose()
    {
        _packets.Dispose();
        _reports.Dispose();
    }
}

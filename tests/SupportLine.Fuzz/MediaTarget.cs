using SupportLine.Telephony.Audio;
using SupportLine.Telephony.Rtp;
using SupportLine.Telephony.Rtp.Srtp;

namespace SupportLine.Fuzz;

/// <summary>Datagrams at a leg's ports, each behind an octet of its kind and one of its length, in clear and through a peer's key.</summary>
internal static class MediaTarget
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 30).Select(octet => (byte)octet)];

    public static void Take(byte[] octets)
    {
        SrtpMaster.TryParse(SrtpSuite.AesCm128HmacSha1Tag80, Convert.ToBase64String(Key), out var master);
        using var sealing = new SrtpSender(master!);
        using var opening = new SrtpReceiver(master!, []);
        var statistics = new ReceiveStatistics();
        var keys = default(DtmfReceiver);
        Ear[] ears = [new(Codec.Pcmu), new(Codec.G722)];
        var now = 0L;
        for (var rest = octets.AsSpan(); rest.Length >= 2;)
        {
            var (kind, length) = (rest[0], Math.Min(rest[1], rest.Length - 2));
            var datagram = rest.Slice(2, length);
            rest = rest[(2 + length)..];
            now += (kind >> 4) * 40;
            Open(datagram, sealing, opening, isReport: (kind & 1) != 0);
            if ((kind & 1) != 0)
            {
                Reports(datagram);
                continue;
            }

            if (!RtpPacket.TryParse(datagram, out var packet)) continue;
            statistics.Take(packet.Sequence, packet.Timestamp, now);
            if ((kind & 2) != 0) keys.Take(packet.Ssrc, packet.Timestamp, packet.Payload);
            if ((kind & 4) != 0) statistics.Restart();
            foreach (var ear in ears)
            {
                if ((kind & 2) == 0) ear.Take(packet.Timestamp, packet.Payload, Codec.Pcma, now);
                if ((kind & 8) != 0) ear.Listen(now);
            }
        }

        PromiseBrokenException.Unless(statistics.Lost >= 0 && statistics.Jitter >= 0, "nothing is lost less than not at all");
        RtcpPacket.WriteBlock(stackalloc byte[RtcpPacket.BlockLength], 1, statistics, 0, 0);
    }

    private static void Reports(ReadOnlySpan<byte> datagram)
    {
        var reader = new RtcpReader(datagram);
        while (reader.MoveNext())
        {
            PromiseBrokenException.Unless(reader.Blocks.Length % RtcpPacket.BlockLength == 0, "blocks are whole");
        }
    }

    /// <summary>As it came, which nobody's key protected, and as the peer would have sealed it.</summary>
    private static void Open(ReadOnlySpan<byte> datagram, SrtpSender sealing, SrtpReceiver opening, bool isReport)
    {
        var buffer = new byte[datagram.Length + 64];
        datagram.CopyTo(buffer);
        PromiseBrokenException.Unless(
            !(isReport ? opening.TryUnprotectReport(buffer.AsSpan(0, datagram.Length), out _) : opening.TryUnprotect(buffer.AsSpan(0, datagram.Length), out _)),
            "what no key protected is refused");
        datagram.CopyTo(buffer);
        if (isReport ? datagram.Length < SrtpReceiver.ReportHeader : !RtpPacket.TryParse(datagram, out _)) return;
        var sent = isReport ? sealing.ProtectReport(buffer, datagram.Length) : sealing.Protect(buffer, datagram.Length);
        _ = isReport ? opening.TryUnprotectReport(buffer.AsSpan(0, sent), out _) : opening.TryUnprotect(buffer.AsSpan(0, sent), out _);
    }
}

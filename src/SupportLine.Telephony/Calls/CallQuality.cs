namespace SupportLine.Telephony.Calls;

/// <summary>How a leg's audio travelled.</summary>
/// <param name="PacketsReceived">RTP packets received.</param>
/// <param name="PacketsLost">RTP packets missing by sequence number (RFC 3550 section 6.4.1).</param>
/// <param name="JitterMs">Interarrival jitter in ms (RFC 3550 section 6.4.1).</param>
public readonly record struct CallQuality(long PacketsReceived, long PacketsLost, double JitterMs)
{
    /// <summary>RTP packets sent.</summary>
    public long PacketsSent { get; init; }

    /// <summary>Packets of ours that the far end's reports say it lost; null when it sends none.</summary>
    public long? PacketsLostThere { get; init; }

    /// <summary>Jitter of ours as the far end reports it, ms; null when it sends no reports.</summary>
    public double? JitterThereMs { get; init; }

    /// <summary>To the far end and back, ms, by its reports (RFC 3550 section 6.4.1); null when it sends none.</summary>
    public double? RoundTripMs { get; init; }

    /// <summary>
    /// Mean opinion score of what we hear, 1 to 4.4, estimated by the E-model (ITU-T G.107) from loss, jitter and delay
    /// with the values for G.711 with concealment (G.113 appendix I: Ie 0, Bpl 25.1).
    /// </summary>
    public double Mos
    {
        get
        {
            var expected = PacketsReceived + PacketsLost;
            var loss = expected == 0 ? 0 : 100.0 * PacketsLost / expected;
            var delay = ((RoundTripMs ?? 0) / 2) + (2 * JitterMs) + 40;
            var impairment = (0.024 * delay) + (delay > 177.3 ? 0.11 * (delay - 177.3) : 0) + (95 * loss / (loss + 25.1));
            var r = Math.Clamp(93.2 - impairment, 0, 100);
            return Math.Round(Math.Clamp(1 + (0.035 * r) + (r * (r - 60) * (100 - r) * 7e-6), 1, 4.5), 2);
        }
    }
}

namespace SupportLine.Telephony.Audio;

/// <summary>ITU-T G.722 at 64 kbit/s (mode 1), octets to 16 kHz linear samples, bit-exact with the recommendation.</summary>
internal sealed class G722Decoder
{
    private readonly G722Band _low = new(32);
    private readonly G722Band _high = new(8);
    private readonly int[] _delay = new int[24];

    /// <summary>Decodes octets into two samples each.</summary>
    /// <param name="codes">Octets: two bits of the higher band, then six of the lower.</param>
    /// <param name="samples">At least twice as long.</param>
    public void Decode(ReadOnlySpan<byte> codes, Span<short> samples)
    {
        for (var i = 0; i < codes.Length; i++)
        {
            var low = Lower(codes[i] & 0x3F);
            var high = Higher(codes[i] >> 6);
            Synthesise(low, high, samples.Slice(2 * i, 2));
        }
    }

    private int Lower(int code)
    {
        var decoded = ((_low.Scale * G722Tables.Qm6[code]) >> 15) + _low.Predicted;
        var coarse = code >> 2;
        var difference = (_low.Scale * G722Tables.Qm4[coarse]) >> 15;
        _low.Rescale(G722Tables.Wl[G722Tables.Rl42[coarse]], 18432, 8);
        _low.Adapt(difference);
        return Limit(decoded);
    }

    private int Higher(int code)
    {
        var difference = (_high.Scale * G722Tables.Qm2[code]) >> 15;
        var decoded = difference + _high.Predicted;
        _high.Rescale(G722Tables.Wh[G722Tables.Rh2[code]], 22528, 10);
        _high.Adapt(difference);
        return Limit(decoded);
    }

    /// <summary>LIMIT: 15 bits.</summary>
    private static int Limit(int value) => Math.Clamp(value, -16384, 16383);

    /// <summary>The receive QMF (clause 4.4): the two bands to two samples.</summary>
    private void Synthesise(int low, int high, Span<short> samples)
    {
        Array.Copy(_delay, 2, _delay, 0, 22);
        _delay[22] = low + high;
        _delay[23] = low - high;
        var even = 0;
        var odd = 0;
        for (var i = 0; i < 12; i++)
        {
            even += _delay[2 * i] * G722Tables.Qmf[i];
            odd += _delay[(2 * i) + 1] * G722Tables.Qmf[11 - i];
        }

        samples[0] = (short)G722Band.Saturate(odd >> 11);
        samples[1] = (short)G722Band.Saturate(even >> 11);
    }
}

namespace SupportLine.Telephony.Audio;

/// <summary>
/// ITU-T G.722 at 64 kbit/s, 16 kHz linear samples to octets, bit-exact with the recommendation. It has state: a whole
/// utterance goes through one encoder, never a piece each through its own.
/// </summary>
internal sealed class G722Encoder
{
    private readonly G722Band _low = new(32);
    private readonly G722Band _high = new(8);
    private readonly int[] _delay = new int[24];

    /// <summary>Encodes pairs of samples into an octet each.</summary>
    /// <param name="samples">An even number.</param>
    /// <param name="codes">At least half as long.</param>
    public void Encode(ReadOnlySpan<short> samples, Span<byte> codes)
    {
        for (var i = 0; i + 1 < samples.Length; i += 2)
        {
            var (low, high) = Analyse(samples[i], samples[i + 1]);
            codes[i / 2] = (byte)((Higher(high) << 6) | Lower(low));
        }
    }

    /// <summary>The transmit QMF (clause 3.1): two samples to the two bands.</summary>
    private (int Low, int High) Analyse(short first, short second)
    {
        Array.Copy(_delay, 2, _delay, 0, 22);
        _delay[22] = first;
        _delay[23] = second;
        var odd = 0;
        var even = 0;
        for (var i = 0; i < 12; i++)
        {
            odd += _delay[2 * i] * G722Tables.Qmf[i];
            even += _delay[(2 * i) + 1] * G722Tables.Qmf[11 - i];
        }

        return ((even + odd) >> 14, (even - odd) >> 14);
    }

    private int Lower(int sample)
    {
        var error = G722Band.Saturate(sample - _low.Predicted);
        var magnitude = error >= 0 ? error : ~error;
        var level = 1;
        while (level < 30 && magnitude >= (G722Tables.Q6[level] * _low.Scale) >> 12)
        {
            level++;
        }

        var code = (error < 0 ? G722Tables.Iln : G722Tables.Ilp)[level];
        var coarse = code >> 2;
        var difference = (_low.Scale * G722Tables.Qm4[coarse]) >> 15;
        _low.Rescale(G722Tables.Wl[G722Tables.Rl42[coarse]], 18432, 8);
        _low.Adapt(difference);
        return code;
    }

    private int Higher(int sample)
    {
        var error = G722Band.Saturate(sample - _high.Predicted);
        var magnitude = error >= 0 ? error : ~error;
        var level = magnitude >= (564 * _high.Scale) >> 12 ? 2 : 1;
        var code = (error < 0 ? G722Tables.Ihn : G722Tables.Ihp)[level];
        var difference = (_high.Scale * G722Tables.Qm2[code]) >> 15;
        _high.Rescale(G722Tables.Wh[G722Tables.Rh2[code]], 22528, 10);
        _high.Adapt(difference);
        return code;
    }
}

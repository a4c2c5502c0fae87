namespace SupportLine.Telephony.Audio;

/// <summary>
/// The adaptive predictor and step size of one sub-band of G.722 (clauses 3.5 and 3.6, blocks 3 and 4): two poles, six
/// zeros. The same on both sides of the line, which is what keeps them together.
/// </summary>
internal sealed class G722Band(int initialDet)
{
    private readonly int[] _dq = new int[7];
    private readonly int[] _b = new int[7];
    private readonly int[] _r = new int[3];
    private readonly int[] _a = new int[3];
    private readonly int[] _p = new int[3];
    private int _nb;
    private int _zeros;

    /// <summary>What the predictor expects next (SL, SH).</summary>
    public int Predicted { get; private set; }

    /// <summary>Quantiser scale factor (DETL, DETH).</summary>
    public int Scale { get; private set; } = initialDet;

    /// <summary>Adapts the scale factor: LOGSCL and SCALEL, LOGSCH and SCALEH.</summary>
    /// <param name="weight">Multiplier of the code sent.</param>
    /// <param name="limit">Upper limit of the logarithmic factor, 18432 or 22528.</param>
    /// <param name="shift">8 for the lower band, 10 for the higher.</param>
    public void Rescale(int weight, int limit, int shift)
    {
        _nb = Math.Clamp(((_nb * 127) >> 7) + weight, 0, limit);
        var mantissa = G722Tables.Ilb[(_nb >> 6) & 31];
        var exponent = shift - (_nb >> 11);
        Scale = (exponent < 0 ? mantissa << -exponent : mantissa >> exponent) << 2;
    }

    /// <summary>Block 4: takes the quantised difference in and predicts the next sample.</summary>
    public void Adapt(int difference)
    {
        // RECONS, PARREC
        _dq[0] = difference;
        _r[0] = Saturate(Predicted + difference);
        _p[0] = Saturate(_zeros + difference);
        AdaptPoles();
        AdaptZeros(difference);
        Predict();
    }

    public static int Saturate(int value) => Math.Clamp(value, short.MinValue, short.MaxValue);

    /// <summary>UPPOL2, UPPOL1.</summary>
    private void AdaptPoles()
    {
        var sign0 = _p[0] >> 15;
        var sign1 = _p[1] >> 15;
        var sign2 = _p[2] >> 15;
        var wd1 = Saturate(_a[1] << 2);
        var wd2 = Math.Min(sign0 == sign1 ? -wd1 : wd1, 32767) >> 7;
        var ap2 = Math.Clamp(wd2 + (sign0 == sign2 ? 128 : -128) + ((_a[2] * 32512) >> 15), -12288, 12288);
        var limit = Saturate(15360 - ap2);
        var ap1 = Saturate((sign0 == sign1 ? 192 : -192) + ((_a[1] * 32640) >> 15));
        _a[2] = ap2;
        _a[1] = Math.Clamp(ap1, -limit, limit);
    }

    /// <summary>UPZERO, DELAYA.</summary>
    private void AdaptZeros(int difference)
    {
        var step = difference == 0 ? 0 : 128;
        var sign = difference >> 15;
        for (var i = 1; i < 7; i++)
        {
            var move = (_dq[i] >> 15) == sign ? step : -step;
            _b[i] = Saturate(move + ((_b[i] * 32640) >> 15));
        }

        for (var i = 6; i > 0; i--)
        {
            _dq[i] = _dq[i - 1];
        }
    }

    /// <summary>DELAYA, FILTEP, FILTEZ, PREDIC.</summary>
    private void Predict()
    {
        _r[2] = _r[1];
        _r[1] = _r[0];
        _p[2] = _p[1];
        _p[1] = _p[0];
        var poles = Saturate(((_a[1] * Saturate(_r[1] * 2)) >> 15) + ((_a[2] * Saturate(_r[2] * 2)) >> 15));
        var zeros = 0;
        for (var i = 6; i > 0; i--)
        {
            zeros += (_b[i] * Saturate(_dq[i] * 2)) >> 15;
        }

        _zeros = Saturate(zeros);
        Predicted = Saturate(poles + _zeros);
    }
}

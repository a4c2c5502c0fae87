namespace SupportLine.Telephony.Audio;

/// <summary>
/// Keys pressed as tones within the audio (ITU-T Q.23, received after Q.24), for a far end that has no telephone-event. Tones
/// of 40 ms with pauses of 40 ms are keys, those of up to 23 ms are not; tones up to 1.8 % off are keys, from 3.5 % they are
/// not; a tone interrupted for up to 10 ms stays one key.
/// </summary>
/// <remarks>
/// A window of 20 ms moves on by 10. How far the phase of a tone goes on between two windows tells its frequency to a fraction
/// of a hertz, which no filter that short could; so speech, which seldom stands still on two of these eight frequencies and has
/// energy beside them, is told from a key (talk-off).
/// </remarks>
internal sealed class ToneDetector
{
    private const int Rate = 8000;

    /// <summary>A step of 10 ms, samples.</summary>
    private const int Step = Rate / 100;

    private const int Window = 2 * Step;

    /// <summary>Amplitude of the weaker tone, of 32768: -38 dBm0. Keys come from -25 dBm0, and nothing under -55 is one (Q.24).</summary>
    private const double Least = 290;

    /// <summary>Share of the window's energy that is the two tones': keys have noise beside them, speech has speech.</summary>
    private const double Share = 0.8;

    /// <summary>How far off a frequency may be, of itself. Q.24: up to 1.5 % it is a key, from 3.5 % it is none.</summary>
    private const double Off = 0.022;

    /// <summary>The high tone over the low one, as a ratio of energies: 4 dB more to 8 dB less are keys (Q.24), with 2 dB to spare.</summary>
    private const double MostTwist = 3.98;
    private const double LeastTwist = 0.1;

    /// <summary>A tone has ended where less of its energy is left: 10 dB down, which an interruption of 10 ms is not.</summary>
    private const double Remainder = 0.1;

    /// <summary>Shortest key, in steps: between 23 ms, which are none, and 40, which are one.</summary>
    private const double Shortest = 3.1;

    /// <summary>A candidate of which less is left has ended; an interruption of 10 ms leaves half.</summary>
    private const double Half = 0.4;

    private const int Lows = 4;

    /// <summary>By low and then high frequency (Q.23).</summary>
    private const string Keys = "123A456B789C*0#D";

    private static readonly double[] Frequencies = [697, 770, 852, 941, 1209, 1336, 1477, 1633];

    /// <summary>A raised cosine: a tone is not heard beside its own frequency.</summary>
    private static readonly float[] Shape = [.. Enumerable.Range(0, Window).Select(i => (float)(0.5 - (0.5 * Math.Cos(2 * Math.PI * (i + 0.5) / Window))))];

    private static readonly float[] Cosines = [.. Frequencies.SelectMany(f => Enumerable.Range(0, Window).Select(i => Shape[i] * (float)Math.Cos(2 * Math.PI * f * i / Rate)))];

    private static readonly float[] Sines = [.. Frequencies.SelectMany(f => Enumerable.Range(0, Window).Select(i => Shape[i] * (float)Math.Sin(2 * Math.PI * f * i / Rate)))];

    private readonly float[] _window = new float[Window];
    private readonly Tone[] _tones = new Tone[Frequencies.Length];
    private readonly Tone[] _before = new Tone[Frequencies.Length];
    private int _candidate = -1;
    private int _agreeing;
    private double _most;
    private double _sum;
    private int _key = -1;
    private double _keyEnergy;
    private int _gone;

    /// <summary>Takes the next 10 ms at 8 kHz; the key whose tone has just been recognised, or '\0'.</summary>
    public char Take(ReadOnlySpan<short> samples)
    {
        Array.Copy(_window, Step, _window, 0, Step);
        for (var i = 0; i < Step; i++)
        {
            _window[Step + i] = samples[i];
        }

        var total = Energy();
        Array.Copy(_tones, _before, _tones.Length);
        for (var i = 0; i < _tones.Length; i++)
        {
            _tones[i] = Measure(i);
        }

        var found = Find(total);
        WatchEnd(found);
        return Ripen(found) && _key != _candidate ? Sound(_candidate) : '\0';
    }

    private char Sound(int key)
    {
        _key = key;
        _keyEnergy = EnergyOf(key);
        _gone = 0;
        return Keys[key];
    }

    /// <summary>
    /// Whether a candidate has sounded for long enough. The windows' shapes add up to the same height everywhere, so the sum of
    /// what each has of a tone, over the most that one has, is the tone's length in steps.
    /// </summary>
    private bool Ripen(int found)
    {
        if (found >= 0 && found != _candidate)
        {
            _candidate = found;
            _agreeing = 0;
            _most = 0;
            _sum = Math.Sqrt(EnergyOf(_before, found));
        }

        if (_candidate < 0)
        {
            return false;
        }

        var amplitude = Math.Sqrt(EnergyOf(_candidate));
        _most = Math.Max(_most, amplitude);
        _sum += amplitude;
        _agreeing += found == _candidate ? 1 : 0;
        if (amplitude < Half * _most)
        {
            _candidate = -1;
            return false;
        }

        return _agreeing >= 2 && _sum >= Shortest * _most;
    }

    /// <summary>The key that two windows agree on, -1 for none.</summary>
    private int Find(double total)
    {
        var low = Strongest(0, Lows);
        var high = Strongest(Lows, Frequencies.Length);
        var (lowEnergy, lowOff) = Refine(low);
        var (highEnergy, highOff) = Refine(high);
        return Math.Min(lowEnergy, highEnergy) >= Least * Least
            && highEnergy <= lowEnergy * MostTwist
            && highEnergy >= lowEnergy * LeastTwist
            && Math.Abs(lowOff) <= Off
            && Math.Abs(highOff) <= Off
            && (lowEnergy + highEnergy) / 2 >= Share * total
            ? (low * Lows) + high - Lows
            : -1;
    }

    /// <summary>The key that sounds has ended once its tones are gone for two windows: 10 ms are an interruption.</summary>
    private void WatchEnd(int found)
    {
        if (_key < 0)
        {
            return;
        }

        var energy = EnergyOf(_key);
        _keyEnergy = found == _key ? Math.Max(_keyEnergy, energy) : _keyEnergy;
        _gone = energy < Remainder * _keyEnergy ? _gone + 1 : 0;
        if (_gone == 2)
        {
            _key = -1;
        }
    }

    private double EnergyOf(int key) => EnergyOf(_tones, key);

    private static double EnergyOf(Tone[] tones, int key) => Math.Min(tones[key / Lows].Energy, tones[Lows + (key % Lows)].Energy);

    private int Strongest(int from, int until)
    {
        var strongest = from;
        for (var i = from + 1; i < until; i++)
        {
            strongest = _tones[i].Energy > _tones[strongest].Energy ? i : strongest;
        }

        return strongest;
    }

    /// <summary>
    /// Squared amplitude of the tone that is there, and how far off it is: the phase has gone on by a whole number of turns
    /// and the offset's share of one.
    /// </summary>
    private (double Energy, double Off) Refine(int index)
    {
        var frequency = Frequencies[index];
        var advance = _tones[index].Phase - _before[index].Phase - (2 * Math.PI * frequency * Step / Rate);
        var offset = (advance - (2 * Math.PI * Math.Round(advance / (2 * Math.PI)))) * Rate / (2 * Math.PI * Step);

        // How much weaker the window's shape hears it off its middle, in widths of the window.
        var widths = Math.Abs(offset) * Window / Rate;
        var response = widths < 1e-6 ? 1 : Math.Sin(Math.PI * widths) / (Math.PI * widths * (1 - (widths * widths)));
        return (_tones[index].Energy / (response * response), offset / frequency);
    }

    /// <summary>Mean square in the window, weighed as the tones are.</summary>
    private double Energy()
    {
        var sum = 0f;
        for (var i = 0; i < Window; i++)
        {
            var shaped = _window[i] * Shape[i];
            sum += shaped * shaped;
        }

        // The mean of the shape's square is 3/8.
        return sum / (Window * 0.375);
    }

    private Tone Measure(int index)
    {
        var (real, imaginary) = (0f, 0f);
        var cosines = Cosines.AsSpan(index * Window, Window);
        var sines = Sines.AsSpan(index * Window, Window);
        for (var i = 0; i < Window; i++)
        {
            real += _window[i] * cosines[i];
            imaginary += _window[i] * sines[i];
        }

        // The shape's mean is 1/2, and half of a tone's amplitude lies at its negative frequency.
        var amplitude = 4.0 / Window;
        return new Tone(((real * real) + (imaginary * imaginary)) * amplitude * amplitude, Math.Atan2(-imaginary, real));
    }

    /// <param name="Energy">Squared amplitude.</param>
    /// <param name="Phase">At the window's beginning, radians.</param>
    private readonly record struct Tone(double Energy, double Phase);
}

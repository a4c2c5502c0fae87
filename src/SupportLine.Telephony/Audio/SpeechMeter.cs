namespace SupportLine.Telephony.Audio;

/// <summary>Tells speech from silence and from steady noise by its energy, in steps of 10 ms.</summary>
internal sealed class SpeechMeter
{
    /// <summary>Root mean square below which nothing is speech, of 32768; what a quiet line has.</summary>
    private const double Least = 250;

    /// <summary>Speech stands so far above the noise.</summary>
    private const double AboveNoise = 3;

    /// <summary>The noise is what is never fallen below: this estimate of it creeps up, by two thirds in a second.</summary>
    private const double Creep = 1.005;

    /// <summary>Louder steps in a row that are more than a click: 30 ms.</summary>
    private const int MoreThanClick = 3;

    /// <summary>Steps of speech that make it more than noises: 200 ms.</summary>
    private const int Enough = 20;

    private const int StepMs = 10;

    private double _noise = 80;
    private int _loud;
    private int _speech;
    private int _silent;

    /// <summary>Whether anybody has spoken.</summary>
    public bool HeardSpeech => _speech >= Enough;

    /// <summary>Time without speech up to now.</summary>
    public TimeSpan SilentFor => TimeSpan.FromMilliseconds(_silent * StepMs);

    public void Take(ReadOnlySpan<short> samples)
    {
        var energy = 0L;
        foreach (var sample in samples)
        {
            energy += sample * sample;
        }

        var level = Math.Sqrt((double)energy / samples.Length);
        _noise = Math.Max(20, Math.Min(level, _noise * Creep));
        _loud = level > Math.Max(Least, AboveNoise * _noise) ? _loud + 1 : 0;
        if (_loud >= MoreThanClick)
        {
            _speech++;
            _silent = 0;
        }
        else
        {
            _silent++;
        }
    }
}

using SupportLine.Telephony.Audio;
using SupportLine.Tests.Telephony.Audio;

namespace SupportLine.Tests.Telephony.Rtp;

/// <summary>What one has heard, and how much of a tone is in the last 300 ms of it.</summary>
internal sealed class Hearer
{
    private const int WindowMs = 300;

    private readonly List<short> _samples = [];
    private readonly G722Decoder _decoder = new();
    private int _rate = 8000;

    public void Take(Codec codec, byte[] payload)
    {
        if (codec == Codec.G722)
        {
            _rate = 16000;
            var samples = new short[2 * payload.Length];
            _decoder.Decode(payload, samples);
            _samples.AddRange(samples);
        }
        else
        {
            _samples.AddRange(payload.Select(code => codec == Codec.Pcmu ? G711.FromMuLaw(code) : G711.FromALaw(code)));
        }
    }

    /// <summary>Amplitude; zero before so much has been heard.</summary>
    public double Level(double hertz)
    {
        var window = WindowMs * _rate / 1000;
        return _samples.Count < window ? 0 : Sine.Amplitude(_samples.ToArray().AsSpan(^window..), hertz, _rate);
    }
}

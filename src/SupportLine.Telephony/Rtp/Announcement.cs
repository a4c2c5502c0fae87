using SupportLine.Telephony.Audio;
using SupportLine.Telephony.Calls;

namespace SupportLine.Telephony.Rtp;

/// <summary>What a bridge says to all its legs, as samples to be mixed.</summary>
internal sealed class Announcement
{
    private readonly IReadOnlyList<Sound> _sounds;
    private int _sound;

    // In samples of 16 kHz, so that it stays where it is when the bridge's rate changes.
    private int _position;

    public Announcement(Utterance utterance, TaskCompletionSource<bool> done)
    {
        _sounds = utterance.Sounds;
        Done = done;
        foreach (var sound in _sounds)
        {
            // Here, on the thread that asks.
            _ = sound.Encoded(Codec.Pcmu);
        }
    }

    public TaskCompletionSource<bool> Done { get; }

    /// <summary>Takes the next samples, silence at the end; false when nothing is left.</summary>
    public bool Next(Span<short> samples, bool isWide)
    {
        var filled = 0;
        while (filled < samples.Length && _sound < _sounds.Count)
        {
            var sound = _sounds[_sound];
            var left = isWide ? sound.Master.Length - _position : sound.Octets - (_position / 2);
            var length = Math.Min(left, samples.Length - filled);
            if (length <= 0)
            {
                _sound++;
                _position = 0;
                continue;
            }

            if (isWide)
            {
                sound.Master.Slice(_position, length).CopyTo(samples[filled..]);
            }
            else
            {
                G711.FromMuLaw(sound.Encoded(Codec.Pcmu).AsSpan(_position / 2, length), samples[filled..]);
            }

            filled += length;
            _position += isWide ? length : 2 * length;
        }

        samples[filled..].Clear();
        return filled > 0;
    }
}

using System.Runtime.CompilerServices;
using SupportLine.Telephony.Audio;
using SupportLine.Telephony.Calls;

namespace SupportLine.Telephony.Rtp;

/// <summary>
/// G.722 has state: an utterance goes through one encoder from its beginning, in blocks that follow on each other, and
/// stays with the utterance for the next who speaks it. 60 ms of encoded silence go before it, in which the far end's
/// decoder comes to where the encoder was, whatever it heard last.
/// </summary>
internal sealed class WidebandPieces : SpokenPieces
{
    /// <summary>60 ms.</summary>
    private const int Silence = 60 * CodecTraits.PerMs;

    /// <summary>5 s: some ms of work, and the next is begun when one is.</summary>
    private const int Block = 5 * CodecTraits.Clock;

    private static readonly ConditionalWeakTable<Utterance, WidebandPieces> Known = [];
    private static readonly ConditionalWeakTable<Sound, WidebandPieces> KnownSounds = [];

    private readonly IReadOnlyList<Sound> _sounds;
    private readonly byte[]?[] _blocks;
    private readonly int _octets;
    private readonly G722Encoder _encoder = new();
    private readonly Lock _lock = new();
    private int _sound;
    private int _sample;
    private int _made;
    private int _asked;

    private WidebandPieces(IReadOnlyList<Sound> sounds)
    {
        _sounds = sounds;
        _octets = (int)Math.Min(sounds.Sum(sound => (long)sound.Master.Length) / 2, int.MaxValue);
        _blocks = new byte[(_octets + Block - 1) / Block][];
    }

    public override int Count => _blocks.Length;

    public override int Lead => Silence;

    public static WidebandPieces Of(Utterance utterance) => utterance.Sounds.Count == 1
        ? KnownSounds.GetValue(utterance.Sounds[0], static sound => new WidebandPieces([sound]))
        : Known.GetValue(utterance, static utterance => new WidebandPieces(utterance.Sounds));

    public override void Prepare() => MakeTo(0);

    public override byte[]? TryGet(int index)
    {
        if (index + 1 < Count)
        {
            Ask(index + 1);
        }

        if (Volatile.Read(ref _blocks[index]) is { } codes)
        {
            return codes;
        }

        Ask(index);
        return null;
    }

    public override int LengthOf(int index) => index == Count - 1 ? _octets - (index * Block) : Block;

    private void Ask(int index)
    {
        if (Volatile.Read(ref _asked) <= index)
        {
            Volatile.Write(ref _asked, index + 1);
            ThreadPool.UnsafeQueueUserWorkItem(static ask => ask.Pieces.MakeTo(ask.Index), (Pieces: this, Index: index), preferLocal: false);
        }
    }

    private void MakeTo(int index)
    {
        lock (_lock)
        {
            if (_made == 0)
            {
                // To where an encoder stands after silence.
                _encoder.Encode(new short[2 * Silence], new byte[Silence]);
            }

            for (; _made <= index && _made < Count; _made++)
            {
                var samples = new short[2 * LengthOf(_made)];
                Gather(samples);
                var codes = new byte[samples.Length / 2];
                _encoder.Encode(samples, codes);
                Volatile.Write(ref _blocks[_made], codes);
            }
        }
    }

    private void Gather(Span<short> samples)
    {
        while (!samples.IsEmpty && _sound < _sounds.Count)
        {
            var left = _sounds[_sound].Master[_sample..];
            var length = Math.Min(left.Length, samples.Length);
            left[..length].CopyTo(samples);
            samples = samples[length..];
            _sample += length;
            if (length == left.Length)
            {
                _sound++;
                _sample = 0;
            }
        }
    }
}

using SupportLine.Telephony.Audio;
using SupportLine.Telephony.Calls;

namespace SupportLine.Telephony.Rtp;

/// <summary>G.711 has no state: each sound is a piece, encoded once for whoever speaks it.</summary>
internal sealed class NarrowbandPieces(Utterance utterance, Codec codec) : SpokenPieces
{
    private bool _isAsked;

    public override int Count => utterance.Sounds.Count;

    public override void Prepare()
    {
        foreach (var sound in utterance.Sounds)
        {
            _ = sound.Encoded(codec);
        }
    }

    public override byte[]? TryGet(int index)
    {
        var codes = utterance.Sounds[index].EncodedOrNull(codec);
        if (codes is null && !_isAsked)
        {
            _isAsked = true;
            ThreadPool.UnsafeQueueUserWorkItem(static pieces => pieces.Prepare(), this, preferLocal: false);
        }

        return codes;
    }

    public override int LengthOf(int index) => utterance.Sounds[index].Octets;
}

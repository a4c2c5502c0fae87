using SupportLine.Telephony.Audio;
using SupportLine.Telephony.Calls;

namespace SupportLine.Telephony.Rtp;

/// <summary>The octets of an utterance in one codec, in pieces that follow on each other without a gap.</summary>
internal abstract class SpokenPieces
{
    public abstract int Count { get; }

    /// <summary>Octets of silence to send before the first piece.</summary>
    public virtual int Lead => 0;

    public static SpokenPieces Of(Utterance utterance, Codec codec) =>
        codec == Codec.G722 ? WidebandPieces.Of(utterance) : new NarrowbandPieces(utterance, codec);

    /// <summary>Makes the first pieces, on the thread that asks.</summary>
    public abstract void Prepare();

    /// <summary>A piece; null when it is not made yet, in which case it soon will be.</summary>
    public abstract byte[]? TryGet(int index);

    /// <summary>Length of a piece in octets, made or not.</summary>
    public abstract int LengthOf(int index);
}

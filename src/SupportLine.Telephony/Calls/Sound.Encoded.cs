using SupportLine.Telephony.Audio;

namespace SupportLine.Telephony.Calls;

/// <summary>A sound as it goes onto the line: encoded once, shared by all calls.</summary>
public sealed partial class Sound
{
    private byte[]? _muLaw;
    private byte[]? _aLaw;

    /// <summary>Octets it has on the line, in any codec.</summary>
    internal int Octets => _length / 2;

    /// <summary>8 kHz octets of PCMU or PCMA.</summary>
    internal byte[] Encoded(Codec codec)
    {
        if (EncodedOrNull(codec) is { } ready)
        {
            return ready;
        }

        lock (_making)
        {
            return codec == Codec.Pcmu ? _muLaw ??= Encode(G711.ToMuLaw) : _aLaw ??= Encode(G711.ToALaw);
        }
    }

    /// <summary>The same, where it is there already.</summary>
    internal byte[]? EncodedOrNull(Codec codec) => codec == Codec.Pcmu ? _muLaw : _aLaw;

    private byte[] Encode(Func<short, byte> toCode)
    {
        var narrow = Resampler.Convert(Samples, MasterRate, MasterRate / 2);
        var codes = new byte[narrow.Length];
        for (var i = 0; i < codes.Length; i++)
        {
            codes[i] = toCode(narrow[i]);
        }

        return codes;
    }
}

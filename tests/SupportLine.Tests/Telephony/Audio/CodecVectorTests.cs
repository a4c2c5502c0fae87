using System.Buffers.Binary;
using SupportLine.Telephony.Audio;
using SupportLine.Tests.Shared;

namespace SupportLine.Tests.Telephony.Audio;

/// <summary>The ITU-T's own test sequences (G.191), where they are present.</summary>
public sealed class CodecVectorTests
{
    [SkippableFact]
    public void G711_gives_the_code_of_the_recommendation_for_every_sample_value()
    {
        var samples = Words("g711/sweep.src");

        // The vectors hold 16-bit samples; mu-law uses 14 of the bits and A-law 13.
        Assert.Equal(Words("g711/sweep-r.u"), samples.Select(sample => (short)G711.ToMuLaw(sample)));
        Assert.Equal(Words("g711/sweep-r.a"), samples.Select(sample => (short)G711.ToALaw(sample)));
    }

    [SkippableFact]
    public void G711_decodes_every_code_as_the_recommendation_does()
    {
        Assert.Equal(Words("g711/sweep-r.reu"), Words("g711/sweep-r.u").Select(code => G711.FromMuLaw((byte)code)));
        Assert.Equal(Words("g711/sweep-r.rea"), Words("g711/sweep-r.a").Select(code => G711.FromALaw((byte)code)));
    }

    [SkippableFact]
    public void G722_encodes_bit_exactly()
    {
        var samples = Words("g722/inpsp.bin");
        var codes = new byte[samples.Length / 2];
        new G722Encoder().Encode(samples, codes);

        Assert.Equal(Words("g722/codspw.cod").Select(word => (byte)word), codes);
    }

    [SkippableFact]
    public void G722_decodes_bit_exactly()
    {
        var codes = Words("g722/codspw.cod").Select(word => (byte)word).ToArray();
        var samples = new short[codes.Length * 2];
        new G722Decoder().Decode(codes, samples);

        Assert.Equal(Words("g722/outsp1.bin"), samples);
    }

    private static short[] Words(string name)
    {
        var bytes = VectorFiles.Read(name);
        var words = new short[bytes.Length / 2];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = BinaryPrimitives.ReadInt16LittleEndian(bytes.AsSpan(2 * i));
        }

        return words;
    }
}

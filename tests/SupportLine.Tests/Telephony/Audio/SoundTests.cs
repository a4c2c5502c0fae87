using SupportLine.Telephony.Audio;
using SupportLine.Telephony.Calls;

namespace SupportLine.Tests.Telephony.Audio;

public sealed class SoundTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sounds-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(8000)]
    [InlineData(16000)]
    [InlineData(22050)]
    [InlineData(24000)]
    [InlineData(32000)]
    [InlineData(44100)]
    [InlineData(48000)]
    public void A_wav_of_any_common_rate_becomes_a_sound(int rate)
    {
        var sound = Load("tone.wav", Wav.Of(Sine.Of(440, rate, 0.5), rate));

        Assert.InRange(sound.Duration.TotalMilliseconds, 499, 501);
        Assert.InRange(Sine.Amplitude(sound.Master, 440, Sound.MasterRate), 9900, 10100);
    }

    [Fact]
    public void Two_channels_are_mixed_to_one()
    {
        var left = Sine.Of(440, 16000, 0.2);
        var stereo = left.SelectMany(sample => new[] { sample, (short)0 }).ToArray();

        var sound = Load("stereo.wav", Wav.Of(stereo, 16000, channels: 2));

        Assert.InRange(Sine.Amplitude(sound.Master, 440, 16000), 4950, 5050);
    }

    [Fact]
    public void A_wav_of_G711_is_expanded()
    {
        var tone = Sine.Of(440, 8000, 0.5);

        var muLaw = Load("mu.wav", Wav.Of(7, 8000, 1, 8, [.. tone.Select(G711.ToMuLaw)]));
        var aLaw = Load("a.wav", Wav.Of(6, 8000, 1, 8, [.. tone.Select(G711.ToALaw)]));

        Assert.InRange(Sine.Amplitude(muLaw.Master, 440, 16000), 9800, 10200);
        Assert.InRange(Sine.Amplitude(aLaw.Master, 440, 16000), 9800, 10200);
    }

    [Fact]
    public void Chunks_of_other_programs_are_passed_over()
    {
        // An odd length is padded to an even one.
        byte[] list = [.. "LIST"u8, 3, 0, 0, 0, 1, 2, 3, 0];

        var sound = Load("list.wav", Wav.Of(1, 16000, 1, 16, new byte[3200], before: list));

        Assert.Equal(100, sound.Duration.TotalMilliseconds);
    }

    [Fact]
    public void A_wav_written_into_a_pipe_ends_where_the_file_ends()
    {
        var sound = Load("pipe.wav", Wav.Of(1, 16000, 1, 16, new byte[3200], claimed: 0xFFFFFFFF));

        Assert.Equal(100, sound.Duration.TotalMilliseconds);
    }

    [Fact]
    public void A_wav_that_was_cut_off_is_named_with_how_much_is_missing()
    {
        var e = Assert.Throws<SoundFormatException>(() => Load("cut.wav", Wav.Of(1, 16000, 1, 16, new byte[3200], claimed: 4000)));

        Assert.Equal("it is cut off: its header promises 800 bytes more than there are", e.Wrong);
        Assert.EndsWith("cut.wav", e.Path, StringComparison.Ordinal);
        Assert.StartsWith(e.Path, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 6000, 1, 16, "6000 Hz")]
    [InlineData(1, 96000, 1, 16, "96000 Hz")]
    [InlineData(1, 16000, 6, 16, "6 channels")]
    [InlineData(1, 16000, 1, 8, "encoding 1 with 8 bits")]
    [InlineData(1, 16000, 1, 24, "encoding 1 with 24 bits")]
    [InlineData(3, 16000, 1, 32, "encoding 3 with 32 bits")]
    public void A_wav_that_cannot_be_used_says_what_is_wrong(int encoding, int rate, int channels, int bits, string wrong)
    {
        var e = Assert.Throws<SoundFormatException>(() => Load("odd.wav", Wav.Of(encoding, rate, channels, bits, new byte[4800])));

        Assert.Contains(wrong, e.Wrong, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text.wav", "Dear Sir or Madam")]
    [InlineData("empty.wav", "")]
    [InlineData("empty.g722", "")]
    public void What_is_no_sound_at_all_is_refused(string name, string content) =>
        Assert.Throws<SoundFormatException>(() => Load(name, System.Text.Encoding.ASCII.GetBytes(content)));

    [Fact]
    public void A_wav_by_the_name_of_a_G722_file_is_not_played_as_noise()
    {
        var e = Assert.Throws<SoundFormatException>(() => Load("wrong.g722", Wav.Of(new short[1600], 16000)));

        Assert.Contains(".wav", e.Wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stored_prompt_comes_back_as_it_was_spoken()
    {
        var spoken = Sine.Of(440, Sound.MasterRate, 0.5);

        var sound = Load("prompt.g722", Sound.ToG722(spoken));

        Assert.Equal(spoken.Length, sound.Master.Length);
        Assert.InRange(Sine.Amplitude(sound.Master, 440, 16000), 9500, 10500);
    }

    [Theory]
    [InlineData(nameof(Codec.Pcmu))]
    [InlineData(nameof(Codec.Pcma))]
    public void A_sound_is_encoded_once_for_all_calls(string name)
    {
        var codec = Enum.Parse<Codec>(name);
        var sound = Sound.FromPcm("tone", Sine.Of(440, Sound.MasterRate, 0.5));

        var codes = sound.Encoded(codec);

        Assert.Same(codes, sound.Encoded(codec));
        Assert.Equal(4000, codes.Length);
        var heard = codes.Select(code => codec == Codec.Pcmu ? G711.FromMuLaw(code) : G711.FromALaw(code)).ToArray();
        Assert.InRange(Sine.Amplitude(heard, 440, 8000), 9800, 10200);
    }

    [Fact]
    public void Those_who_ask_for_a_prompt_at_once_wait_for_one_another_and_get_the_same()
    {
        for (var round = 0; round < 10; round++)
        {
            var sound = Load($"prompt{round}.g722", Sound.ToG722(Sine.Of(440, Sound.MasterRate, 0.5)));
            var codes = new byte[8][];
            using var ready = new Barrier(codes.Length);
            var threads = Enumerable.Range(0, codes.Length).Select(each => new Thread(() =>
            {
                ready.SignalAndWait();
                codes[each] = sound.Encoded(Codec.Pcmu);
            })).ToList();
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());

            Assert.All(codes, each => Assert.Same(codes[0], each));
        }
    }

    private Sound Load(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        return Sound.Load(name, path);
    }
}

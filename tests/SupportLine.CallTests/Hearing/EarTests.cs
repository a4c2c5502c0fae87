namespace SupportLine.CallTests.Hearing;

/// <summary>The ear itself: it may neither mistake one prompt for another nor hear what is not there.</summary>
public sealed class EarTests
{
    [Fact]
    public void A_prompt_is_alike_to_itself_and_to_no_other()
    {
        string[] keys = ["menu.main", "identify.pin", "folio.is", "common.goodbye", "escalate.exhausted", "ipaxes.welcome"];
        foreach (var said in keys)
        {
            foreach (var listenedFor in keys)
            {
                var sound = PromptSounds.Of("es-MX", listenedFor)[0].AsSpan();
                var (_, score) = Ear.Best(PromptSounds.Of("es-MX", said)[0], sound[..Math.Min(sound.Length, Band.Rate)]);
                Assert.True(said == listenedFor ? score > 0.99 : score < 0.7, $"{listenedFor} in {said}: {score}");
            }
        }
    }

    [Fact]
    public void Noise_is_no_prompt()
    {
        var random = new Random(1);
        var noise = Enumerable.Range(0, 5 * Band.Rate).Select(_ => (float)(random.NextDouble() - 0.5) * 8000).ToArray();

        Assert.True(Ear.Best(noise, PromptSounds.Of("es-MX", "menu.main")[0].AsSpan(0, Band.Rate)).Score < 0.3);
    }

    [Fact]
    public void A_torn_prompt_is_alike_to_itself_and_to_no_other()
    {
        string[] keys = ["language.press.1", "menu.main", "identify.pin", "folio.is", "common.goodbye", "ipaxes.welcome"];
        foreach (var said in keys)
        {
            // 40 ms are left out after half a second, as by a packet that came too late.
            var torn = PromptSounds.Of("es-MX", said)[0].ToList();
            torn.RemoveRange(Band.Rate / 2, Band.Rate / 25);
            float[] heard = [.. new float[500], .. torn, .. new float[2000]];
            foreach (var listenedFor in keys)
            {
                var score = TornSound.Alike(heard, PromptSounds.Of("es-MX", listenedFor));
                Assert.True(said == listenedFor ? score > 0.95 : score < Ear.Alike, $"{listenedFor} in {said}: {score}");
            }
        }
    }

    [Fact]
    public void Digits_are_told_apart()
    {
        for (var said = 0; said <= 9; said++)
        {
            for (var listenedFor = 0; listenedFor <= 9; listenedFor++)
            {
                var sound = PromptSounds.Of("es-MX", $"piece.digit.{listenedFor}")[0];
                var padded = new float[400].Concat(PromptSounds.Of("es-MX", $"piece.digit.{said}")[0]).Concat(new float[2000]).ToArray();
                var (_, score) = Ear.Best(padded, sound);
                Assert.True(said == listenedFor ? score > 0.99 : score < Ear.Alike, $"{listenedFor} in {said}: {score}");
            }
        }
    }
}

using Microsoft.Extensions.Logging.Abstractions;
using SupportLine.Server.Speech;

namespace SupportLine.Tests.Server.Speech;

public sealed class TextToSpeechTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("speech");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_first_source_that_knows_the_language_and_manages_is_taken()
    {
        var deaf = new Source("deaf", _ => null);
        var other = new Source("other", _ => Tone, "de");
        var good = new Source("good", _ => Tone);

        Assert.NotNull(await Speech(other, deaf, good).SpeakAsync("es-MX", "Aceros", default));
        Assert.Equal((0, 1, 1), (other.Asked, deaf.Asked, good.Asked));
    }

    [Fact]
    public async Task When_none_manages_nothing_is_said() =>
        Assert.Null(await Speech(new Source("deaf", _ => null)).SpeakAsync("es-MX", "Aceros", default));

    [Fact]
    public async Task A_text_is_spoken_once_and_kept_for_the_next_start_in_files_that_do_not_name_it()
    {
        var source = new Source("good", _ => Tone);
        await Speech(source).SpeakAsync("es-MX", "Aceros", default);

        Assert.NotNull(await Speech(source).SpeakAsync("es-MX", "Aceros", default));

        Assert.Equal(1, source.Asked);
        Assert.DoesNotContain("aceros", Assert.Single(_folder.GetFiles()).Name, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_costs_only_the_time()
    {
        var source = new Source("good", _ => Tone);
        var file = Path.Combine(_folder.FullName, "file");
        await File.WriteAllTextAsync(file, "in the way");
        using var speech = new TextToSpeech([source], new SpeechCache(file), NullLogger<TextToSpeech>.Instance);

        Assert.NotNull(await speech.SpeakAsync("es-MX", "Aceros", default));
        Assert.NotNull(await speech.SpeakAsync("es-MX", "Aceros", default));
        Assert.Equal(1, source.Asked);
    }

    [Fact]
    public async Task The_oldest_of_too_many_are_dropped()
    {
        var cache = new SpeechCache(_folder.FullName);
        for (var i = 0; i < SpeechCache.Most + 100; i++)
        {
            var old = Path.Combine(_folder.FullName, $"{i}.g722");
            await File.WriteAllBytesAsync(old, []);
            File.SetLastWriteTimeUtc(old, DateTime.UnixEpoch.AddSeconds(i));
        }

        cache.Keep(cache.PathOf("good", "en", "new"), Tone);

        Assert.Equal(SpeechCache.Most, _folder.GetFiles().Length);
        Assert.True(File.Exists(cache.PathOf("good", "en", "new")));
        Assert.False(File.Exists(Path.Combine(_folder.FullName, "0.g722")));
    }

    private static short[] Tone => [.. Enumerable.Range(0, 3200).Select(i => (short)(8000 * Math.Sin(0.3 * i)))];

    private TextToSpeech Speech(params ISpeechSource[] sources) => new(sources, new SpeechCache(_folder.FullName), NullLogger<TextToSpeech>.Instance);

    private sealed class Source(string name, Func<string, short[]?> speak, string language = "es-MX") : ISpeechSource
    {
        public int Asked { get; private set; }

        public string Name => name;

        public string Recipe => name;

        public bool Speaks(string asked) => asked == language;

        public Task<short[]?> SpeakAsync(string asked, string text, CancellationToken ct)
        {
            Asked++;
            return Task.FromResult(speak(text));
        }
    }
}

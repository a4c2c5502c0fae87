using System.Net;
using System.Net.Sockets;
using SupportLine.CallTests.Sites;

namespace SupportLine.CallTests;

/// <summary>What an operator can get wrong before the first call: the program says it in one line and does not start.</summary>
public sealed class BadStartTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bad");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("run")]
    [InlineData("check")]
    public async Task A_wrong_day_name_is_named_with_its_line_and_the_days_there_are(string verb)
    {
        var lines = _folder.CreateSubdirectory("lines");
        var good = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "lines", "ipaxes.yaml"));
        var bad = good.Replace("monday to friday", "monday to fryday", StringComparison.Ordinal);
        Assert.NotEqual(good, bad);
        await File.WriteAllTextAsync(Path.Combine(lines.FullName, "ipaxes.yaml"), bad);
        var row = bad[..bad.IndexOf("fryday", StringComparison.Ordinal)].Count(c => c == '\n') + 1;

        var error = await OneErrorAsync(verb, "Lines=lines");

        Assert.StartsWith($"{Path.Combine(_folder.FullName, "lines", "ipaxes.yaml")}:{row}:", error, StringComparison.Ordinal);
        Assert.EndsWith("there is no day \"fryday\"; did you mean friday?", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prompt_without_audio_is_named_with_its_file()
    {
        var prompts = CopyPrompts();
        File.Delete(Path.Combine(prompts, "es-MX", "folio.is.g722"));

        var error = await OneErrorAsync("run", "Prompts=prompts");

        Assert.Contains(Path.Combine("prompts", "es-MX", "folio.is.g722") + ": the prompt 'folio.is' has no audio", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prompt_of_a_rate_that_no_telephone_needs_is_named_with_the_rates_that_will_do()
    {
        var prompts = CopyPrompts();
        var wav = new byte[44 + 9600];
        "RIFF"u8.CopyTo(wav);
        BitConverter.TryWriteBytes(wav.AsSpan(4), wav.Length - 8);
        "WAVEfmt "u8.CopyTo(wav.AsSpan(8));
        BitConverter.TryWriteBytes(wav.AsSpan(16), 16);
        BitConverter.TryWriteBytes(wav.AsSpan(20), (short)1);
        BitConverter.TryWriteBytes(wav.AsSpan(22), (short)1);
        BitConverter.TryWriteBytes(wav.AsSpan(24), 96000);
        BitConverter.TryWriteBytes(wav.AsSpan(28), 192000);
        BitConverter.TryWriteBytes(wav.AsSpan(32), (short)2);
        BitConverter.TryWriteBytes(wav.AsSpan(34), (short)16);
        "data"u8.CopyTo(wav.AsSpan(36));
        BitConverter.TryWriteBytes(wav.AsSpan(40), 9600);
        await File.WriteAllBytesAsync(Path.Combine(prompts, "es-MX", "folio.is.wav"), wav);

        var error = await OneErrorAsync("run", "Prompts=prompts");

        Assert.Contains("folio.is.wav: its rate is 96000 Hz; from 8000 to 48000 can be used", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_none_is_named()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "notes.db"), "Not a database, but a page of somebody's notes, which has to stay as it is.");

        var error = await OneErrorAsync("run", "Storage:Connection=notes.db");

        Assert.StartsWith("Storage:Connection: ", error, StringComparison.Ordinal);
        Assert.Contains("notes.db", error, StringComparison.Ordinal);
        Assert.StartsWith("Not a database", await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "notes.db")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        var error = await OneErrorAsync("run", $"Sip:Listen=udp://{taken.LocalEndPoint}", "Http:Listen=off");

        Assert.Contains($"{taken.LocalEndPoint}", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_that_is_none_is_named()
    {
        Assert.Contains("Sip:Lisen", await OneErrorAsync("run", "Sip:Lisen=udp://127.0.0.1:0"), StringComparison.Ordinal);
    }

    /// <summary>Runs the verb, which has to end with exit code 2 and one line.</summary>
    private async Task<string> OneErrorAsync(string verb, params string[] settings)
    {
        await using var process = ServiceProcess.Start(_folder, [verb], settings);
        Assert.Equal(2, await process.ExitsAsync());
        Assert.Null(await process.PrintsAsync());
        return Assert.Single(process.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    /// <summary>The shipped prompts as links, so that one can be another.</summary>
    private string CopyPrompts()
    {
        var shipped = Path.Combine(AppContext.BaseDirectory, "prompts");
        var own = _folder.CreateSubdirectory("prompts").FullName;
        foreach (var file in Directory.EnumerateFiles(shipped, "*", SearchOption.AllDirectories))
        {
            var link = Path.Combine(own, Path.GetRelativePath(shipped, file));
            Directory.CreateDirectory(Path.GetDirectoryName(link)!);
            File.CreateSymbolicLink(link, file);
        }

        return own;
    }
}

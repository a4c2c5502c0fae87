using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using SupportLine.CallTests.Hearing;
using SupportLine.CallTests.Sites;

namespace SupportLine.CallTests.Interop;

/// <summary>baresip phones in, presses its way to a ticket, and its own recording holds the folio.</summary>
public sealed class BaresipTests
{
    [SkippableFact]
    public async Task Baresip_hears_the_folio_of_the_ticket_it_raised()
    {
        Programs.Need("baresip", "baresip");
        await using var site = await TestSite.StartAsync("2026-03-10T23:30:00-06:00", [], [], null);
        var folder = Directory.CreateTempSubdirectory("baresip");
        var control = FreePort();
        await ConfigureAsync(folder, control);
        using var baresip = Programs.Start("baresip", folder.FullName, "-f", folder.FullName, "-t", "150");
        var output = baresip.StandardOutput.ReadToEndAsync();
        var errors = baresip.StandardError.ReadToEndAsync();
        using var console = await ConnectAsync(control);

        await SendAsync(console, "dial", $"sip:5000@{site.Address}");
        foreach (var (question, keys) in new[]
        {
            ("language", "1"), ("contract.number", "100200"), ("pin", "4826"), ("menu.main", "1"), ("request.type", "1"),
            ("contact.confirm", "1"), ("describe.review", "1"), ("folio.repeat", "2"),
        })
        {
            if (question == "describe.review")
            {
                await site.RecordedForAsync(TimeSpan.FromSeconds(1.5));
                await SendAsync(console, "sndcode", "#");
            }

            await site.AskedAsync(question);
            foreach (var key in keys)
            {
                await SendAsync(console, "sndcode", key.ToString());
            }
        }

        await site.EndedCallAsync();
        await SendAsync(console, "quit", "");
        await baresip.WaitForExitAsync();
        await Task.WhenAll(output, errors);

        var recording = Directory.EnumerateFiles(folder.FullName, "*-dec.wav").Single();
        var ear = new Ear();
        ear.Take(Samples(await File.ReadAllBytesAsync(recording)));
        ear.Close();
        await ear.HearsAsync(PromptSounds.Of("es-MX", "folio.is"), "folio.is", TimeSpan.FromSeconds(5));
        await ear.HearsFolioAsync((await site.TicketAsync()).Folio, "es-MX");
        folder.Delete(recursive: true);
    }

    private static async Task ConfigureAsync(DirectoryInfo folder, int control)
    {
        // Forty seconds of a tone: what the caller says.
        await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "in.wav"), Tone(TimeSpan.FromSeconds(40)));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "config"), $"""
            sip_listen 127.0.0.1:0
            audio_player aufile,{folder.FullName}/out.wav
            audio_source aufile,{folder.FullName}/in.wav
            audio_alert aufile,{folder.FullName}/alert.wav
            module_path /usr/lib/baresip/modules
            module g711.so
            module aufile.so
            module sndfile.so
            snd_path {folder.FullName}
            module_app account.so
            module_app menu.so
            module_app ctrl_tcp.so
            ctrl_tcp_listen 127.0.0.1:{control}

            """);
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "accounts"), "<sip:+528183459999@127.0.0.1>;regint=0;audio_codecs=PCMU;dtmfmode=rtpevent\n");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "contacts"), "\n");
    }

    private static async Task<TcpClient> ConnectAsync(int port)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, port, patience.Token);
                return client;
            }
            catch (SocketException)
            {
                client.Dispose();
                await again.WaitForNextTickAsync(patience.Token);
            }
        }
    }

    /// <summary>A command as ctrl_tcp takes it: a netstring of JSON.</summary>
    private static async Task SendAsync(TcpClient console, string command, string parameters)
    {
        var json = $$"""{"command":"{{command}}","params":"{{parameters}}"}""";
        await console.GetStream().WriteAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{json.Length}:{json},")));
        using var answered = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var heard = new StringBuilder();
        var buffer = new byte[4096];
        while (!heard.ToString().Contains("\"response\":true", StringComparison.Ordinal))
        {
            heard.Append(Encoding.ASCII.GetString(buffer, 0, await console.GetStream().ReadAsync(buffer, answered.Token)));
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static byte[] Tone(TimeSpan length)
    {
        var samples = (int)(length.TotalSeconds * 8000);
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("RIFF"u8);
        writer.Write(36 + (2 * samples));
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write((short)1);
        writer.Write(8000);
        writer.Write(16000);
        writer.Write((short)2);
        writer.Write((short)16);
        writer.Write("data"u8);
        writer.Write(2 * samples);
        for (var i = 0; i < samples; i++)
        {
            // A second of tone, a second of nothing: whoever speaks stops now and then.
            writer.Write((short)(i / 8000 % 2 == 0 ? 6000 * Math.Sin(i * 0.3) : 0));
        }

        return stream.ToArray();
    }

    /// <summary>What the program wrote of what it heard: 16-bit samples behind a header.</summary>
    private static short[] Samples(byte[] wav)
    {
        var data = wav.AsSpan().IndexOf("data"u8) + 8;
        var samples = new short[(wav.Length - data) / 2];
        Buffer.BlockCopy(wav, data, samples, 0, samples.Length * 2);
        return samples;
    }
}

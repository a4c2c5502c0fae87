using System.Diagnostics;
using System.Net;
using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Tickets;
using SupportLine.Storage;

namespace SupportLine.CallTests;

/// <summary>
/// The service is killed right after a folio was heard, or while it is being read. <c>SUPPORTLINE_KILLS=50</c> makes it as
/// many moments; five otherwise.
/// </summary>
public sealed class KillTests
{
    private static int Kills => int.TryParse(Environment.GetEnvironmentVariable("SUPPORTLINE_KILLS"), out var kills) ? kills : 5;

    [Fact]
    public async Task No_folio_that_was_heard_is_lost_when_the_process_is_killed()
    {
        var random = new Random(52);
        await Parallel.ForAsync(0, Kills, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (kill, ct) =>
        {
            // From the first digit to a while after the last.
            int heardDigits;
            lock (random)
            {
                heardDigits = random.Next(1, 9);
            }

            await KillAsync(kill, heardDigits);
        });
    }

    private static async Task KillAsync(int kill, int heardDigits)
    {
        var folder = Directory.CreateTempSubdirectory("kill");
        var database = Path.Combine(folder.FullName, "supportline.db");
        await using (var store = await Store.OpenAsync(database, TimeProvider.System, default))
        {
            await store.Directory.ImportAsync(TestSite.Customers([]), default);
        }

        var port = 38000 + (kill * 2);
        using var service = await StartAsync(folder, port);
        await using var phone = new Phone();
        var site = new IPEndPoint(IPAddress.Loopback, port);
        Assert.Equal(200, await phone.DialAsync(site, "5000", "+528183459999"));
        await phone.HearsAsync("language.press.1");
        await phone.PressesAsync("1");
        await phone.HearsAsync("ipaxes.welcome");
        await phone.PressesAsync(TestSite.Contract);
        await phone.HearsAsync("identify.pin");
        await phone.PressesAsync(TestSite.Pin);
        await phone.HearsAsync("menu.main");
        await phone.PressesAsync("1");
        await phone.HearsAsync("request.type");
        await phone.PressesAsync("1");
        await phone.DescribesAsync("describe.change", reviewed: true);
        await phone.HearsAsync("folio.is");
        var folio = Folio.Of("52", 1);
        for (var i = 0; i < Math.Min(heardDigits, folio.Digits.Length); i++)
        {
            var key = i % 2 == 1 ? $"piece.digit.{folio.Digits[i]}.final" : $"piece.digit.{folio.Digits[i]}";
            await phone.HearsAsync(key);
        }

        // Process.Kill is SIGKILL: nothing is written after it.
        service.Kill();
        await service.WaitForExitAsync();
        using var again = await StartAsync(folder, port);
        await using (var store = await Store.OpenAsync(database, TimeProvider.System, default))
        {
            var ticket = await store.Tickets.FindAsync(folio, default);
            Assert.NotNull(ticket);
            Assert.True(new FileInfo(Path.Combine(folder.FullName, "recordings", ticket.Recording!)).Length > 16000);
            var call = Assert.Single(await store.Calls.ListAsync(null, 10, default));
            Assert.Equal(CallEnding.Interrupted, call.Ending);
            Assert.Contains(await store.Calls.EventsAsync(call.Id, default), step => step.Kind == "recorded");
        }

        again.Kill();
        await again.WaitForExitAsync();
        folder.Delete(recursive: true);
    }

    private static async Task<Process> StartAsync(DirectoryInfo folder, int port)
    {
        var first = 46000 + ((port - 38000) * 10);
        string[] settings =
        [
            $"Sip:Listen=udp://127.0.0.1:{port}", "Http:Listen=off", "Clock:AllowShift=true", "Clock:StartAt=2026-03-10T23:30:00-06:00",
            $"Media:Ports={first}-{first + 18}", $"Storage:Connection={Path.Combine(folder.FullName, "supportline.db")}",
            $"Recordings={Path.Combine(folder.FullName, "recordings")}",
        ];
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "supportline.dll"), "run", .. settings.SelectMany(set => new[] { "--set", set })])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.FullName,
        };
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var line = await process.StandardOutput.ReadLineAsync();
        Assert.StartsWith("SupportLine answers", line, StringComparison.Ordinal);
        return process;
    }
}

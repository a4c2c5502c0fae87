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

        await using var service = await ServiceProcess.AnsweringAsync(folder, Ports(kill));
        await using var phone = new Phone();
        Assert.Equal(200, await phone.DialAsync(service.Address, "5000", "+528183459999"));
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

        await service.KillAsync();
        await using var again = await ServiceProcess.AnsweringAsync(folder, Ports(kill));
        await using (var store = await Store.OpenAsync(database, TimeProvider.System, default))
        {
            var ticket = await store.Tickets.FindAsync(folio, default);
            Assert.NotNull(ticket);
            Assert.True(new FileInfo(Path.Combine(folder.FullName, "recordings", ticket.Recording!)).Length > 16000);
            var call = Assert.Single(await store.Calls.ListAsync(null, 10, default));
            Assert.Equal(CallEnding.Interrupted, call.Ending);
            Assert.Contains(await store.Calls.EventsAsync(call.Id, default), step => step.Kind == "recorded");
        }

        await again.KillAsync();
        folder.Delete(recursive: true);
    }

    /// <summary>Few ports for each, away from those of other tests.</summary>
    private static string Ports(int kill) => $"Media:Ports={30000 + (kill % 100 * 20)}-{30018 + (kill % 100 * 20)}";
}

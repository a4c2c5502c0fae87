using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Tickets;
using SupportLine.Storage;

namespace SupportLine.CallTests;

/// <summary>
/// The service is killed at a random moment of a call, and started again. <c>SUPPORTLINE_KILLS=50</c> makes it fifty moments;
/// five otherwise, of which at least two lie in or after the folio.
/// </summary>
public sealed class KillTests
{
    /// <summary>Answered, identified, asked what it is about, speaking.</summary>
    private const int MomentsBeforeTheFolio = 4;

    private static readonly Folio First = Folio.Of("52", 1);

    private static int Kills => int.TryParse(Environment.GetEnvironmentVariable("SUPPORTLINE_KILLS"), out var kills) ? kills : 5;

    [Fact]
    public async Task No_folio_that_was_heard_and_no_word_that_was_said_is_lost_when_the_process_is_killed()
    {
        var random = new Random(52);
        var moments = Enumerable.Range(0, Kills)
            .Select(kill => kill % 2 == 0 ? random.Next(MomentsBeforeTheFolio) : MomentsBeforeTheFolio + random.Next(First.Digits.Length + 1))
            .ToArray();
        await Parallel.ForAsync(0, Kills, new ParallelOptions { MaxDegreeOfParallelism = 5 }, async (kill, _) => await KillAsync(kill, moments[kill]));
    }

    private static async Task KillAsync(int kill, int moment)
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
        await WalkAsync(phone, moment);
        await service.KillAsync();

        await using var again = await ServiceProcess.AnsweringAsync(folder, Ports(kill));
        await using (var store = await Store.OpenAsync(database, TimeProvider.System, default))
        {
            await IsKeptAsync(store, folder, moment);
        }

        await again.KillAsync();
        folder.Delete(recursive: true);
    }

    /// <summary>Goes on with the call until the moment.</summary>
    private static async Task WalkAsync(Phone phone, int moment)
    {
        await phone.HearsAsync("language.press.1");
        if (moment == 0) return;
        await phone.PressesAsync("1");
        await phone.HearsAsync("ipaxes.welcome");
        await phone.PressesAsync(TestSite.Contract);
        await phone.HearsAsync("identify.pin");
        await phone.PressesAsync(TestSite.Pin);
        await phone.HearsAsync("menu.main");
        if (moment == 1) return;
        await phone.PressesAsync("1");
        await phone.HearsAsync("request.type");
        if (moment == 2) return;
        await phone.PressesAsync("1");
        await phone.HearsAsync("contact.yours");
        await phone.PressesAsync("1");
        await phone.HearsAsync("describe.say");
        await phone.HearsBeepAsync();
        await phone.SpeaksAsync(TimeSpan.FromSeconds(4));
        if (moment == 3) return;
        await phone.PressesAsync("#");
        await phone.HearsAsync("describe.review");
        await phone.PressesAsync("1");
        await phone.HearsAsync("folio.is");
        for (var i = 0; i < moment - MomentsBeforeTheFolio; i++)
        {
            await phone.HearsAsync(i % 2 == 1 ? $"piece.digit.{First.Digits[i]}.final" : $"piece.digit.{First.Digits[i]}");
        }
    }

    private static async Task IsKeptAsync(Store store, DirectoryInfo folder, int moment)
    {
        var call = Assert.Single(await store.Calls.ListAsync(null, 10, default));
        Assert.Equal(CallEnding.Interrupted, call.Ending);
        var ticket = await store.Tickets.FindAsync(First, default);
        if (moment < MomentsBeforeTheFolio - 1)
        {
            return;
        }

        Assert.True(ticket is not null, $"killed at moment {moment}, and no ticket");
        Assert.Equal(moment < MomentsBeforeTheFolio, ticket.Incomplete);
        // Four seconds were spoken, of which a busy machine may not have taken the last before it was killed. One is 16 000 octets.
        var length = new FileInfo(Path.Combine(folder.FullName, "recordings", ticket.Recording!)).Length;
        Assert.True(length > 16000, $"killed at moment {moment}, and {length} octets recorded");
        if (moment >= MomentsBeforeTheFolio)
        {
            Assert.Contains(await store.Calls.EventsAsync(call.Id, default), step => step.Kind == "recorded");
        }
    }

    /// <summary>Few ports for each, away from those of other tests.</summary>
    private static string Ports(int kill) => $"Media:Ports={30000 + (kill % 100 * 20)}-{30018 + (kill % 100 * 20)}";
}

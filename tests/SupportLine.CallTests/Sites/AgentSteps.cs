using SupportLine.CallTests.Phones;
using SupportLine.Domain.Agents;
using SupportLine.Domain.Contracts;
using SupportLine.Server.Settings;

namespace SupportLine.CallTests.Sites;

/// <summary>A line with a queue, and what its agents do.</summary>
internal static class AgentSteps
{
    public const string Service = "5099";

    private static readonly string[] Ids = ["anna", "bela"];
    private static readonly string[] Pins = ["4711", "5822"];

    /// <summary>Anna with PIN 4711, and Bela with 5822 where there is a second telephone.</summary>
    public static Task<TestSite> StartAsync(params Phone[] phones) => StartAsync(sip => sip, [.. phones.Select(phone => phone.Address)]);

    /// <summary>... at any address.</summary>
    public static async Task<TestSite> StartAsync(Func<SipSettings, SipSettings> sip, params string[] phones)
    {
        var site = await TestSite.StartAsync(TestSite.Day, [], [], null, sip: sip, line: text => text.Replace(
            "routing:", $"queue: {{ service-number: \"{Service}\", wrap-up: 1s, source: operator }}\nrouting:", StringComparison.Ordinal));
        await site.Service.Site.Directory.ImportAsync(
            TestSite.Customers([]) with
            {
                Agents = [.. phones.Select((phone, i) => new Agent(Ids[i], Ids[i], phone, ["ipaxes"], ["es-MX"], []))],
                AgentPinHashes = phones.Index().ToDictionary(phone => Ids[phone.Index], phone => PinHash.Create(Pins[phone.Index])),
            },
            default);
        return site;
    }

    /// <summary>From a telephone that is nobody's, by PIN.</summary>
    public static async Task SignsInAsync(this TestSite site, string pin)
    {
        await using var phone = new Phone { Story = site.StoryAsync };
        Assert.Equal(200, await phone.DialAsync(site.Address, Service, "+528183457777"));
        await phone.HearsAsync("identify.pin");
        await phone.PressesAsync($"{pin}#");
        await phone.HearsAsync("service.menu");
        await phone.PressesAsync("1");
        await phone.HearsAsync("service.signed-in");
        await phone.IsLeftAsync();
    }

    /// <summary>María, known by her number and proven by PIN, up to the main menu.</summary>
    public static async Task<Phone> CallsFromHomeAsync(this TestSite site)
    {
        var phone = await site.CallsAsync(TestSite.KnownCaller);
        await phone.HearsAsync("identify.pin");
        await phone.PressesAsync(TestSite.Pin);
        await phone.HearsAsync("menu.main");
        return phone;
    }
}

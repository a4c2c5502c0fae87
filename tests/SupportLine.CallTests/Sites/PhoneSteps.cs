using SupportLine.CallTests.Phones;

namespace SupportLine.CallTests.Sites;

/// <summary>What most calls begin with.</summary>
internal static class PhoneSteps
{
    /// <summary>Dials from an unknown number and takes Spanish.</summary>
    public static async Task<Phone> CallsAsync(this TestSite site, string caller = "+528183459999")
    {
        var phone = new Phone { Story = site.StoryAsync };
        Assert.Equal(200, await phone.DialAsync(site.Address, "5000", caller));
        await phone.HearsAsync("language.press.1");
        await phone.PressesAsync("1");
        return phone;
    }

    /// <summary>... and is identified by contract and PIN, up to the main menu.</summary>
    public static async Task<Phone> CallsIdentifiedAsync(this TestSite site)
    {
        var phone = await site.CallsAsync();
        await phone.IsIdentifiedAsync();
        return phone;
    }

    /// <summary>Who has taken Spanish is identified by contract and PIN, up to the main menu.</summary>
    public static async Task IsIdentifiedAsync(this Phone phone)
    {
        await phone.HearsAsync("ipaxes.welcome");
        await phone.PressesAsync(TestSite.Contract);
        await phone.HearsAsync("identify.pin");
        await phone.PressesAsync(TestSite.Pin);
        await phone.HearsAsync("menu.main");
    }

    /// <summary>... confirms the number and describes what it is about, up to the review.</summary>
    public static async Task DescribesAsync(this Phone phone, string prompt, bool reviewed)
    {
        await phone.HearsAsync("contact.yours");
        await phone.PressesAsync("1");
        await phone.HearsAsync(prompt);
        await phone.HearsBeepAsync();
        await phone.SpeaksAsync(TimeSpan.FromSeconds(2));
        await phone.PressesAsync("#");
        if (reviewed)
        {
            await phone.HearsAsync("describe.review");
            await phone.PressesAsync("1");
        }
    }

    /// <summary>From the main menu: a fault, claimed and confirmed as an emergency by the night's question, and described.</summary>
    public static async Task ClaimsEmergencyAsync(this Phone phone)
    {
        await phone.PressesAsync("1");
        await phone.HearsAsync("request.type");
        await phone.PressesAsync("4");
        await phone.HearsAsync("request.severity");
        await phone.PressesAsync("1");
        await phone.HearsAsync("ipaxes.severity.emergencia.night");
        await phone.PressesAsync("1");
        await phone.DescribesAsync("describe.say", reviewed: false);
    }

    /// <summary>The same by zero, as somebody in a hurry does it: no kind of request is asked for, and keys cut short what is said.</summary>
    public static async Task ClaimsEmergencyByZeroAsync(this Phone phone)
    {
        await phone.PressesAsync("0");
        await phone.HearsAsync("ipaxes.severity.emergencia.night");
        await phone.PressesAsync("1");
        await phone.HearsAsync("contact.yours");
        await phone.PressesAsync("1");
        await phone.HearsAsync("describe.say");
        await phone.PressesAsync("#");
        await phone.HearsBeepAsync();
        await phone.SpeaksAsync(TimeSpan.FromSeconds(2));
        await phone.PressesAsync("#");
    }

    /// <summary>An identified caller by day asks for a person and hears the folio of the ticket that is raised for it.</summary>
    public static async Task AsksForPersonAsync(this Phone phone)
    {
        await phone.PressesAsync("0");
        await phone.HearsAsync("folio.is");
        await phone.HearsAsync("folio.repeat");
        await phone.PressesAsync("2");
    }

    /// <summary>Takes the caller who is announced; each hears what the other says.</summary>
    public static async Task TakesAsync(this Phone agent, Phone caller)
    {
        await agent.AnswersAsync();
        await agent.HearsAsync("agent.whisper");
        await agent.SaysUntilAsync("announcement.failure", caller.HearsAsync("announcement.failure"));
    }

    public static Task HearsBeepAsync(this Phone phone) => phone.Audio.Ear.HearsBeepAsync(Phone.Patience);
}

using System.Net;
using SupportLine.CallTests.Hearing;
using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;

namespace SupportLine.CallTests.Crowds;

/// <summary>A caller who listens: asks for a person, or claims an emergency, and waits, or hangs up after a while.</summary>
/// <param name="number">Its number.</param>
/// <param name="isUrgent">Whether it claims an emergency.</param>
/// <param name="leavesAfter">After what wait it hangs up; null for never.</param>
internal sealed class CrowdListener(string number, bool isUrgent, TimeSpan? leavesAfter) : IAsyncDisposable
{
    /// <summary>Until an announcement that was begun must have been heard.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    /// <summary>Behind its words a place is said at once, s.</summary>
    private const double AtOnce = 1.5;

    private readonly Phone _phone = new();

    public string Number { get; } = number;

    public bool Leaves => leavesAfter is not null;

    /// <summary>From the dialling until nobody is on the line any more.</summary>
    public async Task CallAsync(IPEndPoint service, TimeSpan patience)
    {
        Assert.Equal(200, await _phone.DialAsync(service, "5000", Number));
        await _phone.HearsAsync("identify.pin");
        await _phone.PressesAsync(TestSite.Pin);
        await _phone.HearsAsync("menu.main");
        if (isUrgent) await ClaimsEmergencyAsync();
        else await _phone.PressesAsync("0");
        await _phone.HearsAsync("folio.repeat");
        await _phone.PressesAsync("2");
        var left = _phone.IsLeftAsync((int)Math.Ceiling(patience / Phone.Patience));
        if (leavesAfter is { } after && await Task.WhenAny(_phone.SpeaksAsync(after), left) != left) await _phone.HangsUpAsync();
        else await left;
    }

    /// <summary>Hears in what was recorded, one after the other, the places it was told; gives how many.</summary>
    public async Task<int> HeardAsync(IReadOnlyList<ToldPlace> told)
    {
        var ear = _phone.Audio.Ear;
        foreach (var each in told)
        {
            await HearsAsync(each.Place switch { 1 => "queue.next", > ToldPlace.LastSpoken => "queue.far", _ => "queue.position" });
            if (each.Place is 1 or > ToldPlace.LastSpoken) continue;
            var before = ear.HeardUntil;
            await HearsAsync($"piece.digit.{each.Place}.final");
            Assert.True(ear.HeardUntil - before < AtOnce, $"{Number} was told place {each.Place} and heard another");
        }

        return told.Count;

        Task HearsAsync(string key) => ear.HearsAsync(PromptSounds.Of("es-MX", key), $"{Number}: {key}", Soon);
    }

    public ValueTask DisposeAsync() => _phone.DisposeAsync();

    private async Task ClaimsEmergencyAsync()
    {
        await _phone.PressesAsync("1");
        await _phone.HearsAsync("request.type");
        await _phone.PressesAsync("4");
        await _phone.HearsAsync("request.severity");
        await _phone.PressesAsync("1");
        await _phone.HearsAsync("ipaxes.severity.emergencia.confirm");
        await _phone.PressesAsync("1");
        await _phone.DescribesAsync("describe.say", reviewed: false);
    }
}

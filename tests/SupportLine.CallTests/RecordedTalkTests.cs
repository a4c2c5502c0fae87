using System.Runtime.InteropServices;
using System.Text.Json;
using SupportLine.CallTests.Hearing;
using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;
using SupportLine.Domain.Tickets;

namespace SupportLine.CallTests;

/// <summary>What caller and agent say to each other, where the line records it.</summary>
public sealed class RecordedTalkTests
{
    private const int WavHeader = 44;

    [Fact]
    public async Task A_talk_that_the_line_records_is_announced_to_both_and_has_each_side_and_the_mix()
    {
        await using var agent = new Phone();
        await using var site = await TestSite.StartAsync(
            TestSite.Day, [agent], [], null, line: line => line + "\nrecord-talks: { allowed: true, source: operator }\n");
        await using var phone = await site.CallsIdentifiedAsync();

        await phone.AsksForPersonAsync();
        await phone.HearsAsync("talk.recorded");
        await agent.AnswersAsync();
        await agent.HearsAsync("agent.whisper");
        await agent.HearsAsync("talk.recorded");
        await agent.PressesUntilAsync("*6", phone.HearsAsync("folio.both"));
        await phone.SpeaksAsync(TimeSpan.FromSeconds(2));
        await phone.HangsUpAsync();
        await agent.IsLeftAsync();

        var call = await site.EndedCallAsync();
        var talk = (await site.Service.Site.Tickets.HistoryAsync((await site.TicketAsync()).Folio, default))
            .Select(step => step.Change).OfType<TicketChange.TalkRecorded>().Single().Recording;
        var mix = new Ear();
        mix.Take(Linear(Path.Combine(site.Recordings, talk)));
        mix.Close();
        await mix.HearsAsync(PromptSounds.Of("es-MX", "folio.both"), "folio.both in the mix", Phone.Patience);
        var sides = new[] { "caller", "helper" }.Select(side => Linear(Path.Combine(site.Recordings, Path.GetFileNameWithoutExtension(talk) + $"-{side}.wav"))).ToList();
        Assert.All(sides, side => Assert.True(side.Max() > 5000, "a side is silent"));
        var steps = await site.Service.Site.Calls.EventsAsync(call.Id, default);
        Assert.Equal(["caller", "helper"], steps.Where(step => step.Kind == "quality").Select(step => JsonDocument.Parse(step.Detail).RootElement.GetProperty("leg").GetString()).Order());
    }

    private static short[] Linear(string path) => MemoryMarshal.Cast<byte, short>(File.ReadAllBytes(path).AsSpan(WavHeader)).ToArray();
}

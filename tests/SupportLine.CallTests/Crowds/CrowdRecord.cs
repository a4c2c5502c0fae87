using System.Text.Json;
using NodaTime;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Tickets;
using SupportLine.Storage;

namespace SupportLine.CallTests.Crowds;

/// <summary>What the store has of a crowd, when all is over.</summary>
/// <param name="Calls">Those who waited, in the order in which they came.</param>
/// <param name="Told">What each was told of its place, in order.</param>
/// <param name="Frees">When each agent became idle: signed in, hung up, or missed a ring.</param>
internal sealed record CrowdRecord(
    IReadOnlyList<CrowdCall> Calls, ILookup<string, ToldPlace> Told, IReadOnlyDictionary<string, IReadOnlyList<Instant>> Frees)
{
    private const int Most = 10_000;

    /// <param name="store">Of a service that runs no more.</param>
    /// <param name="during">The time of business.</param>
    /// <param name="words">What is said of a place.</param>
    /// <param name="advance">Waiting time that a confirmed emergency is worth.</param>
    /// <param name="signedIn">When each agent signed in.</param>
    public static async Task<CrowdRecord> ReadAsync(
        Store store, Interval during, PlaceWords words, Duration advance, IReadOnlyDictionary<string, Instant> signedIn)
    {
        var tickets = (await store.Tickets.ListAsync(new TicketFilter { Limit = Most }, default)).ToDictionary(ticket => ticket.Folio.Digits);
        var records = (await store.Calls.ListAsync(null, Most, default)).ToDictionary(call => call.Id);
        var calls = new List<CrowdCall>();
        foreach (var wait in await store.Queue.WaitsAsync(during, default))
        {
            var ticket = tickets[wait.Folio];
            var place = ticket is { Claimed: "emergencia", Confirmed: true } ? wait.JoinedAt - advance : wait.JoinedAt;
            calls.Add(new CrowdCall(wait, place, records[wait.CallId], await store.Calls.EventsAsync(wait.CallId, default)));
        }

        foreach (var id in records.Keys.Except(calls.Select(call => call.Record.Id)))
        {
            var story = (await store.Calls.EventsAsync(id, default)).Select(step => $"{step.At} {step.Kind} {step.Detail}");
            Assert.Fail($"{id} never waited, and ended as {records[id].Ending}:\n{string.Join('\n', story)}");
        }

        var told = calls.SelectMany(call => call.Steps).Select(words.Told).OfType<ToldPlace>().ToLookup(place => place.CallId);
        var freed = calls.SelectMany(call => call.Steps).Where(step => step.Kind is "freed" or "missed").ToLookup(step => step.Detail.Split(' ')[0]["agent:".Length..], step => step.At);
        return new CrowdRecord(calls, told, signedIn.ToDictionary(agent => agent.Key, agent => (IReadOnlyList<Instant>)[agent.Value, .. freed[agent.Key].Order()]));
    }

    /// <summary>Packets that were sent to a caller, the questions before the wait and the talk after it among them.</summary>
    public static long SentTo(CrowdCall call) => Packets(call, "sent");

    /// <summary>Packets that came from a caller.</summary>
    public static long CameFrom(CrowdCall call) => Packets(call, "received");

    private static long Packets(CrowdCall call, string way) => call.Steps.Where(step => step.Kind == "quality").Select(step => JsonDocument.Parse(step.Detail).RootElement)
        .Where(quality => quality.GetProperty("leg").GetString() == "caller").Sum(quality => quality.GetProperty(way).GetInt64());
}

using System.CommandLine;
using System.Net;
using NodaTime;

namespace SupportLine.Server.Commands;

/// <summary><c>bans</c>: sources that are met with silence.</summary>
internal static class BansCommand
{
    public static Command Create()
    {
        var list = new Command("list", "Those in force.");
        list.SetAction((parsed, ct) => StoreVerb.RunAsync(
            parsed,
            async verb =>
            {
                var inForce = await verb.Store.Bans.InForceAsync(Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()), ct);
                return Output.Rows(parsed, [.. inForce.Select(ban => new View(ban.Source, Output.Time(ban.Until, DateTimeZone.Utc), ban.Why))]);
            },
            ct));
        var source = new Argument<string>("source") { Description = "The address." };
        var lift = new Command("lift", "Listens to a source again; a running service follows within seconds.") { source };
        lift.SetAction((parsed, ct) => StoreVerb.RunAsync(
            parsed,
            async verb =>
            {
                var text = parsed.GetValue(source)!;
                if (!IPAddress.TryParse(text, out var address)) return StoreVerb.Refuse($"'{text}' is no address", ExitCode.Wrong);
                return await verb.Store.Bans.LiftAsync(address.ToString(), ct) ? ExitCode.Done : StoreVerb.Refuse($"{address} is not banned", ExitCode.NotFound);
            },
            ct));
        return new Command("bans", "Sources that are met with silence, for trying what strangers try.") { list, lift };
    }

    private sealed record View(string Source, string Until, string Why);
}

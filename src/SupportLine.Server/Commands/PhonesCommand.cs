using System.CommandLine;
using NodaTime;

namespace SupportLine.Server.Commands;

/// <summary><c>phones</c>: the site's own telephones.</summary>
internal static class PhonesCommand
{
    public static Command Create()
    {
        var list = new Command("list", "Where they are registered, as the running service wrote it within the last seconds.");
        list.SetAction((parsed, ct) => StoreVerb.RunAsync(
            parsed,
            async verb =>
            {
                var inForce = await verb.Store.Phones.InForceAsync(Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()), ct);
                return Output.Rows(parsed, [.. inForce.Select(phone =>
                    new View(phone.Phone, phone.Contact, phone.Transport, phone.Remote, phone.Path, Output.Time(phone.Until, DateTimeZone.Utc), phone.Node))]);
            },
            ct));
        return new Command("phones", "The site's own telephones (Sip:Phones).") { list };
    }

    private sealed record View(string Phone, string Contact, string Transport, string Remote, string Path, string Until, string Node);
}

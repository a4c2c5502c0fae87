using System.CommandLine;
using SupportLine.Domain.Contracts;

namespace SupportLine.Server.Commands;

/// <summary><c>contacts</c>: who may raise tickets (IPX-11), and their PINs.</summary>
internal static class ContactsCommand
{
    private static readonly Argument<string> Organisation = new("organisation") { Description = "The organisation's id." };
    private static readonly Argument<string> ContactId = new("contact") { Description = "The contact's id." };

    public static Command Create()
    {
        var list = new Command("list", "An organisation's contacts.") { Organisation };
        list.SetAction((parsed, ct) => StoreVerb.RunAsync(
            parsed,
            async verb => Output.Rows(parsed, await verb.Store.Directory.ContactsAsync(parsed.GetValue(Organisation)!, ct)),
            ct));
        var pin = new Argument<string>("pin") { Description = "As many digits as a line asks for; only their hash is kept." };
        var setPin = new Command("pin", "Gives a contact a new PIN.") { Organisation, ContactId, pin };
        setPin.SetAction((parsed, ct) => WithContactAsync(
            parsed,
            async (verb, contact) =>
            {
                var digits = parsed.GetValue(pin)!;
                if (digits.Length is < 4 or > 12 || !digits.All(char.IsAsciiDigit))
                {
                    return StoreVerb.Refuse("a PIN has 4 to 12 digits", ExitCode.Wrong);
                }

                if (PinLength.Mistake(digits, verb.Lines.Lines) is var (wrong, right)) return StoreVerb.Refuse($"{wrong}; {right}", ExitCode.Wrong);
                foreach (var other in await verb.Store.Directory.ContactsAsync(contact.OrganisationId, ct))
                {
                    if (other.Id != contact.Id && PinHash.Verify(digits, await verb.Store.Directory.PinHashAsync(other.Id, ct)))
                    {
                        return StoreVerb.Refuse("another contact of the organisation has that PIN", ExitCode.Failed);
                    }
                }

                await verb.Store.Directory.SetPinHashAsync(contact.Id, PinHash.Create(digits), ct);
                return ExitCode.Done;
            },
            ct));
        return new Command("contacts", "Who may raise tickets, and their PINs.")
        {
            list,
            Authorise("authorise", "Allows a contact to raise tickets.", authorised: true),
            Authorise("revoke", "Allows it no longer.", authorised: false),
            setPin,
        };
    }

    private static Command Authorise(string name, string does, bool authorised)
    {
        var command = new Command(name, does) { Organisation, ContactId };
        command.SetAction((parsed, ct) => WithContactAsync(
            parsed,
            async (verb, contact) =>
            {
                await verb.Store.Directory.SetContactAsync(contact with { Authorised = authorised }, ct);
                return ExitCode.Done;
            },
            ct));
        return command;
    }

    private static Task<int> WithContactAsync(ParseResult parsed, Func<StoreVerb, Contact, Task<int>> act, CancellationToken ct) => StoreVerb.RunAsync(
        parsed,
        async verb =>
        {
            var contacts = await verb.Store.Directory.ContactsAsync(parsed.GetValue(Organisation)!, ct);
            return contacts.FirstOrDefault(contact => contact.Id == parsed.GetValue(ContactId)) is { } found
                ? await act(verb, found)
                : StoreVerb.Refuse($"organisation {parsed.GetValue(Organisation)} has no contact {parsed.GetValue(ContactId)}", ExitCode.NotFound);
        },
        ct);
}

using NodaTime;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Contracts;

namespace SupportLine.Ivr.Conversations;

/// <summary>
/// Who is calling: a contract number and the contact's own PIN, or a contact's known number and the PIN. A number alone
/// opens nothing.
/// </summary>
internal sealed partial class Conversation
{
    private async Task IdentifyAsync(CancellationToken ct)
    {
        var known = await KnownByNumberAsync(ct);
        if (known.Count > 0)
        {
            _talk.Lead("identify.known-number");
        }

        for (var attempt = 0; attempt < line.Identification.Attempts; attempt++)
        {
            var (contacts, contract) = known.Count > 0 ? (known, null) : await ContactsByContractAsync(ct);
            if (contacts is null)
            {
                continue;
            }

            if (contacts.Count == 0)
            {
                return;
            }

            var outcome = await ByPinAsync(contacts, ct);
            if (outcome is PinOutcome.NotTaken || (outcome is PinOutcome.Right right && await AcceptAsync(right.Contact, contract, ct)))
            {
                return;
            }

            // A wrong PIN on a known number: the next try is by contract, in case somebody else uses the telephone.
            known = [];
        }

        _talk.Lead("identify.failed");
    }

    /// <summary>Contacts of the calling number, where nobody between us and the caller is free to invent it.</summary>
    private async Task<IReadOnlyList<Contact>> KnownByNumberAsync(CancellationToken ct) =>
        callerNumber.Length > 0 && (call.Party.Trusted || call.Party.Trunk is null)
            ? await site.Directory.ContactsByPhoneAsync(callerNumber, ct)
            : [];

    /// <summary>Contacts behind a contract number keyed; null when there is no such contract, none when the caller goes back.</summary>
    private async Task<(IReadOnlyList<Contact>? Contacts, Contract? Contract)> ContactsByContractAsync(CancellationToken ct)
    {
        var digits = line.Identification.ContractDigits;
        var question = new NumberQuestion("contract.number", "identify.contract", digits == 0 ? 12 : digits, ["100200", "999999", "*"]);
        var number = await _talk.EnterAsync(question, ct);
        if (number == "*")
        {
            return ([], null);
        }

        if (number.Length == 0)
        {
            _talk.Lead("common.silence");
            return (null, null);
        }

        if (await site.Directory.ContractAsync(line.Id, number, ct) is not { } contract)
        {
            _talk.Lead("identify.contract.unknown");
            return (null, null);
        }

        return (await site.Directory.ContactsAsync(contract.OrganisationId, ct), contract);
    }

    private async Task<PinOutcome> ByPinAsync(IReadOnlyList<Contact> contacts, CancellationToken ct)
    {
        var organisation = contacts[0].OrganisationId;
        var now = site.Clock.Now;
        var failures = await site.Directory.PinFailuresAsync(callerNumber, organisation, now - PinThrottle.Window, ct);
        var throttle = PinThrottle.Decide(failures, callerNumber.Length == 0);
        if (throttle is PinThrottle.Refused)
        {
            _talk.Lead("identify.too-many");
            return new PinOutcome.NotTaken();
        }

        var pin = await _talk.EnterAsync(
            new NumberQuestion("pin", "identify.pin", line.Identification.PinDigits, ["4826", "0000", "*"], Secret: true), ct);
        if (pin == "*")
        {
            return new PinOutcome.NotTaken();
        }

        if (throttle is PinThrottle.Delayed delayed)
        {
            await Task.Delay(delayed.By.ToTimeSpan(), site.Clock.Time, ct);
        }

        foreach (var contact in contacts)
        {
            if (pin.Length > 0 && PinHash.Verify(pin, await site.Directory.PinHashAsync(contact.Id, ct)))
            {
                return new PinOutcome.Right(contact);
            }
        }

        await site.Directory.NotePinFailureAsync(callerNumber, organisation, now, ct);
        _talk.Lead("identify.pin.wrong");
        return new PinOutcome.Wrong();
    }

    private async Task<bool> AcceptAsync(Contact contact, Contract? contract, CancellationToken ct)
    {
        var organisation = await site.Directory.OrganisationAsync(contact.OrganisationId, ct);
        var today = site.Clock.Now.InZone(line.Hours.Zone).Date;
        contract ??= Contract.Current(await site.Directory.ContractsAsync(contact.OrganisationId, line.Id, ct), today);
        if (organisation is null || contract is null)
        {
            return false;
        }

        if (!contact.Authorised)
        {
            // Only contacts the customer has authorised raise tickets (IPX-11): the caller goes on as somebody unproven.
            _progress.Standing = CallerStanding.NotAuthorised;
            _talk.Lead("identify.not-authorised");
            return true;
        }

        _progress.Caller = new Caller.Identified(organisation, contact, contract);
        _progress.Standing = CallerStanding.Authorised;
        _talk.Lead(contract.IsInForce(today) ? "identify.done" : "identify.lapsed");
        await _talk.RecordAsync("identified", $"{contact.Id} {contract.Number}");
        return true;
    }
}

using SupportLine.Domain.Calls;
using SupportLine.Domain.Contracts;
using static SupportLine.Ivr.Conversations.Talk;

namespace SupportLine.Ivr.Conversations;

/// <summary>
/// Who is calling: a contract number and the contact's own PIN, or a contact's known number and the PIN. Three wrong
/// entries, whatever they are, and the caller goes on as somebody unidentified.
/// </summary>
internal sealed partial class Conversation
{
    /// <summary>Longest contract number where the line names no length.</summary>
    private const int LongestContractNumber = 12;

    private int _identificationTries = line.Identification.Attempts;

    /// <summary>The contract whose number was keyed, which says what the call is about; null when the caller was known otherwise.</summary>
    private Contract? _keyedContract;

    private async Task IdentifyAsync(CancellationToken ct)
    {
        var turn = await IdentifyByNumberAsync(ct);
        if (turn == Turn.Back) turn = await IdentifyByContractAsync(ct);
        if (turn == Turn.Unanswered) _talk.Lead(Prompts.NotIdentified);
    }

    /// <summary>Back: by contract number then, because nobody has this number or the caller prefers it.</summary>
    private async Task<Turn> IdentifyByNumberAsync(CancellationToken ct)
    {
        var known = await KnownByNumberAsync(ct);
        if (known.Count == 0) return Turn.Back;
        _talk.Lead(Prompts.KnownNumber);
        return line.Identification.CallerIdWithoutPin && call.Party.Trusted && known.Count == 1
            ? await AcceptAsync(known[0], contract: null, ct)
            : await AskPinAsync(new PinQuestion(known, null, Prompts.ByContract), ct);
    }

    /// <summary>Back: the caller has no contract number.</summary>
    private async Task<Turn> IdentifyByContractAsync(CancellationToken ct)
    {
        while (_identificationTries > 0)
        {
            var keyed = await _talk.EnterAsync(ContractQuestion(), ct);
            if (keyed.Turn == Turn.Back) return Turn.Back;
            if (keyed.Turn == Turn.Unanswered)
            {
                _identificationTries--;
                _talk.Lead(Prompts.Silence);
            }
            else if (!await _gate.OpensAsync(organisation: null, isOnFile: false, time => WaitAsync(time, ct), ct))
            {
                // Whether there is such a contract is not told either.
                return RefuseTries();
            }
            else if (await OrganisationOfAsync(keyed.Digits, ct) is not var (organisation, contract))
            {
                // Counted as a wrong PIN: contract numbers are not to be found by trying.
                _identificationTries--;
                await _gate.NoteFailureAsync(organisation: null, ct);
                _talk.Lead(Prompts.ContractUnknown);
            }
            else
            {
                var contacts = await site.Directory.ContactsAsync(organisation, ct);
                var turn = await AskPinAsync(new PinQuestion(contacts, contract, Prompts.Back), ct);
                if (turn != Turn.Back) return turn;
            }
        }

        return Turn.Unanswered;
    }

    /// <summary>Whose a contract's number is, or, where the line serves without one, an account's; null for nobody's.</summary>
    private async Task<(string Organisation, Contract? Contract)?> OrganisationOfAsync(string number, CancellationToken ct)
    {
        if (await site.Directory.ContractAsync(line.Id, number, ct) is { } contract) return (contract.OrganisationId, contract);
        return line.Identification.WithoutContract && await site.Directory.OrganisationByNumberAsync(number, ct) is { } organisation
            ? (organisation.Id, null)
            : null;
    }

    /// <summary>Who may raise tickets and has the calling number, where nobody between us and the caller is free to invent it.</summary>
    private async Task<IReadOnlyList<Contact>> KnownByNumberAsync(CancellationToken ct)
    {
        if (callerNumber.Length == 0 || (call.Party.Trunk is not null && !call.Party.Trusted)) return [];
        var known = await site.Directory.ContactsByPhoneAsync(callerNumber, ct);
        return [.. known.Where(contact => StandingRule.Of(line, contact) == CallerStanding.Authorised)];
    }

    private NumberQuestion ContractQuestion()
    {
        var digits = line.Identification.ContractDigits;
        return new NumberQuestion(
            "contract.number",
            [Prompt(line.Identification.WithoutContract ? Prompts.AccountNumber : Prompts.ContractNumber), .. digits == 0 ? [Prompt(Prompts.EndWithHash)] : Array.Empty<Speech.Phrase>(), Prompt(Prompts.NoContract)],
            digits == 0 ? LongestContractNumber : digits)
        {
            TriesLeft = _identificationTries,
        };
    }

    /// <summary>The contact is known: whether that entitles is another question.</summary>
    private async Task<Turn> AcceptAsync(Contact contact, Contract? contract, CancellationToken ct)
    {
        var now = site.Clock.Now;
        _keyedContract = contract;
        var organisation = await site.Directory.OrganisationAsync(contact.OrganisationId, ct);
        contract ??= Contract.Current(
            await site.Directory.ContractsAsync(contact.OrganisationId, line.Id, ct), now.InZone(line.Hours.Zone).Date);
        await _talk.Journal.AddAsync("identified", $"{contact.Id} {contract?.Number ?? "without contract"}");
        if (StandingRule.Of(line, contact) == CallerStanding.NotAuthorised)
        {
            // Only contacts the customer has authorised raise tickets (IPX-11): the caller goes on as somebody unproven.
            _progress.Standing = CallerStanding.NotAuthorised;
            _talk.Lead(Prompts.NotAuthorised);
        }
        else if (organisation is null || (contract is null && !line.Identification.WithoutContract))
        {
            _talk.Lead(Prompts.NotIdentified);
        }
        else
        {
            _progress.Caller = new Caller.Identified(organisation, contact, contract);
            _progress.Standing = CallerStanding.Authorised;
            _talk.Lead(IsProven ? Prompts.Identified : Prompts.Lapsed);
        }

        await NoteProgressAsync();
        return Turn.Onward;
    }
}

using SupportLine.Domain.Contracts;
using static SupportLine.Ivr.Conversations.Talk;

namespace SupportLine.Ivr.Conversations;

/// <summary>The contact's own PIN; how often one may be tried is <see cref="PinThrottle"/>'s.</summary>
internal sealed partial class Conversation
{
    private readonly PinGate _gate = new(site, call, callerNumber);

    private async Task<Turn> AskPinAsync(PinQuestion question, CancellationToken ct)
    {
        var organisation = question.Contacts.Select(contact => contact.OrganisationId).FirstOrDefault();
        var isOnFile = callerNumber.Length > 0 && question.Contacts.Any(contact => contact.Phone == callerNumber);
        while (_identificationTries > 0)
        {
            if (await _gate.ReadAsync(organisation, isOnFile, ct) is PinThrottle.Refused) return RefuseTries();
            var keyed = await _talk.EnterAsync(Question(question), ct);
            if (keyed.Turn == Turn.Back) return Turn.Back;
            _identificationTries--;
            if (keyed.Turn == Turn.Unanswered)
            {
                _talk.Lead(Prompts.Silence);
                continue;
            }

            if (!await _gate.OpensAsync(organisation, isOnFile, time => WaitAsync(time, ct), ct)) return RefuseTries();
            if (await WhoseAsync(keyed.Digits, question.Contacts, ct) is { } contact)
            {
                return await AcceptAsync(contact, question.Contract, ct);
            }

            await _gate.NoteFailureAsync(organisation, ct);
            _talk.Lead(Prompts.PinWrong);
        }

        return Turn.Unanswered;
    }

    /// <summary>Nothing that is keyed is judged any more on this call.</summary>
    private Turn RefuseTries()
    {
        _identificationTries = 0;
        _talk.Lead(Prompts.TooManyPins);
        return Turn.Unanswered;
    }

    private NumberQuestion Question(PinQuestion question) => new(
        "pin", [Prompt(Prompts.Pin), Prompt(question.BackPrompt)], line.Identification.PinDigits)
    {
        Secret = true,
        TriesLeft = _identificationTries,
    };

    /// <summary>The contact whose PIN it is. Every hash is tried, so that the time it takes tells nothing.</summary>
    private async Task<Contact?> WhoseAsync(string pin, IReadOnlyList<Contact> contacts, CancellationToken ct)
    {
        Contact? found = null;
        foreach (var contact in contacts)
        {
            if (PinHash.Verify(pin, await site.Directory.PinHashAsync(contact.Id, ct))) found ??= contact;
        }

        return found;
    }

    /// <summary>The answer is given only after a while, with music so that nobody thinks the line dead.</summary>
    private async Task WaitAsync(TimeSpan time, CancellationToken ct)
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(ct, call.Ended);
        await _talk.HoldAsync(Elapse(), ct);

        async Task<bool> Elapse()
        {
            await Task.Delay(time, site.Clock.Time, left.Token);
            return true;
        }
    }
}

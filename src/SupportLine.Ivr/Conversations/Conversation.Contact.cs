using SupportLine.Domain.Contracts;
using SupportLine.Ivr.Speech;
using static SupportLine.Ivr.Conversations.Talk;

namespace SupportLine.Ivr.Conversations;

/// <summary>Where the caller can be reached (IPX-06): the number calling, read back, or another that is keyed.</summary>
internal sealed partial class Conversation
{
    private async Task AskContactNumberAsync(CancellationToken ct)
    {
        if (TelephoneNumber.ToE164(callerNumber, line.Region) is { } own)
        {
            var national = new Phrase.Digits(TelephoneNumber.ToNational(own, line.Region));
            var key = await _talk.ChooseAsync("contact.confirm", [Prompt("contact.yours"), national, Prompt("contact.confirm")], "12", ct);
            if (key != '2')
            {
                _progress.ContactNumber = own;
                return;
            }
        }

        _progress.ContactNumber = await EnterContactNumberAsync(ct) ?? (_progress.Caller as Caller.Identified)?.Contact.Phone ?? callerNumber;
    }

    private async Task<string?> EnterContactNumberAsync(CancellationToken ct)
    {
        for (var attempt = 0; attempt < line.Dialogue.EntryTries; attempt++)
        {
            var keyed = await _talk.EnterAsync(new NumberQuestion("contact.number", "contact.enter", 15, ["8183450101", "12", "*"]), ct);
            if (keyed == "*")
            {
                return null;
            }

            if (TelephoneNumber.ToE164(keyed, line.Region) is not { } number)
            {
                _talk.Lead(keyed.Length == 0 ? "common.silence" : "contact.invalid");
                continue;
            }

            var key = await _talk.ChooseAsync("contact.entered", [Prompt("contact.entered"), new Phrase.Digits(keyed), Prompt("contact.confirm")], "12", ct);
            if (key != '2')
            {
                return number;
            }
        }

        return null;
    }
}

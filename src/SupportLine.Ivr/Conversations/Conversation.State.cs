using SupportLine.Domain.Calls;
using SupportLine.Domain.Tickets;

namespace SupportLine.Ivr.Conversations;

/// <summary>
/// What tells two occasions of asking the same apart, for exploring; see <c>Collection.State</c>. Counters that only bound a
/// circle (rounds, takes) are no part of it: callers who go in circles are played to their end by themselves.
/// </summary>
internal sealed partial class Conversation
{
    /// <summary>All that the rest of the call depends on; whatever else was said only stands on the ticket.</summary>
    private string State(string question) => string.Join(
        ' ',
        _progress.Language,
        _progress.Standing,
        _progress.Caller?.Organisation.Id,
        _progress.Standing == CallerStanding.Unidentified ? _identificationTries : null,
        IsPastTerms(question) ? Remainder() : Request(),
        _progress.Refers is not null,
        _isAnother,
        IsOpen);

    /// <summary>The questions after the terms: to them, requests are alike that are answered and routed alike.</summary>
    private static bool IsPastTerms(string question) =>
        question is "severity" or "severity.confirm" or "consent" or "contact.confirm" or "contact.number" or "describe.review" or "folio.repeat" or "another"
            or "hold" or "queue.hold" or "record"
        || question.StartsWith("keyed.", StringComparison.Ordinal);

    private string Request() => string.Join(
        ' ', _keyedContract?.Number, IsProven, Department, _progress.Product, _progress.RequestType, _progress.MessageOnly, Said());

    private string Remainder() => _progress.Ticket is { } ticket && ticket.CallId == call.Id
        ? string.Join(' ', "raised", Department, RequestType?.Requirement.Credits, _progress.Described, _progress.Ending, ticket.DueAt is null, _progress.Claimed == ticket.Severity)
        : string.Join(
            ' ',
            Department,
            RequestType is { } type ? $"{type.AsksSeverity} {string.Join(',', type.Keyed)} {string.Join(',', type.Spoken)} {type.Requirement.Credits}" : "",
            _progress.MessageOnly,
            !_progress.MessageOnly && NeedsConsent,
            Said());

    /// <summary>Who is on file can be called back; of anybody else it matters whether there is a number or a word.</summary>
    private string Said() => string.Join(
        ' ',
        _progress.Consent,
        _progress.Given.Count,
        _progress.Claimed,
        _progress.Confirmed,
        _progress.Described,
        _progress.Caller is null ? (_progress.ContactNumber.Length > 0, _progress.Recording is not null) : null,
        _progress.Ticket is { } ticket ? (ReplyRule.Decide(line, ticket).GetType().Name, line.Solution?.Proposed == ticket.Status) : null);

    /// <summary>Whose agents would be rung: of a night it makes no difference.</summary>
    private string? Department => !IsOpen ? null : line.DepartmentOf(_progress.Product ?? _progress.Caller?.Contract?.Product)?.Id;
}

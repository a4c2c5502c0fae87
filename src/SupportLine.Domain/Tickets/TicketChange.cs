using System.Text.Json.Serialization;
using NodaTime;
using SupportLine.Domain.Clock;

namespace SupportLine.Domain.Tickets;

/// <summary>The closed set of things that can happen to a ticket.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "change")]
[JsonDerivedType(typeof(Raised), "raised")]
[JsonDerivedType(typeof(Noted), "noted")]
[JsonDerivedType(typeof(VoiceNoted), "voice-noted")]
[JsonDerivedType(typeof(Answered), "answered")]
[JsonDerivedType(typeof(DocumentsAttached), "documents-attached")]
[JsonDerivedType(typeof(TalkRecorded), "talk-recorded")]
[JsonDerivedType(typeof(StatusSet), "status-set")]
[JsonDerivedType(typeof(SeverityVerified), "severity-verified")]
[JsonDerivedType(typeof(Assigned), "assigned")]
[JsonDerivedType(typeof(EscalationClaimed), "escalation-claimed")]
[JsonDerivedType(typeof(EscalationMoved), "escalation-moved")]
[JsonDerivedType(typeof(Connected), "connected")]
[JsonDerivedType(typeof(SolutionProposed), "solution-proposed")]
[JsonDerivedType(typeof(SolutionAnswered), "solution-answered")]
[JsonDerivedType(typeof(Referred), "referred")]
[JsonDerivedType(typeof(ObserverSet), "observer-set")]
[JsonDerivedType(typeof(ConsentAnswered), "consent-answered")]
[JsonDerivedType(typeof(FactsAttached), "facts-attached")]
[JsonDerivedType(typeof(EntitlementLacked), "entitlement-lacked")]
[JsonDerivedType(typeof(EntitlementOverridden), "entitlement-overridden")]
[JsonDerivedType(typeof(Told), "told")]
[JsonDerivedType(typeof(FolioAsked), "folio-asked")]
[JsonDerivedType(typeof(SecretSet), "secret-set")]
[JsonDerivedType(typeof(SecretSeen), "secret-seen")]
[JsonDerivedType(typeof(SecretDropped), "secret-dropped")]
[JsonDerivedType(typeof(ResponseWarned), "response-warned")]
[JsonDerivedType(typeof(ResponseMissed), "response-missed")]
public abstract record TicketChange
{
    private TicketChange()
    {
    }

    public sealed record Raised(string Severity, string Status) : TicketChange;

    /// <summary>A note in words.</summary>
    /// <param name="Text">In whose ever language it was written.</param>
    /// <param name="Inside">Written by the service for support alone, in English: no customer is mailed it.</param>
    public sealed record Noted(string Text, bool Inside = false) : TicketChange;

    /// <summary>A note spoken; the path is relative to the recordings' folder.</summary>
    public sealed record VoiceNoted(string Recording) : TicketChange;

    /// <summary>The customer answered in writing, with documents or none (XIV-05).</summary>
    public sealed record Answered(string Text, IReadOnlyList<Document> Documents) : TicketChange;

    /// <summary>Documents that came with the form it was raised by (XIV-02).</summary>
    public sealed record DocumentsAttached(IReadOnlyList<Document> Documents) : TicketChange;

    /// <summary>The talk with an agent or engineer was recorded; the path of the mix is relative to the recordings' folder.</summary>
    public sealed record TalkRecorded(string Recording) : TicketChange;

    public sealed record StatusSet(string From, string To) : TicketChange;

    /// <summary>A person verified the severity, with a reason.</summary>
    public sealed record SeverityVerified(string From, string To, string Reason) : TicketChange
    {
        /// <summary>When the first response is due now; null when no time is promised.</summary>
        [JsonConverter(typeof(InstantJson))]
        public Instant? DueAt { get; init; }
    }

    public sealed record Assigned(string? To) : TicketChange;

    /// <summary>Production is down: the caller escalates an existing ticket (IPX-10).</summary>
    public sealed record EscalationClaimed : TicketChange;

    /// <summary>An engineer accepted, was rung, or nobody did: told in words the field knows.</summary>
    public sealed record EscalationMoved(string State, string? EngineerId) : TicketChange
    {
        /// <summary>The ladder ended, with the caller waiting or without, and nobody had accepted.</summary>
        public const string Exhausted = "exhausted";
    }

    /// <summary>The caller was put through to an agent.</summary>
    public sealed record Connected(string To) : TicketChange;

    public sealed record SolutionProposed(string Text) : TicketChange;

    /// <summary>The customer's answer to a proposed solution.</summary>
    public sealed record SolutionAnswered(bool Approved) : TicketChange;

    /// <summary>It refers to another ticket, by digits: a new ticket in place of one that is never reopened (WLD-07).</summary>
    public sealed record Referred(string To) : TicketChange;

    /// <summary>A contact follows the ticket, or no longer does (XIV-06).</summary>
    public sealed record ObserverSet(string ContactId, bool Observes) : TicketChange;

    /// <summary>The customer's answer to the question for consent, and how it was given: <c>phone</c>, <c>portal</c> (XCL-03).</summary>
    public sealed record ConsentAnswered(bool Given, string How) : TicketChange;

    /// <summary>What is known of the customer's system, attached by itself (XCL-06).</summary>
    public sealed record FactsAttached(IReadOnlyList<Fact> Facts) : TicketChange;

    /// <summary>Something that the request needs was missing as it was raised: nothing is promised for it.</summary>
    public sealed record EntitlementLacked(IReadOnlyList<string> Lacks) : TicketChange;

    /// <summary>A person took the request although something was missing.</summary>
    public sealed record EntitlementOverridden(IReadOnlyList<string> Lacks, string Reason) : TicketChange;

    /// <summary>
    /// The caller was told something about the request before it was raised (IPX-14, IPX-15, IPX-17): the notice's or status
    /// page's id, and the address that is sent because it can not be spoken; null for none.
    /// </summary>
    public sealed record Told(string Notice, string? Address) : TicketChange;

    /// <summary>The caller asked for the folio by mail.</summary>
    public sealed record FolioAsked : TicketChange;

    /// <summary>Access data was put into the ticket's secret field of this name.</summary>
    public sealed record SecretSet(string Name) : TicketChange;

    /// <summary>Somebody had access data shown.</summary>
    public sealed record SecretSeen(string Name) : TicketChange;

    /// <summary>Access data was forgotten.</summary>
    public sealed record SecretDropped(string Name) : TicketChange;

    /// <summary>The first response will be due soon; somebody was warned.</summary>
    public sealed record ResponseWarned(string Severity) : TicketChange;

    /// <summary>The first response was due and had not come.</summary>
    public sealed record ResponseMissed(string Severity) : TicketChange;
}

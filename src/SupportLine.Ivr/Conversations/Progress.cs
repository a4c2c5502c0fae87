using NodaTime;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Contracts;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Tickets;
using SupportLine.Domain.Visits;

namespace SupportLine.Ivr.Conversations;

/// <summary>What the caller has said so far: what a ticket is made of, complete or not.</summary>
internal sealed class Progress
{
    public required string Language { get; set; }

    /// <summary>Number the call came from, normalised; empty when withheld.</summary>
    public required string CallerNumber { get; init; }

    /// <summary>Null while nobody proved to be a contact.</summary>
    public Caller.Identified? Caller { get; set; }

    public CallerStanding Standing { get; set; }

    /// <summary>Id of the product it is about; null where the line knows none or nobody asked.</summary>
    public string? Product { get; set; }

    public string? RequestType { get; set; }

    /// <summary>Required data that was keyed, by the datum's id.</summary>
    public Dictionary<string, string> Given { get; private init; } = [];

    /// <summary>The answer to the line's question for consent (XCL-03); null while it was not answered.</summary>
    public bool? Consent { get; set; }

    /// <summary>The finished ticket that this request is about (WLD-07); null for none.</summary>
    public Folio? Refers { get; set; }

    /// <summary>The visit that the caller wants to be put through for (IPX-13); null for none.</summary>
    public Visit? Visit { get; set; }

    /// <summary>Whether something is missing for the request, and the caller leaves a message instead.</summary>
    public bool MessageOnly { get; set; }

    /// <summary>What the caller was told about the request.</summary>
    public List<TicketChange.Told> Told { get; private init; } = [];

    public string? Claimed { get; set; }

    public bool Confirmed { get; set; }

    public string ContactNumber { get; set; } = "";

    /// <summary>File of the description, relative to the recordings' folder, from the moment recording begins.</summary>
    public string? Recording { get; set; }

    /// <summary>Whether somebody could be heard on it.</summary>
    public bool Described { get; set; }

    /// <summary>File of a voice note that is not on the ticket yet, from the moment recording begins.</summary>
    public string? Note { get; set; }

    /// <summary>What an agent has to know of how the call went: a recording that stopped.</summary>
    public List<TicketChange> Remarks { get; } = [];

    /// <summary>The ticket, once it is durable, or the one that the caller named.</summary>
    public Ticket? Ticket { get; set; }

    /// <summary>How the call would be said to have ended if the caller hung up now, with the ticket there is.</summary>
    public CallEnding Ending { get; set; } = CallEnding.HungUpBeforeRequest;

    /// <summary>Whether an agent should find what was said although the caller hung up.</summary>
    public bool IsWorthATicket => Ticket is null && (RequestType is not null || Claimed is not null || Recording is not null);

    /// <summary>Whether the caller's right to support is proven.</summary>
    public bool IsProven(Line line, Instant at) => StandingRule.IsProven(line, Standing, Caller?.Contract, at);

    /// <summary>The same caller with another problem, of which nothing was said yet (SNG-01).</summary>
    public Progress Anew() => new()
    {
        Language = Language,
        CallerNumber = CallerNumber,
        Caller = Caller,
        Standing = Standing,
        ContactNumber = ContactNumber,
        Ending = Ending,
    };

    /// <summary>For the call's journal, so that a crash loses nothing that was said.</summary>
    public ProgressNote ToNote() => new(
        Language,
        Caller?.Contact.Id,
        Caller?.Organisation.Id,
        Caller?.Contract?.Number,
        Standing,
        RequestType,
        Claimed,
        Confirmed,
        ContactNumber,
        Recording)
    {
        Product = Product,
        Given = Given.Count > 0 ? Given : null,
        Consent = Consent,
        Refers = Refers?.Digits,
        Told = Told.Count > 0 ? Told : null,
        Remarks = Remarks.OfType<TicketChange.Noted>().Select(remark => remark.Text).ToList() is { Count: > 0 } remarks ? remarks : null,
        Ticket = Ticket?.Folio.Digits,
        Note = Note,
    };
}

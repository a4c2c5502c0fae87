using NodaTime;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Contracts;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Tickets;

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

    public string? RequestType { get; set; }

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

    /// <summary>An authorised contact (IPX-11) under a contract in force.</summary>
    public bool IsProven(Line line, Instant at) =>
        Standing == CallerStanding.Authorised && Caller is { } caller && caller.Contract.IsInForce(at, line.Hours.Zone);

    /// <summary>For the call's journal, so that a crash loses nothing that was said.</summary>
    public ProgressNote ToNote() => new(
        Language,
        Caller?.Contact.Id,
        Caller?.Organisation.Id,
        Caller?.Contract.Number,
        Standing,
        RequestType,
        Claimed,
        Confirmed,
        ContactNumber,
        Recording);
}

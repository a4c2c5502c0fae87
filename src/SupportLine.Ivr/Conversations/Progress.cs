using SupportLine.Domain.Calls;
using SupportLine.Domain.Contracts;
using SupportLine.Domain.Tickets;

namespace SupportLine.Ivr.Conversations;

/// <summary>What the caller has said so far: what a ticket is made of, complete or not.</summary>
internal sealed class Progress
{
    public required string Language { get; set; }

    public Caller Caller { get; set; } = new Caller.Unidentified("");

    public CallerStanding Standing { get; set; }

    public string? RequestType { get; set; }

    public string? Claimed { get; set; }

    public bool Confirmed { get; set; }

    public string ContactNumber { get; set; } = "";

    /// <summary>File of the description, relative to the recordings' folder, from the moment recording begins.</summary>
    public string? Recording { get; set; }

    /// <summary>The ticket, once it is durable.</summary>
    public Ticket? Ticket { get; set; }

    /// <summary>How the call would be said to have ended if the caller hung up now, with the ticket there is.</summary>
    public CallEnding Ending { get; set; } = CallEnding.HungUpBeforeRequest;

    /// <summary>Whether an agent should find what was said although the caller hung up.</summary>
    public bool IsWorthATicket => Ticket is null && (RequestType is not null || Claimed is not null || Recording is not null);

    public Organisation? Organisation => (Caller as Caller.Identified)?.Organisation;

    public Contract? Contract => (Caller as Caller.Identified)?.Contract;
}

namespace SupportLine.Ivr.Conversations;

/// <summary>What a caller can do about a ticket that exists.</summary>
internal enum FolioService
{
    /// <summary>Leave a voice note.</summary>
    Note,

    /// <summary>Have it escalated: production is down (IPX-10).</summary>
    Down,

    /// <summary>Say why a finished one is not solved (SNG-13).</summary>
    Reopen,

    /// <summary>Raise another that refers to it (WLD-07).</summary>
    NewTicket,

    /// <summary>Ask about another folio.</summary>
    Other,
}

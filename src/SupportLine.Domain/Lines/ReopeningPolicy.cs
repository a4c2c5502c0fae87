namespace SupportLine.Domain.Lines;

/// <summary>What a customer's reply to a finished ticket does.</summary>
public enum ReopeningPolicy
{
    /// <summary>Nothing: a new ticket is opened that refers to the old one (WLD-07).</summary>
    Never,

    /// <summary>It is open again (SNG-13).</summary>
    OnReply,

    /// <summary>It is noted, and open again once somebody of support approves.</summary>
    ByApproval,
}

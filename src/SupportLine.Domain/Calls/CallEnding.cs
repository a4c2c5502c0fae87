namespace SupportLine.Domain.Calls;

/// <summary>How a caller's call ended. One for a call, recorded once; the default is a server error.</summary>
public enum CallEnding
{
    ServerError,

    /// <summary>The process died under the call; found at the next start.</summary>
    Interrupted,

    /// <summary>CANCEL came before the answer.</summary>
    CancelledBeforeAnswer,

    /// <summary>The caller hung up with nothing said that is worth a ticket.</summary>
    HungUpBeforeRequest,

    /// <summary>The caller hung up midway; what was said stands on an incomplete ticket.</summary>
    HungUpWithIncompleteTicket,

    /// <summary>A ticket was raised and its folio read; nobody had to be reached.</summary>
    TicketRaised,

    /// <summary>In hours nobody answered; ticket raised, due time told.</summary>
    NobodyAnswered,

    ConnectedToAgent,

    ConnectedToEngineer,

    /// <summary>The ladder ended in vain, a call-back was promised.</summary>
    CallBackPromised,

    /// <summary>The caller hung up while engineers were being rung; the ladder goes on.</summary>
    LeftWhileEscalating,

    /// <summary>An existing ticket's status was told, a note added, or both.</summary>
    FolioServed,

    /// <summary>Nobody could be identified and nobody was there: a voice message was left on a ticket.</summary>
    MessageLeft,

    /// <summary>The caller chose to end (9).</summary>
    EndedByCaller,

    /// <summary>One of the site's phones called another, or took another call's place.</summary>
    BetweenPhones,

    /// <summary>An agent phoned to sign in, pause or sign out.</summary>
    AgentServed,

    /// <summary>An engineer phoned the number that rings engineers, and dealt with an open emergency.</summary>
    EngineerServed,

    /// <summary>An exercise: engineers were rung, nobody phoned.</summary>
    Drill,

    /// <summary>A diagnostic number.</summary>
    Diagnostic,
}

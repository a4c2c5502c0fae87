namespace SupportLine.Domain.Calls;

/// <summary>Why a call goes where it goes; the conversation has a sentence for each that a caller hears.</summary>
public enum RouteReason
{
    /// <summary>Support is open.</summary>
    InHours,

    /// <summary>Support is open, and nobody can be put through to: no agent is configured.</summary>
    NoAgents,

    /// <summary>Support is open, something the request needs is missing, and the caller left a message rather than speak to a person.</summary>
    MessageOnly,

    /// <summary>An emergency, claimed and confirmed by the question that holds outside hours.</summary>
    ConfirmedEmergency,

    /// <summary>A confirmed emergency of a caller whose right to support is not proven; the line lets it through.</summary>
    UnverifiedEmergency,

    /// <summary>Production is down and the caller escalates a ticket that exists.</summary>
    EscalatedTicket,

    /// <summary>A visit was booked for this time.</summary>
    BookedVisit,

    /// <summary>Outside hours, and no emergency.</summary>
    NotAnEmergency,

    /// <summary>Outside hours, an emergency claimed and not confirmed by the second question.</summary>
    NotConfirmed,

    /// <summary>An unproven emergency, and the line lets none through.</summary>
    UnverifiedNotAllowed,

    /// <summary>An unproven emergency, and the caller's number raised as many within the hour as are let through.</summary>
    TooManyUnverified,
}

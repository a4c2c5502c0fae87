using NodaTime;
using SupportLine.Domain.Tickets;

namespace SupportLine.Domain.Agents;

/// <summary>A call-back a caller chose instead of waiting; the place in the queue is kept.</summary>
/// <param name="Id">Unique.</param>
/// <param name="Folio">What it is about.</param>
/// <param name="CallId">The call on which it was chosen.</param>
/// <param name="Number">To be phoned, in E.164.</param>
/// <param name="Call">As it waited.</param>
/// <param name="DueAt">Not before.</param>
/// <param name="Attempts">How often the customer was phoned in vain.</param>
/// <param name="State">How it stands.</param>
public sealed record CallBack(string Id, Folio Folio, string CallId, string Number, QueuedCall Call, Instant DueAt, int Attempts, CallBackState State);

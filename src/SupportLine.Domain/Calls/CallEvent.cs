using NodaTime;

namespace SupportLine.Domain.Calls;

/// <summary>A step of a call: append-only, numbered from 1.</summary>
/// <param name="CallId">Of which call.</param>
/// <param name="Seq">From 1, without a gap.</param>
/// <param name="At">Business time.</param>
/// <param name="Kind"><c>said</c>, <c>asked</c>, <c>keyed</c>, <c>identified</c>, <c>progress</c>, <c>recording</c>, <c>recorded</c>, <c>decided</c>, <c>ringing</c>, <c>rang</c>, <c>missed</c>, <c>freed</c>, <c>connected</c>, <c>parted</c>, <c>talk-recording</c>, <c>talk-recorded</c>, <c>ticket</c>, <c>quality</c>.</param>
/// <param name="Detail">Words, question and answer (a PIN as bullets), or JSON of a decision or of what is known so far.</param>
public sealed record CallEvent(string CallId, int Seq, Instant At, string Kind, string Detail);

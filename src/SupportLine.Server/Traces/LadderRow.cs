namespace SupportLine.Server.Traces;

/// <summary>A message as a ladder shows it.</summary>
/// <param name="Since">Time since the first message.</param>
/// <param name="Peer">The far end.</param>
/// <param name="Dialog">Number of its dialog in the order in which they came, from 0.</param>
/// <param name="IsSent">Whether it goes from us to the far end.</param>
/// <param name="Label">What it is: <c>INVITE 1</c>, <c>200 OK (INVITE 1)</c>.</param>
/// <param name="IsRefusal">Whether it is an answer of 400 or more.</param>
/// <param name="Note">What else there is to say; may be empty.</param>
internal sealed record LadderRow(TimeSpan Since, Participant Peer, int Dialog, bool IsSent, string Label, bool IsRefusal, string Note);

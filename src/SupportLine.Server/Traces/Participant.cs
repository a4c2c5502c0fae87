namespace SupportLine.Server.Traces;

/// <summary>A far end of a ladder: two legs by one trunk are two of them.</summary>
/// <param name="Number">Its number, or <c>withheld</c>.</param>
/// <param name="Address">Where it is, the trunk's name before it where it is one.</param>
/// <param name="Calls">Whether it phoned us: then it stands left of us, else right.</param>
internal sealed record Participant(string Number, string Address, bool Calls);

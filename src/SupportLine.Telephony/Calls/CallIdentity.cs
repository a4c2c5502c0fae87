namespace SupportLine.Telephony.Calls;

/// <summary>What the INVITE says of who calls and what was dialled.</summary>
internal sealed record CallIdentity(CallParty Party, string Dialled);

namespace SupportLine.Telephony.Sip.Dialogs;

/// <summary>RFC 3261 section 12. A peer before RFC 3261 may have no tag: then it is empty.</summary>
internal readonly record struct DialogId(string CallId, string LocalTag, string RemoteTag);

namespace SupportLine.Telephony.Calls;

public sealed record SitePhone(string Name, string Password);

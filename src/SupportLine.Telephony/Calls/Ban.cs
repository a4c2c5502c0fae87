using System.Net;

namespace SupportLine.Telephony.Calls;

/// <summary>A source that is met with silence for a while.</summary>
/// <param name="Source">Its address.</param>
/// <param name="Until">Real time.</param>
/// <param name="Why">In words: <c>scanner friendly-scanner</c>, <c>20 requests of a stranger</c>.</param>
public sealed record Ban(IPAddress Source, DateTimeOffset Until, string Why);

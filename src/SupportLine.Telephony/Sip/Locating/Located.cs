using System.Net;

namespace SupportLine.Telephony.Sip.Locating;

/// <summary>Where a name is.</summary>
/// <param name="Targets">In the order to be tried; not empty.</param>
/// <param name="GoodFor">For how long they are known: the shortest time to live among the answers.</param>
internal sealed record Located(IReadOnlyList<IPEndPoint> Targets, TimeSpan GoodFor);

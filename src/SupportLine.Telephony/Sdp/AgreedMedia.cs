using System.Net;
using SupportLine.Telephony.Audio;

namespace SupportLine.Telephony.Sdp;

/// <summary>What an offer and its answer came to.</summary>
/// <param name="Remote">Where our audio goes.</param>
/// <param name="Codec">What both speak.</param>
/// <param name="EventType">The peer's payload type of telephone-event, which we send and expect; -1 when it has none.</param>
/// <param name="MaySend">Whether the peer wants to hear us; not on hold.</param>
internal sealed record AgreedMedia(IPEndPoint Remote, Codec Codec, int EventType, bool MaySend);

using System.Text.Json;
using System.Text.Json.Serialization;
using SupportLine.Ivr.Conversations;
using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr;

/// <summary>How a leg sounded, for the call's record (RFC 3550 section 6.4, ITU-T G.107).</summary>
/// <param name="Leg"><c>caller</c> or <c>helper</c>.</param>
/// <param name="Mos">Estimated mean opinion score of what we heard, 1 to 4.5.</param>
/// <param name="Received">RTP packets.</param>
/// <param name="Lost">RTP packets missing.</param>
/// <param name="JitterMs">Interarrival jitter, ms.</param>
/// <param name="Sent">RTP packets.</param>
/// <param name="LostThere">Of ours, by the far end's reports; null without any.</param>
/// <param name="JitterThereMs">Of ours, by the far end's reports, ms; null without any.</param>
/// <param name="RoundTripMs">There and back, ms; null without reports.</param>
internal sealed record QualityNote(
    string Leg, double Mos, long Received, long Lost, double JitterMs, long Sent, long? LostThere, double? JitterThereMs, double? RoundTripMs)
{
    private const string Kind = "quality";

    private static readonly JsonSerializerOptions Compact = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Notes it in the journal; nothing of a leg on which nothing was heard or said.</summary>
    public static ValueTask AddAsync(CallJournal journal, string leg, CallQuality quality) =>
        quality is { PacketsReceived: 0, PacketsSent: 0 }
            ? ValueTask.CompletedTask
            : journal.AddAsync(Kind, JsonSerializer.Serialize(Of(leg, quality), Compact));

    private static QualityNote Of(string leg, CallQuality quality) => new(
        leg,
        quality.Mos,
        quality.PacketsReceived,
        quality.PacketsLost,
        Math.Round(quality.JitterMs, 1),
        quality.PacketsSent,
        quality.PacketsLostThere,
        Rounded(quality.JitterThereMs),
        Rounded(quality.RoundTripMs));

    private static double? Rounded(double? ms) => ms is { } known ? Math.Round(known, 1) : null;
}

using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Tickets;

namespace SupportLine.Ivr.Conversations;

/// <summary>What a caller has said so far, as it stands in the call's journal after each step; see <see cref="Progress"/>.</summary>
internal sealed record ProgressNote(
    string Language,
    string? ContactId,
    string? OrganisationId,
    string? ContractNumber,
    CallerStanding Standing,
    string? RequestType,
    string? Claimed,
    bool Confirmed,
    string ContactNumber,
    string? Recording)
{
    public string? Product { get; init; }

    public IReadOnlyDictionary<string, string>? Given { get; init; }

    public bool? Consent { get; init; }

    /// <summary>Digits of the ticket it refers to.</summary>
    public string? Refers { get; init; }

    public IReadOnlyList<TicketChange.Told>? Told { get; init; }

    public IReadOnlyList<string>? Remarks { get; init; }

    /// <summary>Digits of the ticket there is.</summary>
    public string? Ticket { get; init; }

    /// <summary>File of a voice note that is not on that ticket yet.</summary>
    public string? Note { get; init; }

    /// <summary>Kind of the journal's event.</summary>
    public const string Kind = "progress";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public string ToJson() => JsonSerializer.Serialize(this, Options);

    /// <summary>Reads it back; false for what is none.</summary>
    public static bool TryParse(string json, [NotNullWhen(true)] out ProgressNote? note)
    {
        try
        {
            note = JsonSerializer.Deserialize<ProgressNote>(json, Options);
        }
        catch (JsonException)
        {
            note = null;
        }

        return note is not null;
    }
}

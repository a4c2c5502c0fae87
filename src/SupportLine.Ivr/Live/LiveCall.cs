using NodaTime;
using SupportLine.Domain.Calls;
using SupportLine.Ivr.Conversations;

namespace SupportLine.Ivr.Live;

/// <summary>A call that goes on, as its steps so far add up. What was keyed is no part of it.</summary>
/// <param name="Record">The call.</param>
public sealed record LiveCall(CallRecord Record)
{
    public CallDoing Doing { get; init; }

    /// <summary>The question's name, or with whom the caller talks; else empty.</summary>
    public string Detail { get; init; } = "";

    /// <summary>Since when that, in business time.</summary>
    public Instant Since { get; init; } = Record.StartedAt;

    /// <summary>Phones that ring for it now.</summary>
    public IReadOnlyList<LiveRing> Rings { get; init; } = [];

    /// <summary>Digits of the folio, once there is one.</summary>
    public string? Folio { get; init; }

    /// <summary>As it was noted last, unread until somebody looks.</summary>
    internal string? Progress { get; init; }

    /// <summary>Id of the caller's organisation, and the severity as claimed; null where that is not known.</summary>
    public (string? Organisation, string? Claimed) Known() =>
        Progress is not null && ProgressNote.TryParse(Progress, out var note) ? (note.OrganisationId, note.Claimed) : (null, null);

    /// <summary>The same call after one more step; see <see cref="CallEvent"/>.</summary>
    internal LiveCall After(Instant at, string kind, string detail) => kind switch
    {
        ProgressNote.Kind => this with { Progress = detail },
        "ticket" => this with { Folio = detail },
        "ringing" => this with { Rings = [.. Rings, new LiveRing(detail, at)] },
        "rang" => this with { Rings = [.. Rings.Where(ring => !detail.StartsWith(ring.Who + " ", StringComparison.Ordinal))] },
        "connected" => this with { Doing = CallDoing.Talking, Detail = detail, Since = at },
        "parted" => Now(CallDoing.Listening, "", at),

        // Keys of a talk, and what is said to one side of it: it goes on.
        _ when Doing == CallDoing.Talking => this,
        "asked" => Now(CallDoing.Asked, detail, at),
        "recording" => Now(CallDoing.Recording, "", at),
        "said" or "keyed" or "recorded" => Now(CallDoing.Listening, "", at),
        _ => this,
    };

    private LiveCall Now(CallDoing doing, string detail, Instant at) =>
        Doing == doing && Detail == detail && doing == CallDoing.Listening ? this : this with { Doing = doing, Detail = detail, Since = at };
}

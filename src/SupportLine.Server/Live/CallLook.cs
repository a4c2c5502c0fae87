using SupportLine.Domain.Agents;
using SupportLine.Ivr.Live;

namespace SupportLine.Server.Live;

/// <summary>A call that goes on, with what its progress tells.</summary>
internal sealed record CallLook
{
    public CallLook(LiveCall call) => (Call, (Organisation, Claimed)) = (call, call.Known());

    public LiveCall Call { get; }

    /// <summary>Id; null while nobody is known.</summary>
    public string? Organisation { get; }

    public string? Claimed { get; }

    /// <param name="waiting">Those in the queues.</param>
    /// <param name="look">For names and escalations.</param>
    public LiveCaller ToLive(IReadOnlyCollection<QueuedCall> waiting, StoreLook look)
    {
        var (doing, detail, since) = Where(waiting, look);
        return new LiveCaller
        {
            Id = Call.Record.Id,
            Line = Call.Record.LineId,
            Dialled = Call.Record.Dialled,
            Number = Call.Record.CallerNumber,
            Organisation = NameIn(look),
            Folio = Call.Folio,
            Claimed = Claimed,
            StartedAt = Call.Record.StartedAt.ToDateTimeOffset(),
            Doing = doing,
            Detail = detail,
            Since = since.ToDateTimeOffset(),
        };
    }

    public string? NameIn(StoreLook look) => Organisation is null ? null : look.Names.GetValueOrDefault(Organisation);

    /// <summary>Whoever hears something is known better by what they wait for.</summary>
    private (LiveDoing Doing, string Detail, NodaTime.Instant Since) Where(IReadOnlyCollection<QueuedCall> waiting, StoreLook look)
    {
        if (Call.Doing != CallDoing.Listening) return (Enum.Parse<LiveDoing>(Call.Doing.ToString()), Call.Detail, Call.Since);
        var rung = string.Join(' ', Call.Rings.Select(ring => ring.Who));
        if (waiting.FirstOrDefault(place => place.CallId == Call.Record.Id) is { } place) return (LiveDoing.Waiting, rung, place.JoinedAt);
        if (rung.Length > 0) return (LiveDoing.Reaching, rung, Call.Rings[0].Since);
        return look.Escalations.FirstOrDefault(each => each.Escalation.CallId == Call.Record.Id)?.Escalation is { } escalation
            ? (LiveDoing.Escalating, "", escalation.StartedAt)
            : (LiveDoing.Listening, "", Call.Since);
    }
}

using SupportLine.Domain.Agents;

namespace SupportLine.Server.Live;

/// <summary>The queues, line by line: who waits on the phone, whose call-back is due, and those that are not due yet.</summary>
internal static class QueueLook
{
    public static IReadOnlyList<LiveWait> Of(IReadOnlyCollection<QueuedCall> waiting, StoreLook look, IReadOnlyList<CallLook> callers)
    {
        var kept = look.CallBacks.ToDictionary(callBack => callBack.Id);
        var calls = callers.ToDictionary(call => call.Call.Record.Id);
        var served = QueueRule.InOrder(waiting).GroupBy(place => place.LineId)
            .SelectMany(line => line.Select((place, before) => (Place: place, Position: (int?)before + 1)));
        var later = look.CallBacks.Where(callBack => waiting.All(place => place.Id != callBack.Id)).Select(callBack => (Place: callBack.Call, Position: (int?)null));
        return [.. served.Concat(later).OrderBy(each => each.Place.LineId, StringComparer.Ordinal).Select(each => each.Place.CallId is { } id
            ? Waits(each.Place, each.Position, calls.GetValueOrDefault(id), look)
            : Kept(each.Place, each.Position, kept.GetValueOrDefault(each.Place.Id), look))];
    }

    private static LiveWait Waits(QueuedCall place, int? position, CallLook? caller, StoreLook look) => Of(place, position) with
    {
        Call = place.CallId,
        Number = caller?.Call.Record.CallerNumber ?? "",
        Organisation = caller?.NameIn(look),
        Folio = caller?.Call.Folio,
        Claimed = caller?.Claimed,
    };

    private static LiveWait Kept(QueuedCall place, int? position, CallBack? callBack, StoreLook look) => Of(place, position) with
    {
        Number = callBack?.Number ?? "",
        Organisation = callBack is null ? null : look.Names.GetValueOrDefault(callBack.Folio.Digits),
        Folio = callBack?.Folio.Digits,
        CallBackAt = (callBack?.DueAt ?? place.JoinedAt).ToDateTimeOffset(),
        Attempts = callBack?.Attempts ?? 0,
    };

    private static LiveWait Of(QueuedCall place, int? position) => new()
    {
        Line = place.LineId,
        Position = position,
        Number = "",
        Product = place.Product,
        Language = place.Language,
        Since = place.JoinedAt.ToDateTimeOffset(),
        IsRung = place.IsRung,
    };
}
